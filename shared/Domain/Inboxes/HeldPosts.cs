using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Inboxes;

/// <summary>Finds the posts that a person holds: by the subject with which their steward's record says that they sign in.</summary>
public sealed class HeldPosts(IDocumentStore store, TimeProvider clock)
{
    /// <summary>The keys (<c>post:{id}</c>) of the posts in the jurisdiction that the caller holds today.</summary>
    public async Task<IReadOnlyList<string>> OfAsync(string jurisdiction, Caller caller, CancellationToken cancellationToken)
    {
        if (caller.Subject is not { } subject)
        {
            return [];
        }

        Query<Steward> stewards = Kinds.Steward.In(jurisdiction).Where(new Filter.Equal("subject", subject));
        List<string> ids = await store.AllAsync(stewards, cancellationToken).Select(s => s.Value.Id).ToListAsync(cancellationToken);
        if (ids.Count == 0)
        {
            return [];
        }

        DateTimeOffset now = clock.GetUtcNow();
        DateOnly today = (await store.FindAsync(Kinds.Jurisdiction, jurisdiction, Jurisdiction.OnlyId, cancellationToken))?.Value.DayOf(now) ?? DateOnly.FromDateTime(now.UtcDateTime);
        Query<Post> posts = Kinds.Post.In(jurisdiction).Where(new Filter.OneOf("steward", [.. ids.Take(100)]));
        return await store.AllAsync(posts, cancellationToken).Where(p => p.Value.HoldsOn(today))
            .Select(p => $"{Wire.Name(Assignments.AssigneeKind.Post)}:{p.Value.Id}").ToListAsync(cancellationToken);
    }
}
