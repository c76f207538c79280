using GridSteward.Domain;
using GridSteward.Domain.Exports;
using GridSteward.Domain.Tables;
using GridSteward.Domain.Uploads;
using GridSteward.Functions.Http;

namespace GridSteward.Functions.Jobs;

/// <summary>How an upload is to be sealed.</summary>
public sealed record WantedSeal(int Blocks, string? Sha256);

/// <summary>The languages of column headers.</summary>
public enum HeaderLanguage
{
    En,
    Zh,
}

/// <summary>Which file a jurisdiction is to be brought from.</summary>
public sealed record WantedTransfer(string Upload, bool AcceptChanged);

/// <summary>Reads what uploads and jobs take.</summary>
public static class JobInput
{
    public static WantedSeal ReadSeal(this JsonInput input)
    {
        int? blocks = input.WholeNumber("blocks", 1, Upload.MaxBlocks, required: true);
        string? sha256 = input.Text("sha256", 64);
        if (sha256 is not null && !(sha256.Length == 64 && sha256.All(char.IsAsciiHexDigit)))
        {
            input.Faults.Add(new Fault(input.PathOf("sha256"), "64 hexadecimal digits."));
        }

        input.Finish();
        return new WantedSeal(blocks!.Value, sha256?.ToLowerInvariant());
    }

    public static WantedTransfer ReadTransfer(this JsonInput input)
    {
        string upload = input.RequiredText("upload", 64);
        bool? acceptChanged = input.Flag("acceptChanged");
        input.Finish();
        return new WantedTransfer(upload, acceptChanged ?? false);
    }

    public static ExportRequest ReadExport(this JsonInput input)
    {
        var request = new ExportRequest
        {
            What = input.Choice<ExportSubject>("what", required: true) ?? default,
            Format = input.Choice<TableKind>("format") ?? TableKind.Csv,
            Labels = input.Choice<HeaderLanguage>("labels") == HeaderLanguage.Zh ? TableLabels.Chinese : TableLabels.English,
            Encoding = input.Choice<TableEncoding>("encoding"),
            Delimiter = input.Choice<TableDelimiter>("delimiter"),
            Area = input.Text("area", 64),
        };
        input.Finish();
        return request;
    }
}
