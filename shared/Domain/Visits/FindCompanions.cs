using System.Text.Json.Serialization;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Visits;

/// <summary>Why a household may know a steward.</summary>
[JsonConverter(typeof(WireEnumConverter<CompanionBasis>))]
public enum CompanionBasis
{
    /// <summary>A post of theirs knows the village that the household came from, and it asked for such a person.</summary>
    OriginVillage,

    /// <summary>They have visited it before, and met somebody.</summary>
    VisitedBefore,
}

/// <summary>A steward who could come along.</summary>
/// <param name="Steward">Their id.</param>
/// <param name="Posts">Their posts that know the village; empty where none does.</param>
/// <param name="Bases">Why the household may know them.</param>
/// <param name="LastMet">When they last met somebody there; null where they never did.</param>
public sealed record Companion(string Steward, IReadOnlyList<Post> Posts, IReadOnlyList<CompanionBasis> Bases, DateTimeOffset? LastMet);

/// <summary>
/// Finds stewards whom a household knows: those who have met somebody there before, and, only where it asked for somebody who knows the village it came from, the
/// holders of posts that do. Whoever is on leave is left out.
/// </summary>
public sealed class FindCompanions(IDocumentStore store, TimeProvider clock)
{
    /// <summary>What is said of a steward who is none.</summary>
    public const string NotOne = "Is no steward whom the household knows; ask for its companions.";

    /// <summary>Those who could come along to a unit that the caller may see; null where they may see no such unit.</summary>
    public async Task<IReadOnlyList<Companion>?> ForAsync(Jurisdiction settings, string household, Caller caller, CancellationToken cancellationToken)
        => await store.FindInScopeAsync(settings.Jurisdiction, household, caller, cancellationToken) is { Value: var unit } ? await OfAsync(settings, unit, cancellationToken) : null;

    /// <summary>Those who could come along today: who knows the village first, then who was there last.</summary>
    public async Task<IReadOnlyList<Companion>> OfAsync(Jurisdiction settings, Household unit, CancellationToken cancellationToken)
    {
        DateOnly today = settings.DayOf(clock.GetUtcNow());
        Dictionary<string, DateTimeOffset> met = (await store.VisitsOfAsync(unit, cancellationToken))
            .Where(v => v is { By: not null, Outcome: VisitOutcome.Done }).GroupBy(v => v.By!).ToDictionary(g => g.Key, g => g.Max(v => v.At), StringComparer.Ordinal);
        ILookup<string, Post> knowing = unit.AcquaintanceFrom is { } village
            ? (await store.AllAsync(Kinds.Post.In(unit.Jurisdiction), cancellationToken).Select(p => p.Value).ToListAsync(cancellationToken))
                .Where(p => p.IsActiveOn(today) && p.OriginVillages.Contains(village)).ToLookup(p => p.Steward!, StringComparer.Ordinal)
            : Enumerable.Empty<Post>().ToLookup(p => p.Id);
        string[] ids = [.. met.Keys.Union(knowing.Select(k => k.Key))];
        HashSet<string> there = [];
        foreach (string[] some in ids.Chunk(1000))
        {
            there.UnionWith((await store.FindManyAsync(Kinds.Steward, unit.Jurisdiction, some, cancellationToken))
                .Where(s => s.Value.ErasedAt is null && !s.Value.Leave.Any(l => l.Holds(today))).Select(s => s.Value.Id));
        }

        return
        [
            .. ids.Where(there.Contains)
                .Select(id => new Companion(
                    id, [.. knowing[id].OrderBy(p => p.Code, StringComparer.Ordinal)],
                    [.. knowing.Contains(id) ? new[] { CompanionBasis.OriginVillage } : [], .. met.ContainsKey(id) ? new[] { CompanionBasis.VisitedBefore } : []],
                    met.TryGetValue(id, out DateTimeOffset last) ? last : null))
                .OrderByDescending(c => c.Posts.Count > 0).ThenByDescending(c => c.LastMet).ThenBy(c => c.Steward, StringComparer.Ordinal),
        ];
    }
}
