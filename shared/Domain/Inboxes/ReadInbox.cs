using GridSteward.Domain.Assignments;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Inboxes;

/// <summary>A report in somebody's inbox.</summary>
/// <param name="Report">The report.</param>
/// <param name="Waits">What it waits for of them, by kind and then by whom.</param>
public sealed record InboxItem(Stored<Report> Report, IReadOnlyList<InboxKey> Waits);

/// <summary>A page of an inbox; it can hold fewer than was asked for before the last.</summary>
/// <param name="Items">What waits, oldest report first.</param>
/// <param name="Next">Where the next page starts; null when this was the last.</param>
public sealed record InboxPage(IReadOnlyList<InboxItem> Items, PageToken? Next);

/// <summary>What waits for somebody: one indexed question over the keys that each report keeps of whom it waits for.</summary>
public sealed class ReadInbox(IDocumentStore store, HeldPosts held)
{
    /// <summary>The most keys that one question takes.</summary>
    private const int MaxKeys = 100;

    /// <summary>A page of what waits for the caller, oldest report first.</summary>
    /// <param name="jurisdiction">Where.</param>
    /// <param name="kind">Only what waits for this reason; null for all.</param>
    /// <param name="page">Which page.</param>
    /// <param name="caller">Whose inbox.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<Outcome<InboxPage>> ListAsync(string jurisdiction, InboxKind? kind, PageRequest page, Caller caller, CancellationToken cancellationToken)
    {
        InboxKey[] keys = [.. (await KeysAsync(jurisdiction, caller, cancellationToken)).Where(k => kind is null || k.Kind == kind).Distinct()];
        if (keys.Length == 0)
        {
            return new InboxPage([], null);
        }

        if (keys.Length > MaxKeys)
        {
            return new Outcome<InboxPage>.Invalid([new("$.kind", $"The caller answers for more than {MaxKeys} posts and nodes; ask for one kind, or list the reports.")]);
        }

        Query<Report> query = Kinds.Report.In(jurisdiction).Where(new Filter.HasAny("waitsFor", [.. keys.Select(k => k.ToString())])).OrderedBy(Kinds.OldestFirst);
        Page<Report> found = await store.ListAsync(query, page, cancellationToken);

        // Who holds a post has grants of their own; where those do not reach, neither does the inbox.
        return new InboxPage(
            [
                .. found.Items.Where(r => caller.Can(Capability.ReadReports, r.Value.Target))
                    .Select(r => new InboxItem(r, [.. InboxKey.AllOf(r.Value).Intersect(keys).OrderBy(k => k.Kind).ThenBy(k => k.Of, StringComparer.Ordinal)])),
            ],
            found.Next);
    }

    private async Task<IEnumerable<InboxKey>> KeysAsync(string jurisdiction, Caller caller, CancellationToken cancellationToken)
    {
        IEnumerable<string> own =
        [
            .. (await held.OfAsync(jurisdiction, caller, cancellationToken)).Select(id => $"{Wire.Name(AssigneeKind.Post)}:{id}"),
            .. caller.Grants.Where(g => g.Node.Jurisdiction == jurisdiction && Presets.CapabilitiesOf(g.Preset).Contains(Capability.HandleReports))
                .Select(g => g.Node.Kind switch
                {
                    NodeKind.Team => $"{Wire.Name(AssigneeKind.Team)}:{g.Node.Id}",
                    NodeKind.Partner => $"{Wire.Name(AssigneeKind.Partner)}:{g.Node.Id}",
                    _ => null,
                }).OfType<string>(),
        ];
        return
        [
            .. own.SelectMany(key => new[] { InboxKind.Handle, InboxKind.Assist, InboxKind.Escalated }, (key, kind) => new InboxKey(kind, key)),
            .. NodesOf(Capability.DispatchReports).SelectMany(node => new InboxKey[] { new(InboxKind.Dispatch, node), new(InboxKind.Escalated, node) }),
            .. NodesOf(Capability.CloseReports).SelectMany(node => new InboxKey[] { new(InboxKind.Reopen, node), new(InboxKind.Verify, node) }),
        ];

        IEnumerable<string> NodesOf(Capability capability) => caller.ScopeOf(capability, jurisdiction) is { Whole: false, Keys: var some } ? some : [InboxKey.Everywhere];
    }
}
