using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Visits;

/// <summary>Which units somebody goes to: those of some areas, and those of some buildings elsewhere. Empty reaches none.</summary>
/// <param name="Areas">Codes of areas.</param>
/// <param name="Buildings">Ids of buildings.</param>
public sealed record VisitReach(IReadOnlyList<string> Areas, IReadOnlyList<string> Buildings)
{
    /// <summary>The most areas or buildings that one question takes.</summary>
    private const int AtOnce = 100;

    /// <summary>What the posts are for: their buildings, or all of their areas.</summary>
    public static VisitReach Of(IReadOnlyList<Post> posts)
    {
        string[] areas = [.. posts.Where(p => p.Building is null).Select(p => p.Area).Distinct().Order(StringComparer.Ordinal)];
        return new VisitReach(areas, [.. posts.Where(p => p.Building is not null && !areas.Contains(p.Area)).Select(p => p.Building!).Distinct().Order(StringComparer.Ordinal)]);
    }

    /// <summary>The posts that a steward holds on a day.</summary>
    public static async Task<IReadOnlyList<Post>> PostsOfAsync(IDocumentStore store, string jurisdiction, string steward, DateOnly day, CancellationToken cancellationToken)
        => await store.AllAsync(Kinds.Post.In(jurisdiction).Where(new Filter.Equal("steward", steward)), cancellationToken)
            .Select(p => p.Value).Where(p => p.HoldsOn(day)).ToListAsync(cancellationToken);

    /// <summary>Questions that together find each of its units; what an earlier one finds is told by the areas that go with a later one.</summary>
    public IReadOnlyList<ReachPart> Parts =>
    [
        .. Areas.Chunk(AtOnce).Select((some, i) => new ReachPart(new Filter.HasAny("areas", some), [.. Areas.Take(i * AtOnce)])),
        .. Buildings.Chunk(AtOnce).Select(some => new ReachPart(new Filter.OneOf("building", some), Areas)),
    ];
}

/// <summary>One question of a reach.</summary>
/// <param name="Filter">What it asks.</param>
/// <param name="Found">Codes of areas whose units other questions find.</param>
public sealed record ReachPart(Filter Filter, IReadOnlyList<string> Found)
{
    /// <summary>Whether a unit is this question's alone.</summary>
    public bool Owns(IReadOnlyList<string> areas) => !areas.Any(Found.Contains);
}
