using GridSteward.Domain.Coverage.Outputs.Page;

namespace GridSteward.Domain.Coverage.Outputs;

/// <summary>A file made from a report.</summary>
/// <param name="Name">Its name, unique among the files of a report.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Content">Its bytes.</param>
public sealed record OutputFile(string Name, string ContentType, ReadOnlyMemory<byte> Content);

/// <summary>The files that are made from a report. Each can be made alone, from the same report always the same bytes.</summary>
public static class CoverageOutputs
{
    /// <summary>The overlaps and gaps.</summary>
    public const string SpatialName = "spatial.geojson";

    /// <summary>The areas with simplified borders, all levels.</summary>
    public const string AreasGeoJsonName = "areas.geojson";

    /// <summary>The table of areas.</summary>
    public static string AreasName(OutputLanguage language) => $"areas.{Wire.Name(language)}.csv";

    /// <summary>The table of stewards, teams, kinds and care levels.</summary>
    public static string GroupsName(OutputLanguage language) => $"groups.{Wire.Name(language)}.csv";

    /// <summary>The page.</summary>
    public static string PageName(OutputLanguage language) => $"page.{Wire.Name(language)}.html";

    /// <summary>Makes all files one after the other, so that no more than one is in memory, and hands each to the writer.</summary>
    public static async Task WriteAllAsync(CoverageReport report, OutputContext context, Func<OutputFile, CancellationToken, Task> writer, CancellationToken cancellationToken)
    {
        foreach (OutputLanguage language in Enum.GetValues<OutputLanguage>())
        {
            await writer(await AreasAsync(report, language, cancellationToken), cancellationToken);
            await writer(await GroupsAsync(report, language, cancellationToken), cancellationToken);
            await writer(Page(report, context, language), cancellationToken);
        }

        await writer(await AreasGeoJsonAsync(report, context, null, simple: true, cancellationToken), cancellationToken);
        await writer(await SpatialAsync(context, cancellationToken), cancellationToken);
    }

    /// <summary>The table of areas.</summary>
    public static Task<OutputFile> AreasAsync(CoverageReport report, OutputLanguage language, CancellationToken cancellationToken)
        => MakeAsync(AreasName(language), CoverageCsv.MediaType, stream => CoverageCsv.WriteAreasAsync(report, language, stream, cancellationToken));

    /// <summary>The table of stewards, teams, kinds and care levels.</summary>
    public static Task<OutputFile> GroupsAsync(CoverageReport report, OutputLanguage language, CancellationToken cancellationToken)
        => MakeAsync(GroupsName(language), CoverageCsv.MediaType, stream => CoverageCsv.WriteGroupsAsync(report, language, stream, cancellationToken));

    /// <summary>The areas with their figures as properties.</summary>
    /// <param name="report">The report.</param>
    /// <param name="context">The shapes.</param>
    /// <param name="level">Only this level; null for all.</param>
    /// <param name="simple">Whether borders are simplified.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public static Task<OutputFile> AreasGeoJsonAsync(CoverageReport report, OutputContext context, string? level, bool simple, CancellationToken cancellationToken)
        => MakeAsync(AreasGeoJsonName, CoverageGeoJson.MediaType, stream => CoverageGeoJson.WriteAreasAsync(report, context.Outlines, level, simple, stream, cancellationToken));

    /// <summary>The overlaps and gaps.</summary>
    public static Task<OutputFile> SpatialAsync(OutputContext context, CancellationToken cancellationToken)
        => MakeAsync(SpatialName, CoverageGeoJson.MediaType, stream => CoverageGeoJson.WriteSpatialAsync(context.Spatial, stream, cancellationToken));

    /// <summary>The page.</summary>
    public static OutputFile Page(CoverageReport report, OutputContext context, OutputLanguage language)
        => new(PageName(language), CoveragePage.MediaType, CoveragePage.Write(report, context, language));

    private static async Task<OutputFile> MakeAsync(string name, string contentType, Func<Stream, Task> write)
    {
        using var stream = new MemoryStream();
        await write(stream);
        return new OutputFile(name, contentType, stream.GetBuffer().AsMemory(0, (int)stream.Length));
    }
}
