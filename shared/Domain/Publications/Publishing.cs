using System.Text.Json;
using GridSteward.Domain.Changes;
using GridSteward.Domain.History;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Publications;

/// <summary>What became of some staged rows.</summary>
/// <param name="Placed">Rows that are in their places now.</param>
/// <param name="Overtaken">Rows whose documents somebody had changed after they were staged: theirs stay.</param>
/// <param name="IsDone">Whether no row is left.</param>
public sealed record FoldedRows(int Placed, IReadOnlyList<StagedRow> Overtaken, bool IsDone);

/// <summary>
/// Shows a whole import by one write, then puts its rows into their places, killed and repeated as often as may be. It works on the engine itself; who
/// reads and writes through <see cref="PublishedStore"/> sees nothing of it but the moment of publication.
/// </summary>
/// <param name="engine">The engine, not the store that overlays it.</param>
/// <param name="kinds">Every kind that rows may write.</param>
public sealed class Publishing(IDocumentStore engine, IReadOnlyList<DocumentKind> kinds)
{
    private const int RowsAPage = 200;

    /// <summary>The last publication of a container; null where there never was one.</summary>
    public Task<Stored<Publication>?> ReadAsync(Container container, string jurisdiction, CancellationToken cancellationToken)
        => engine.FindAsync(Kinds.Publication(container), jurisdiction, Publication.OnlyId, cancellationToken);

    /// <summary>Adds the one write that shows an import to a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="last">The last publication of the container; null where there never was one.</param>
    /// <param name="import">The import.</param>
    /// <param name="now">The moment from which its rows are shown.</param>
    /// <returns>False where another import is not in its places yet: then it cannot be published now.</returns>
    public static bool TryPublish(Batch batch, Stored<Publication>? last, string import, DateTimeOffset now)
    {
        if (last is { Value.Active: true })
        {
            return false;
        }

        var kind = Kinds.Publication(batch.Container);
        var next = new Publication { Id = Publication.OnlyId, Jurisdiction = batch.Partition, Import = import, Sequence = (last?.Value.Sequence ?? 0) + 1, At = now, Active = true };
        _ = last is null ? batch.Create(kind, next) : batch.Replace(kind, next, last.ETag);
        return true;
    }

    /// <summary>Puts some rows of a published import into their places.</summary>
    public async Task<FoldedRows> FoldAsync(Container container, string jurisdiction, string import, CancellationToken cancellationToken)
    {
        Query<StagedRow> rows = Kinds.StagedRow(container).In(jurisdiction).Where(new Filter.Equal("import", import));
        Page<StagedRow> page = await engine.ListAsync(rows, new PageRequest(RowsAPage), cancellationToken);
        DateTimeOffset? at = await ShownSinceAsync(container, jurisdiction, cancellationToken);
        int placed = 0;
        List<StagedRow> overtaken = [];
        for (int i = 0; i < page.Items.Count;)
        {
            var batch = new Batch(container, jurisdiction) { At = at };
            int from = i;
            while (i < page.Items.Count && HasRoom(batch, page.Items[i].Value))
            {
                Place(batch, page.Items[i++]);
            }

            if ((await engine.CommitAsync(batch, cancellationToken)).Committed)
            {
                placed += i - from;
                continue;
            }

            // One of them was changed by somebody, or placed by somebody: each by itself, then.
            foreach (Stored<StagedRow> row in page.Items.Skip(from).Take(i - from))
            {
                bool stayed = await FoldOneAsync(container, row, at, cancellationToken);
                placed += stayed ? 1 : 0;
                overtaken.AddRange(stayed ? [] : [row.Value]);
            }
        }

        return new FoldedRows(placed, overtaken, page.Next is null);
    }

    /// <summary>Puts one row of a published import into its places; false where somebody's change of one of its documents stays instead.</summary>
    public async Task<bool> FoldOneAsync(Container container, Stored<StagedRow> row, CancellationToken cancellationToken)
        => await FoldOneAsync(container, row, await ShownSinceAsync(container, row.Value.Jurisdiction, cancellationToken), cancellationToken);

    /// <summary>The same, where it is known since when the rows of the import are shown.</summary>
    internal async Task<bool> FoldOneAsync(Container container, Stored<StagedRow> row, DateTimeOffset? shownSince, CancellationToken cancellationToken)
    {
        var batch = new Batch(container, row.Value.Jurisdiction) { At = shownSince };
        Place(batch, row);
        CommitOutcome outcome = await engine.CommitAsync(batch, cancellationToken);
        if (outcome.Committed || outcome.FailedId == row.Value.Id)
        {
            return true;
        }

        do
        {
            batch = new Batch(container, row.Value.Jurisdiction).Delete(Kinds.StagedRow(container), row.Value.Id, row.ETag);
            foreach (StagedWrite write in row.Value.Writes.Where(w => KindOf(batch, w).TracksWrites))
            {
                await KindOf(batch, write).Accept(new ShownAgain(engine, batch, write.Id, shownSince ?? default, cancellationToken));
            }

            outcome = await engine.CommitAsync(batch, cancellationToken);
        }
        while (!outcome.Committed && outcome.FailedId != row.Value.Id);
        return !outcome.Committed;
    }

    /// <summary>Says that all rows of the import are in their places.</summary>
    public async Task CloseAsync(Container container, string jurisdiction, string import, CancellationToken cancellationToken)
    {
        if (await ReadAsync(container, jurisdiction, cancellationToken) is { Value: { Active: true } shown } last && shown.Import == import)
        {
            await engine.CommitAsync(new Batch(container, jurisdiction).Replace(Kinds.Publication(container), shown with { Active = false }, last.ETag), cancellationToken);
        }
    }

    /// <summary>Ends an import in whatever state it is: what was published is put into its places, what was not is thrown away.</summary>
    public async Task FinishAsync(Container container, string jurisdiction, string import, CancellationToken cancellationToken)
    {
        if (await ReadAsync(container, jurisdiction, cancellationToken) is { Value: { Active: true } shown } && shown.Import == import)
        {
            while (!(await FoldAsync(container, jurisdiction, import, cancellationToken)).IsDone)
            {
            }

            await CloseAsync(container, jurisdiction, import, cancellationToken);
            return;
        }

        var kind = Kinds.StagedRow(container);
        await foreach (Stored<StagedRow>[] some in engine.AllAsync(kind.In(jurisdiction).Where(new Filter.Equal("import", import)), cancellationToken).Chunk(Batch.MaxOperations).WithCancellation(cancellationToken))
        {
            await engine.CommitAsync(some.Aggregate(new Batch(container, jurisdiction), (batch, row) => batch.Delete(kind, row.Value.Id, row.ETag)), cancellationToken);
        }
    }

    private async Task<DateTimeOffset?> ShownSinceAsync(Container container, string jurisdiction, CancellationToken cancellationToken)
        => (await ReadAsync(container, jurisdiction, cancellationToken))?.Value.At;

    private bool HasRoom(Batch batch, StagedRow row)
    {
        int past = batch.Operations.Count(o => RememberedKinds.LeavesPast(o.Kind, o.Verb)) + row.Writes.Count(w => RememberedKinds.LeavesPast(KindOf(batch, w), VerbOf(w)));
        return batch.Operations.Count == 0
            || (batch.Operations.Count + row.Writes.Count + past < Batch.MaxOperations
                && batch.HasRoomFor(row.Writes.Sum(w => w.Body is { } body ? Bytes(body).Length : 0) + (past * PastVersion.MostBytes)));
    }

    private void Place(Batch batch, Stored<StagedRow> row)
    {
        batch.Delete(Kinds.StagedRow(batch.Container), row.Value.Id, row.ETag);
        foreach (StagedWrite write in row.Value.Writes)
        {
            batch.Add(new BatchOperation(VerbOf(write), KindOf(batch, write), write.Id, write.Body is { } body ? Bytes(body) : default, write.Over));
        }
    }

    private static BatchVerb VerbOf(StagedWrite write) => write.Body is null ? BatchVerb.Delete : write.Over is null ? BatchVerb.Create : BatchVerb.Replace;

    private DocumentKind KindOf(Batch batch, StagedWrite write) => kinds.Single(k => k.Name == write.Kind && k.Container == batch.Container);

    /// <summary>
    /// What was shown in place of a document is shown no more, and the document is again what it was before: for whoever reads what was written since a mark
    /// (<see cref="Filter.Since"/>) that is a change, so it is written once more, or that it is not there.
    /// </summary>
    private sealed class ShownAgain(IDocumentStore engine, Batch batch, string id, DateTimeOffset at, CancellationToken cancellationToken) : IDocumentKindVisitor<Task>
    {
        public async Task Visit<T>(DocumentKind<T> kind)
            where T : Document
        {
            DocumentKind<Deletion> deletions = Kinds.Deletion(kind.Container);
            _ = await engine.FindAsync(kind, batch.Partition, id, cancellationToken) is { } there ? batch.Replace(kind, there.Value, there.ETag)
                : await engine.FindAsync(deletions, batch.Partition, Deletion.IdOf(id), cancellationToken) is { } gone ? batch.Replace(deletions, gone.Value, gone.ETag)
                : batch.Create(deletions, Deletion.Of(batch.Partition, id, kind.Name, at));
        }
    }

    private static ReadOnlyMemory<byte> Bytes(JsonElement body) => JsonSerializer.SerializeToUtf8Bytes(body, DomainJson.Default.JsonElement);
}
