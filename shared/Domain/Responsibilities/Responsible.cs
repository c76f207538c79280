using GridSteward.Domain.Assignments;
using GridSteward.Domain.Staff;
using GridSteward.Geo;

namespace GridSteward.Domain.Responsibilities;

/// <summary>What somebody was responsible for; exactly one is said.</summary>
public abstract record Responsibility
{
    private Responsibility()
    {
    }

    /// <summary>A building, where it stood then.</summary>
    public sealed record OfBuilding(string Id) : Responsibility;

    /// <summary>A household, where it is now: where it was is not kept.</summary>
    public sealed record OfHousehold(string Id) : Responsibility;

    /// <summary>An area by its code.</summary>
    public sealed record OfArea(string Code) : Responsibility;

    /// <summary>A point (WGS-84).</summary>
    public sealed record OfPoint(Wgs84Point Point) : Responsibility;
}

/// <summary>Who answered for one area of the chain.</summary>
/// <param name="Area">The area.</param>
/// <param name="Posts">The posts in force on the day, by duty and code; those for other buildings left out.</param>
/// <param name="Teams">The teams that served it, by code.</param>
/// <param name="Partners">The partners that helped there, by code.</param>
public sealed record ResponsibleFor(ChainLink Area, IReadOnlyList<Post> Posts, IReadOnlyList<Team> Teams, IReadOnlyList<Partner> Partners);

/// <summary>Who was responsible.</summary>
/// <param name="At">The moment as of which it is answered.</param>
/// <param name="Areas">The areas, topmost first, each with who answered for it.</param>
/// <param name="Assignment">Where it lay, who would have got a report from there, and why.</param>
/// <param name="Holders">Those who held the posts, by id, as they are recorded now; empty for those who may not see them.</param>
public sealed record Responsible(DateTimeOffset At, IReadOnlyList<ResponsibleFor> Areas, Assignment Assignment, IReadOnlyDictionary<string, Steward> Holders);
