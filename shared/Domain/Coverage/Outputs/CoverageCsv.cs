using GridSteward.Domain.Tables;

namespace GridSteward.Domain.Coverage.Outputs;

/// <summary>
/// The report as tables: UTF-8 with a byte order mark, numbers plain with a point, rates from 0 to 1, what is unknown or hidden empty. Text that a spreadsheet
/// would take for a formula has an apostrophe in front (<see cref="TableWriter"/>).
/// </summary>
public static class CoverageCsv
{
    /// <summary>The media type.</summary>
    public const string MediaType = "text/csv; charset=utf-8";

    private static readonly TableFormat s_format = new(TableKind.Csv);

    private static readonly IReadOnlyList<OutputColumn<GroupFigures>> s_groups =
    [
        new("group", "分组", g => TableValue.Of(Wire.Name(g.Group))),
        new("key", "标识", g => TableValue.Of(g.Key)),
        new("label", "名称", g => TableValue.Of(g.Label)),
        .. OutputColumns.Units<GroupFigures>(g => g.Units),
        .. OutputColumns.Loop<GroupFigures>(g => g.Loop),
    ];

    /// <summary>A row for the whole jurisdiction, of level <c>jurisdiction</c>, then one for each area in the report's order.</summary>
    public static Task WriteAreasAsync(CoverageReport report, OutputLanguage language, Stream stream, CancellationToken cancellationToken)
        => WriteAsync(AreaColumns.All, [report.Total, .. report.Areas], language, stream, cancellationToken);

    /// <summary>A row for each steward, team, kind and care level; none where the report is suppressed.</summary>
    public static Task WriteGroupsAsync(CoverageReport report, OutputLanguage language, Stream stream, CancellationToken cancellationToken)
        => WriteAsync(s_groups, report.Groups, language, stream, cancellationToken);

    private static async Task WriteAsync<T>(
        IReadOnlyList<OutputColumn<T>> columns, IEnumerable<T> rows, OutputLanguage language, Stream stream, CancellationToken cancellationToken)
    {
        var table = TableWriter.Begin(stream, s_format, [.. columns.Select(c => c.In(language))]);
        foreach (T row in rows)
        {
            await table.WriteAsync(columns.Select(c => c.Of(row)).ToArray(), cancellationToken);
        }

        await table.EndAsync(cancellationToken);
    }
}
