using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Assignments;

/// <summary>Finds whom an assignee's key names.</summary>
public static class FindAssignee
{
    /// <summary>The assignee of a key as documents and lists name it; null where there is none.</summary>
    /// <param name="store">Where posts, teams and partners are.</param>
    /// <param name="jurisdiction">Whose.</param>
    /// <param name="key"><c>post:{id}</c>, <c>team:{id}</c> or <c>partner:{id}</c>.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<Assignee?> OfKeyAsync(IDocumentStore store, string jurisdiction, string key, CancellationToken cancellationToken)
    {
        int colon = key.IndexOf(':', StringComparison.Ordinal);
        string id = key[(colon + 1)..];
        if (colon < 0 || !DocumentIds.IsValid(id) || !Wire.TryParse(key[..colon], out AssigneeKind kind))
        {
            return null;
        }

        return kind switch
        {
            AssigneeKind.Post => await store.FindAsync(Kinds.Post, jurisdiction, id, cancellationToken) is { Value: var post }
                ? new Assignee(kind, post.Id, post.Code, post.Title, post.Area) : null,
            AssigneeKind.Team => await store.FindAsync(Kinds.Team, jurisdiction, id, cancellationToken) is { Value: var team }
                ? new Assignee(kind, team.Id, team.Code, team.Name, team.Areas.Count > 0 ? team.Areas[0] : "") : null,
            _ => await store.FindAsync(Kinds.Partner, jurisdiction, id, cancellationToken) is { Value: var partner }
                ? new Assignee(kind, partner.Id, partner.Code, partner.Name, partner.Areas.Count > 0 ? partner.Areas[0] : "") : null,
        };
    }
}
