using GridSteward.Domain.Areas;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Coverage.Books;
using GridSteward.Domain.Households;

namespace GridSteward.Domain.Coverage.Counting;

/// <summary>All rows of a report while it is counted: which of them something counts in.</summary>
public sealed class CoverageRows
{
    private readonly CountingBasis basis;
    private readonly Dictionary<string, Row> areas;
    private readonly Row total = new();
    private readonly Dictionary<string, Row> stewards;
    private readonly Dictionary<string, Row> teams;
    private readonly Row nobody = new();
    private readonly Dictionary<UnitKind, UnitSums> kinds = Enum.GetValues<UnitKind>().ToDictionary(k => k, _ => new UnitSums());
    private readonly Dictionary<CareLevel, UnitSums> cares = Enum.GetValues<CareLevel>().ToDictionary(k => k, _ => new UnitSums());
    private readonly Dictionary<string, Row[]> rowsOfPath = new(StringComparer.Ordinal);
    private readonly Dictionary<string, UnitSums> own = new(StringComparer.Ordinal);

    /// <summary>Makes empty rows.</summary>
    public CoverageRows(CountingBasis basis)
    {
        this.basis = basis;
        areas = basis.Snapshot.Areas.ToDictionary(a => a.Code, _ => new Row(), StringComparer.Ordinal);
        stewards = basis.Answering.Holders().ToDictionary(h => h.Id, _ => new Row(), StringComparer.Ordinal);
        teams = basis.Answering.Teams.ToDictionary(t => t.Id, _ => new Row(), StringComparer.Ordinal);
    }

    private sealed class Row
    {
        public UnitSums Units { get; } = new();

        public LoopSums Loop { get; } = new();
    }

    /// <summary>What lies in an area and in none of its parts, by the area's code: of an area without parts all of it.</summary>
    public IReadOnlyDictionary<string, UnitSums> Own => own;

    /// <summary>The deepest area of a path.</summary>
    public static string OwnerOf(string path) => path[(path.LastIndexOf(Place.PathSeparator) + 1)..];

    /// <summary>The rows in which units or a building of a place count, but for kinds and care levels.</summary>
    public IEnumerable<UnitSums> OfPlace(string path, string? building)
    {
        Answer answer = basis.Answering.Of(path, building);
        yield return total.Units;
        yield return (answer.Steward is { } steward ? stewards[steward] : nobody).Units;
        foreach (Row row in AreasOf(path))
        {
            yield return row.Units;
        }

        foreach (string team in answer.Teams)
        {
            yield return teams[team].Units;
        }

        if (path.Length > 0)
        {
            yield return own.TryGetValue(OwnerOf(path), out UnitSums? sums) ? sums : own[OwnerOf(path)] = new UnitSums();
        }
    }

    /// <summary>The row of a kind.</summary>
    public UnitSums OfKind(UnitKind kind) => kinds[kind];

    /// <summary>The row of a care level.</summary>
    public UnitSums OfCare(CareLevel care) => cares[care];

    /// <summary>Counts some reports.</summary>
    public void Add(IReadOnlyList<ReportMark> reports)
    {
        DateTimeOffset since = basis.AsOf.AddDays(-basis.Rules.LoopDays);
        foreach (ReportMark report in reports)
        {
            if (report.Private || (!report.Open && report.ReceivedAt < since))
            {
                continue;
            }

            bool orphan = !basis.Answering.IsThere(report.Assignee);
            total.Loop.Add(report, basis.AsOf, since, orphan);
            string? steward = basis.Answering.StewardOf(report.Assignee), team = Answering.TeamOf(report.Assignee);
            (steward is not null && stewards.TryGetValue(steward, out Row? holder) ? holder : nobody).Loop.Add(report, basis.AsOf, since, orphan);
            if (team is not null && teams.TryGetValue(team, out Row? row))
            {
                row.Loop.Add(report, basis.AsOf, since, orphan);
            }

            foreach (Row area in AreasOf(report.AreaPath))
            {
                area.Loop.Add(report, basis.AsOf, since, orphan);
            }
        }
    }

    /// <summary>The whole jurisdiction's figures.</summary>
    public (UnitFigures Units, LoopFigures Loop) Total() => (total.Units.Figures(), total.Loop.Figures());

    /// <summary>How many of the whole jurisdiction's resolved reports took how long.</summary>
    public long[] Hours() => total.Loop.Hours();

    /// <summary>An area's figures.</summary>
    public (UnitFigures Units, LoopFigures Loop) Of(Area area) => (areas[area.Code].Units.Figures(), areas[area.Code].Loop.Figures());

    /// <summary>The rows of the groups.</summary>
    public IReadOnlyList<GroupFigures> Groups() =>
    [
        .. basis.Answering.Holders().Select(h => Of(CoverageGroup.Steward, h.Id, h.Label, stewards[h.Id])),
        Of(CoverageGroup.Steward, null, null, nobody),
        .. basis.Answering.Teams.OrderBy(t => t.Code, StringComparer.Ordinal).Select(t => Of(CoverageGroup.Team, t.Id, t.Name, teams[t.Id])),
        .. kinds.Select(k => new GroupFigures(CoverageGroup.Kind, Wire.Name(k.Key), null, k.Value.Figures(), null)),
        .. cares.Select(c => new GroupFigures(CoverageGroup.Care, Wire.Name(c.Key), null, c.Value.Figures(), null)),
    ];

    private static GroupFigures Of(CoverageGroup group, string? key, string? label, Row row) => new(group, key, label, row.Units.Figures(), row.Loop.Figures());

    // an area that a path names and that is there no more has no row: what lies there counts in the total until it is placed anew
    private Row[] AreasOf(string path)
    {
        if (!rowsOfPath.TryGetValue(path, out Row[]? rows))
        {
            rowsOfPath[path] = rows = path.Length == 0 ? [] : [.. path.Split(Place.PathSeparator).Select(areas.GetValueOrDefault).OfType<Row>()];
        }

        return rows;
    }
}
