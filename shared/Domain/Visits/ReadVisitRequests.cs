using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Visits;

/// <summary>Which requests for visits are wanted; null asks nothing.</summary>
/// <param name="Open">Those that are open, or those that have ended.</param>
/// <param name="Area">Those for units of this area.</param>
/// <param name="Household">Those for this unit.</param>
/// <param name="Post">Those meant for this post.</param>
/// <param name="Steward">Those meant for this steward.</param>
public sealed record VisitRequestFilter(bool? Open, string? Area, string? Household, string? Post, string? Steward);

/// <summary>Lists requests for visits, as far as the caller's grants reach the units, and what they were asked to come along for.</summary>
public sealed class ReadVisitRequests(IDocumentStore store)
{
    /// <summary>A page of them without words: open ones first, by the day for which they are wanted.</summary>
    public async Task<Outcome<Page<VisitRequest>>> ListAsync(
        string jurisdiction, VisitRequestFilter filter, PageRequest page, Caller caller, CancellationToken cancellationToken)
    {
        Scope scope = caller.ScopeOf(Capability.ReadHouseholds, jurisdiction);
        if (!scope.Whole && scope.AreaCodes.Count == 0)
        {
            return new Outcome<Page<VisitRequest>>.Forbidden("Listing requests for visits needs ReadHouseholds in the jurisdiction.");
        }

        return await store.ListAsync(
            Kinds.VisitRequest.In(jurisdiction)
                .WhereIf(!scope.Whole, () => new Filter.HasAny("areas", scope.AreaCodes))
                .WhereIf(filter.Open is not null, () => new Filter.Equal("open", filter.Open!.Value))
                .WhereIf(filter.Area is not null, () => new Filter.HasAny("areas", [filter.Area!]))
                .WhereIf(filter.Household is not null, () => new Filter.Equal("household", filter.Household!))
                .WhereIf(filter.Post is not null, () => new Filter.Equal("post", filter.Post!))
                .WhereIf(filter.Steward is not null, () => new Filter.Equal("steward", filter.Steward!))
                .OrderedBy(Kinds.OpenFirst),
            page, cancellationToken);
    }

    /// <summary>A page of the open requests for which the caller was asked to come along and has not declined, wherever the units lie.</summary>
    public async Task<Page<VisitRequest>> ListAskedAsync(string jurisdiction, PageRequest page, Caller caller, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> own = await store.StewardsOfAsync(jurisdiction, caller, cancellationToken);
        return own.Count == 0
            ? new Page<VisitRequest>([], null)
            : await store.ListAsync(Kinds.VisitRequest.In(jurisdiction).Where(new Filter.OneOf("companionAsked", own)).OrderedBy(Kinds.OpenFirst), page, cancellationToken);
    }
}
