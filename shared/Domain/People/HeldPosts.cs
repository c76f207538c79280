using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.People;

/// <summary>
/// Finds which posts a person holds, by the subject with which their steward's record says that they sign in. It gives nobody a grant: it says what waits for them,
/// and lets the grant that somebody has on an area reach the private cases that their post has there.
/// </summary>
public sealed class HeldPosts(IDocumentStore store, TimeProvider clock)
{
    /// <summary>More stewards than any one person is, and as many as a query takes.</summary>
    private const int MostStewards = 100;

    /// <summary>The caller with the posts that they hold in the jurisdiction; as they are where these would change nothing.</summary>
    public async Task<Caller> AddAsync(Caller caller, string jurisdiction, CancellationToken cancellationToken)
    {
        if (caller.PrivateScopeOf(Capability.ReadReports, jurisdiction).Whole || !caller.CanSomewhereIn(Capability.ReadReports, jurisdiction))
        {
            return caller;
        }

        IReadOnlyList<string> held = await OfAsync(jurisdiction, caller, cancellationToken);
        return held.Count == 0 ? caller : caller with { Posts = [.. held.Select(id => $"{jurisdiction}/{id}")] };
    }

    /// <summary>The ids of the posts in the jurisdiction that the caller holds today.</summary>
    public async Task<IReadOnlyList<string>> OfAsync(string jurisdiction, Caller caller, CancellationToken cancellationToken)
    {
        if (caller.Subject is not { } subject)
        {
            return [];
        }

        Query<Steward> named = Kinds.Steward.In(jurisdiction).Where(new Filter.Equal("subject", subject));
        string[] stewards = [.. (await store.ListAsync(named, new PageRequest(MostStewards), cancellationToken)).Items.Select(s => s.Value.Id)];
        if (stewards.Length == 0)
        {
            return [];
        }

        DateTimeOffset now = clock.GetUtcNow();
        DateOnly today = (await store.SettingsOfAsync(jurisdiction, cancellationToken))?.DayOf(now) ?? DateOnly.FromDateTime(now.UtcDateTime);
        Query<Post> posts = Kinds.Post.In(jurisdiction).Where(new Filter.OneOf("steward", stewards));
        return await store.AllAsync(posts, cancellationToken).Where(p => p.Value.HoldsOn(today)).Select(p => p.Value.Id).ToListAsync(cancellationToken);
    }
}
