using GridSteward.Domain.Areas;
using GridSteward.Domain.Coverage.Books;

namespace GridSteward.Domain.Coverage.Counting;

/// <summary>What was counted of one night: the report without what other nights and the shapes of areas add, and the lists of who to visit.</summary>
/// <param name="Report">The report; without spatial figures and changes.</param>
/// <param name="MopUp">The ids of the units of each area's list, in walking order.</param>
public sealed record Counted(CoverageReport Report, IReadOnlyList<(string Area, IReadOnlyList<string> Units)> MopUp);

/// <summary>Counts the figures of one night from the marks of units and reports, which stream by; pure but for reading them.</summary>
public static class CoverageCount
{
    /// <summary>Counts.</summary>
    /// <param name="basis">What the figures depend on beside the marks.</param>
    /// <param name="marks">The marks; units are read a second time where somebody is to be listed.</param>
    /// <param name="generatedAt">When the report is made.</param>
    /// <param name="cancellationToken">Stops the counting.</param>
    public static async Task<Counted> RunAsync(CountingBasis basis, IMarks marks, DateTimeOffset generatedAt, CancellationToken cancellationToken)
    {
        CoverageRows rows = new(basis);
        UnitCount units = new(basis);
        await foreach (IReadOnlyList<UnitMark> some in marks.UnitsAsync(cancellationToken))
        {
            units.Add(some);
        }

        units.AddTo(rows);
        await foreach (IReadOnlyList<ReportMark> some in marks.ReportsAsync(cancellationToken))
        {
            rows.Add(some);
        }

        MopUpLists lists = new(basis, units, rows);
        if (lists.NeedsUnits)
        {
            await foreach (IReadOnlyList<UnitMark> some in marks.UnitsAsync(cancellationToken))
            {
                lists.Add(some);
            }
        }

        return new Counted(ReportOf(basis, rows, lists.Figures(), generatedAt), [.. lists.Lists()]);
    }

    private static CoverageReport ReportOf(CountingBasis basis, CoverageRows rows, IReadOnlyDictionary<string, MopUp> own, DateTimeOffset generatedAt)
    {
        AreaSnapshot snapshot = basis.Snapshot;
        Dictionary<string, MopUp> mopUp = new(StringComparer.Ordinal);
        foreach (var (code, figures) in own)
        {
            foreach (string area in snapshot.LineageCodes(code))
            {
                mopUp[area] = mopUp.TryGetValue(area, out MopUp? sum) ? Sum(sum, figures) : figures;
            }
        }

        var (units, loop) = rows.Total();
        return new CoverageReport(
            basis.Settings.Jurisdiction, basis.Settings.Name, basis.Day, basis.AsOf, generatedAt, snapshot.Generation, basis.Rules, false,
            Row(basis.Settings.Jurisdiction, basis.Settings.Name, "jurisdiction", null, units, loop, own.Values.Aggregate((MopUp?)null, (sum, one) => sum is null ? one : Sum(sum, one))),
            [.. snapshot.Areas.OrderBy(snapshot.LevelOf).ThenBy(a => a.Code, StringComparer.Ordinal).Select(OfArea)],
            rows.Groups())
        {
            Hours = rows.Hours(),
        };

        AreaFigures OfArea(Area area)
        {
            var (units, loop) = rows.Of(area);
            return Row(area.Code, area.Name, area.Level, area.Parent, units, loop, mopUp.GetValueOrDefault(area.Code));
        }

        AreaFigures Row(string code, string name, string level, string? parent, UnitFigures units, LoopFigures loop, MopUp? needed)
            => new(code, name, level, parent, basis.Rules.Bands.Of(units.EffectiveShare.Rate), units, loop, null, needed, Changes.None);
    }

    private static MopUp Sum(MopUp a, MopUp b) => new(a.Needed + b.Needed, a.Listed + b.Listed, a.ToFind + b.ToFind, a.OfRegistered && b.OfRegistered);
}
