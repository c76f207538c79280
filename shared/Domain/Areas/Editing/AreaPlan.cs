using GridSteward.Geo;
using GridSteward.Geo.Editing;
using NetTopologySuite.Geometries;

namespace GridSteward.Domain.Areas.Editing;

/// <summary>What an edit is to make of the areas of one generation.</summary>
/// <param name="Drafts">The areas that are new, changed or touched, as they will be.</param>
/// <param name="Ended">The codes that end.</param>
/// <param name="Touched">Which of the drafts only get vertices.</param>
/// <param name="Warnings">What whoever edits should know.</param>
public sealed record AreaPlan(IReadOnlyList<AreaDraft> Drafts, IReadOnlyList<string> Ended, IReadOnlyCollection<string> Touched, IReadOnlyList<EditWarning> Warnings)
{
    /// <summary>How households are divided, where that was asked.</summary>
    public HouseholdParts? Parts { get; init; }

    /// <summary>The codes of <see cref="Parts"/>.</summary>
    public IReadOnlyList<string>? PartCodes { get; init; }

    /// <summary>What moved, where an area is snapped.</summary>
    public Snapping? Snapping { get; init; }
}

/// <summary>The areas of a generation on a sheet, and who they are; makes the plan when the sheet has been edited.</summary>
public sealed class PlanningTable
{
    private readonly Dictionary<string, Area> areas;
    private readonly Dictionary<string, AreaDraft> named = new(StringComparer.Ordinal);
    private readonly List<EditWarning> warnings = [];

    /// <summary>Lays out the areas as they are.</summary>
    public PlanningTable(NextGeneration next)
    {
        areas = next.Before.ToDictionary(a => a.Code, StringComparer.Ordinal);
        Sheet = new AreaSheet(next.Before.Select(a => KeyValuePair.Create(a.Code, a.Geometry!)));
    }

    /// <summary>Their geometries.</summary>
    public AreaSheet Sheet { get; private set; }

    /// <summary>The area with this code, as it is; null when there is none.</summary>
    public Area? Find(string code) => areas.GetValueOrDefault(code);

    /// <summary>The areas whose parent has this code, by code.</summary>
    public IEnumerable<Area> PartsOf(string code) => areas.Values.Where(a => a.Parent == code).OrderBy(a => a.Code, StringComparer.Ordinal);

    /// <summary>Says what an area is called and what it is part of after the edit; its geometry is that of the sheet.</summary>
    public void Name(string path, string code, string name, string level, string? parent)
        => named[code] = new AreaDraft(path, code, name, level, parent, Polygon.Empty);

    /// <summary>Puts an area under another parent.</summary>
    public void Move(Area area, string? parent) => Name("$", area.Code, area.Name, area.Level, parent);

    /// <summary>Adds a warning to those of the sheet.</summary>
    public void Warn(string? area, string message) => warnings.Add(new(area, message));

    /// <summary>Takes areas off the table before the edit: their codes end, or are given anew.</summary>
    public void TakeOff(IReadOnlyCollection<string> codes)
        => Sheet = new AreaSheet(Sheet.Codes.Where(c => !codes.Contains(c)).Select(c => KeyValuePair.Create(c, Sheet[c])));

    /// <summary>What has become of the areas.</summary>
    public AreaPlan ToPlan()
    {
        IEnumerable<AreaDraft> drafts = Sheet.Written.Concat(Sheet.Touched).Union(named.Keys).Order(StringComparer.Ordinal)
            .Select(code => named.TryGetValue(code, out AreaDraft? draft) ? draft with { Geometry = Sheet[code] }
                : new AreaDraft("$", code, areas[code].Name, areas[code].Level, areas[code].Parent, Sheet[code]));
        return new AreaPlan(
            [.. drafts], [.. areas.Keys.Except(Sheet.Codes).Order(StringComparer.Ordinal)], [.. Sheet.Touched.Where(c => !named.ContainsKey(c))], [.. Sheet.Warnings, .. warnings]);
    }

    /// <summary>The faults of geometry as those of what was sent.</summary>
    public static Outcome<AreaPlan> Refused(IEnumerable<GeoFault> faults) => new Outcome<AreaPlan>.Invalid([.. faults.Select(f => new Fault(f.Path, f.Message))]);
}
