using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Jurisdictions;

namespace GridSteward.Domain.Areas.Editing;

/// <summary>An area that whoever edits has seen in some version.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Version">Its version, as lists and features of areas show it.</param>
public sealed record SeenArea(string Code, int Version);

/// <summary>How an edit is made.</summary>
/// <param name="Settings">The jurisdiction.</param>
/// <param name="Acting">Who.</param>
public sealed record EditManner(Jurisdiction Settings, Acting Acting)
{
    /// <summary>Whether an ETag is the version that the caller saw of the one area of the path; null where several are named with their versions.</summary>
    public Func<string, bool>? SeenETag { get; init; }

    /// <summary>Only tries; nothing is written.</summary>
    public bool DryRun { get; init; }

    /// <summary>The idempotency key of an edit that makes areas; null for none.</summary>
    public OnceKey? Once { get; init; }
}

/// <summary>An edit as it is run: what it is about, and what it makes of the areas of one generation.</summary>
/// <param name="Action">As the audit calls it.</param>
/// <param name="Codes">The areas that it is about.</param>
/// <param name="Stale">Which of them were seen in a version that is not theirs now.</param>
/// <param name="Plan">Plans it over a generation that has all of them.</param>
internal sealed record AreaEditOrder(
    string Action, IReadOnlyList<string> Codes, Func<IReadOnlyList<Area>, IEnumerable<(Area Area, Fault Fault)>> Stale, Func<NextGeneration, Task<Outcome<AreaPlan>>> Plan)
{
    /// <summary>About the area of the path, whose version an ETag names.</summary>
    public static AreaEditOrder OfOne(string action, string code, Func<string, bool>? seenETag, Func<NextGeneration, Task<Outcome<AreaPlan>>> plan)
        => new(action, [code], areas => areas.Where(a => seenETag?.Invoke(a.ETag) == false).Select(a => (a, new Fault("header.If-Match", "Is not the current version; read it again."))), plan);

    /// <summary>About several areas, whose versions the body names.</summary>
    public static AreaEditOrder OfSeveral(string action, IReadOnlyList<SeenArea> seen, Func<NextGeneration, Task<Outcome<AreaPlan>>> plan)
        => new(action, [.. seen.Select(s => s.Code)], areas => areas.Select((a, i) => (a, i)).Where(p => p.a.Version != seen[p.i].Version)
            .Select(p => (p.a, new Fault($"$.areas[{p.i}].version", $"{p.a.Code} is of version {p.a.Version} now; read it again."))), plan);
}
