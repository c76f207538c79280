using GridSteward.Domain;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Imports;
using GridSteward.Domain.Tables;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace GridSteward.Functions.Jobs;

/// <summary>An import that is ordered.</summary>
/// <param name="Upload">The id of the sealed upload that holds the file.</param>
/// <param name="Request">What is to be done with it.</param>
public sealed record WantedImport(string Upload, ImportRequest Request);

/// <summary>Reads what imports take: as a JSON body beside an upload, or as query parameters beside the file itself.</summary>
public static class ImportInput
{
    private static readonly IReadOnlyList<string> Fields
        = [.. Enum.GetValues<ImportSubject>().SelectMany(ImportFields.Of).Select(f => f.Name).Distinct()];

    /// <summary>The media types in which a file may be sent.</summary>
    public static string[] ContentTypes { get; } = ["text/csv", "text/tab-separated-values", "application/x-ndjson", "application/geo+json"];

    /// <summary>Encodings that a media type may name; GBK and GB 2312 are parts of GB 18030.</summary>
    public static string[] Charsets { get; } = ["utf-8", "gb18030", "gbk", "gb2312"];

    public static WantedImport ReadImport(this JsonInput input)
    {
        string upload = input.RequiredText("upload", 64);
        var request = new ImportRequest
        {
            What = input.Choice<ImportSubject>("what", required: true) ?? default,
            Format = input.Choice<TableKind>("format") ?? TableKind.Csv,
            Encoding = input.Choice<TableEncoding>("encoding"),
            Delimiter = input.Choice<TableDelimiter>("delimiter"),
            Mapping = input.Nested("mapping") is { } mapping ? ReadMapping(mapping) : null,
            Strict = input.Flag("strict") ?? false,
            Atomic = input.Flag("atomic") ?? false,
            DryRun = input.Flag("dryRun") ?? false,
            CoordinateSystem = input.Text("coordinateSystem", 20),
            Mode = input.Choice<ImportMode>("mode"),
            Level = input.Text("level", 100),
            CodePrefix = input.Text("codePrefix", 20),
        };
        input.Finish();
        return new WantedImport(upload, request);
    }

    /// <summary>The import of a file that is the body, by the query and the media type.</summary>
    public static ImportRequest ReadImport(this ApiCall call, ImportSubject what)
    {
        QueryInput query = call.Query;
        MediaTypeHeaderValue type = MediaTypeHeaderValue.Parse(call.Request.ContentType);
        string media = type.MediaType.ToString().ToLowerInvariant();
        bool chinese = type.Charset.HasValue && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase);
        var request = new ImportRequest
        {
            What = what,
            Format = media switch { "application/x-ndjson" => TableKind.Ndjson, "application/geo+json" => TableKind.Geojson, _ => TableKind.Csv },
            Encoding = query.Choice<TableEncoding>("encoding") ?? (chinese ? TableEncoding.Gb18030 : null),
            Delimiter = query.Choice<TableDelimiter>("delimiter") ?? (media == "text/tab-separated-values" ? TableDelimiter.Tab : null),
            Mapping = ReadMapping(query),
            Strict = query.Flag("strict") ?? false,
            Atomic = query.Flag("atomic") ?? false,
            DryRun = query.Flag("dryRun") ?? false,
            CoordinateSystem = query.Text("coordinateSystem", 20),
            Mode = query.Choice<ImportMode>("mode"),
            Level = query.Text("level", 100),
            CodePrefix = query.Text("codePrefix", 20),
        };
        query.Finish();
        return request;
    }

    private static Dictionary<string, string> ReadMapping(JsonInput mapping)
    {
        Dictionary<string, string> headers = [];
        foreach (string field in Fields)
        {
            if (mapping.Text(field, 200) is { } header)
            {
                headers[field] = header;
            }
        }

        return headers;
    }

    /// <summary><c>field:header,field:header</c></summary>
    private static Dictionary<string, string>? ReadMapping(QueryInput query)
    {
        if (query.Text("mapping", 2000) is not { } text)
        {
            return null;
        }

        Dictionary<string, string> headers = [];
        foreach (string pair in text.Split(','))
        {
            if (pair.Split(':', 2) is not [{ Length: > 0 } field, { Length: > 0 } header] || !headers.TryAdd(field.Trim(), header.Trim()))
            {
                query.Faults.Add(new Fault("query.mapping", $"'{pair}' is not field:header, each field once; headers with commas go into the body of an import of an upload."));
            }
        }

        return headers;
    }
}
