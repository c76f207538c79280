using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.People;

/// <summary>
/// Finds which posts a caller holds, by the subject of the steward who is named at the post. It gives nobody a grant: it lets the grant that somebody has on an area
/// reach the private cases that their post has there.
/// </summary>
public sealed class HeldPosts(IDocumentStore store)
{
    /// <summary>More posts than anybody holds, and as many as a query takes.</summary>
    private const int MostStewards = 100;

    /// <summary>The caller with the posts that they hold in the jurisdiction; as they are where these would change nothing.</summary>
    public async Task<Caller> AddAsync(Caller caller, string jurisdiction, CancellationToken cancellationToken)
    {
        if (caller.Subject is not { } subject || caller.PrivateScopeOf(Capability.ReadReports, jurisdiction).Whole || !caller.CanSomewhereIn(Capability.ReadReports, jurisdiction))
        {
            return caller;
        }

        Query<Steward> named = Kinds.Steward.In(jurisdiction).Where(new Filter.Equal("subject", subject));
        string[] stewards = [.. (await store.ListAsync(named, new PageRequest(MostStewards), cancellationToken)).Items.Select(s => s.Value.Id)];
        if (stewards.Length == 0)
        {
            return caller;
        }

        Query<Post> held = Kinds.Post.In(jurisdiction).Where(new Filter.OneOf("steward", stewards));
        return caller with { Posts = await store.AllAsync(held, cancellationToken).Select(p => $"{jurisdiction}/{p.Value.Id}").ToListAsync(cancellationToken) };
    }
}
