using GridSteward.Domain.Assignments;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Notifications;

/// <summary>What one round needs to know of a jurisdiction: its channels, its settings, and which areas its assignees are there for; each read once, and only where it is needed.</summary>
internal sealed class ChannelDesk(IDocumentStore store, string jurisdiction)
{
    private readonly Dictionary<string, IReadOnlyList<string>> areas = [];
    private List<Stored<NotificationChannel>>? channels;
    private (bool Read, Jurisdiction? Settings) settings;

    public string Jurisdiction => jurisdiction;

    public async Task<IReadOnlyList<Stored<NotificationChannel>>> ChannelsAsync(CancellationToken cancellationToken)
        => channels ??= await store.AllAsync(Kinds.NotificationChannel.In(jurisdiction), cancellationToken).ToListAsync(cancellationToken);

    /// <summary>The settings; null for what lies in no jurisdiction.</summary>
    public async Task<Jurisdiction?> SettingsAsync(CancellationToken cancellationToken)
    {
        if (!settings.Read)
        {
            settings = (true, await store.SettingsOfAsync(jurisdiction, cancellationToken));
        }

        return settings.Settings;
    }

    /// <summary>The areas that the assignee of a key is there for; none where it is no assignee, or not there any more.</summary>
    public async Task<IReadOnlyList<string>> AreasOfAsync(string to, CancellationToken cancellationToken)
    {
        if (!areas.TryGetValue(to, out IReadOnlyList<string>? found))
        {
            areas[to] = found = Recipients.AssigneeOf(to) switch
            {
                (AssigneeKind.Post, var id) => await store.FindAsync(Kinds.Post, jurisdiction, id, cancellationToken) is { Value: var post } ? [post.Area] : [],
                (AssigneeKind.Team, var id) => (await store.FindAsync(Kinds.Team, jurisdiction, id, cancellationToken))?.Value.Areas ?? [],
                (AssigneeKind.Partner, var id) => (await store.FindAsync(Kinds.Partner, jurisdiction, id, cancellationToken))?.Value.Areas ?? [],
                _ => [],
            };
        }

        return found;
    }
}
