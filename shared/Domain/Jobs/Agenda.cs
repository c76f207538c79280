using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Jobs;

/// <summary>The list of what wants to be looked at, over all jurisdictions.</summary>
public sealed class Agenda(IDocumentStore store, TimeProvider clock)
{
    /// <summary>An entry whose subject is not there is dropped after this time: until then the request that wrote it may still be at work.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>Puts something on the agenda; nothing happens where it is on it.</summary>
    public Task AddAsync(AgendaSubject subject, string jurisdiction, string id, DateTimeOffset dueAt, CancellationToken cancellationToken)
        => store.CommitAsync(
            new Batch(Container.Directory, AgendaEntry.OnlyKey).Create(Kinds.AgendaEntry, AgendaEntry.Of(subject, jurisdiction, id, clock.GetUtcNow(), dueAt)), cancellationToken);

    /// <summary>The entries that are due, longest due first; at most a hundred. Those of a newer version are left to the program that wrote them: the list is everybody's.</summary>
    public async Task<IReadOnlyList<Stored<AgendaEntry>>> DueAsync(CancellationToken cancellationToken)
    {
        // Strings compare by their text: the moment just after now includes what is due now.
        string before = StoredTimeConverter.Text(clock.GetUtcNow().AddTicks(1));
        Query<AgendaEntry> due = Kinds.AgendaEntry.In(AgendaEntry.OnlyKey)
            .Where(new Filter.Range("dueAt", null, before))
            .Where(new Filter.Range("schemaVersion", null, Kinds.AgendaEntry.SchemaVersion + 1))
            .OrderedBy(Kinds.DueFirst);
        return (await store.ListAsync(due, new PageRequest(100), cancellationToken)).Items;
    }

    /// <summary>Looks at it again later. Whoever changed it meanwhile knew better.</summary>
    public Task PostponeAsync(Stored<AgendaEntry> entry, DateTimeOffset dueAt, CancellationToken cancellationToken)
        => store.CommitAsync(new Batch(Container.Directory, AgendaEntry.OnlyKey).Replace(Kinds.AgendaEntry, entry.Value with { DueAt = dueAt }, entry.ETag), cancellationToken);

    /// <summary>Has it looked at now, as after a cancellation.</summary>
    public Task RecallAsync(AgendaSubject subject, string jurisdiction, string id, CancellationToken cancellationToken)
        => ExpectAsync(subject, jurisdiction, id, clock.GetUtcNow(), cancellationToken);

    /// <summary>Puts something on the agenda, or anew where it is on it: whoever is just looking at it does not take it off.</summary>
    public Task ExpectAsync(AgendaSubject subject, string jurisdiction, string id, DateTimeOffset dueAt, CancellationToken cancellationToken)
        => store.CommitAsync(
            new Batch(Container.Directory, AgendaEntry.OnlyKey).Upsert(Kinds.AgendaEntry, AgendaEntry.Of(subject, jurisdiction, id, clock.GetUtcNow(), dueAt)), cancellationToken);

    /// <summary>Takes it off.</summary>
    public Task DropAsync(Stored<AgendaEntry> entry, CancellationToken cancellationToken)
        => store.CommitAsync(new Batch(Container.Directory, AgendaEntry.OnlyKey).Delete(Kinds.AgendaEntry, entry.Value.Id, entry.ETag), cancellationToken);
}
