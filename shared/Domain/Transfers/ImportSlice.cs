using System.Globalization;
using System.Text.Json;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Transfers;

/// <summary>One slice of an import: checking, taking the code, writing, finding again the contact cards, showing, from where the checkpoints say.</summary>
internal sealed class ImportSlice(
    JobRun run, TransferPlan plan, Stream file, IDocumentStore store, IBlobStore blobs, JobCheckpoints checkpoints, ArrivingJurisdictions arriving, Stored<JobCheckpoint> at)
{
    private const int CardsAtOnce = 20;

    private Stored<JobCheckpoint> own = at;

    private JobProgress Progress => new(own.Value.Count("linesChecked") + own.Value.Taken, null, own.Value.Counts);

    /// <summary>Goes on until all is done or the slice is over.</summary>
    public async Task<JobSlice> RunAsync(CancellationToken cancellationToken)
    {
        if (own.Value.Phase is null && !await CheckAsync(cancellationToken))
        {
            return JobSlice.More(Progress);
        }

        if (own.Value.Phase == "claim")
        {
            using var lines = new LineReader(file, 0, 0);
            file.Position = 0;
            await lines.ReadAsync(cancellationToken);
            await arriving.ClaimAsync(((TransferLine.Head)TransferLine.Read(lines.Line)!).Value.Entry, run.Job, cancellationToken);
            await KeepAsync(own.Value with { Phase = "write" }, cancellationToken);
        }

        if (own.Value.Phase == "write")
        {
            var writing = new ImportWriting(run, plan.Jurisdiction, file, blobs, checkpoints, own);
            bool done = await writing.RunAsync(cancellationToken);
            own = writing.Own;
            if (!done)
            {
                return JobSlice.More(writing.Progress);
            }

            await KeepAsync(own.Value.Plus(("documents", writing.Documents)) with { Phase = "cards", Cursor = null, Taken = writing.Documents }, cancellationToken);
        }

        if (own.Value.Phase == "cards" && !await CardsAsync(cancellationToken))
        {
            return JobSlice.More(Progress);
        }

        await arriving.ShowAsync(plan.Jurisdiction, run.Job, cancellationToken);
        return JobSlice.Done(Progress);
    }

    private async Task<bool> CheckAsync(CancellationToken cancellationToken)
    {
        CheckCursor cursor = own.Value.Cursor is { } text ? JsonSerializer.Deserialize(text, TransferJson.Default.CheckCursor)! : new CheckCursor();
        var check = new TransferCheck(plan, cursor);
        file.Position = cursor.Offset;
        using var lines = new LineReader(file, cursor.Offset, cursor.Line);
        while (await lines.ReadAsync(cancellationToken))
        {
            check.Take(lines.Number, lines.Line);
            if (check.Faults.Count >= TransferCheck.MaxFaults)
            {
                break;
            }

            if (lines.Number % 1000 == 0 && check.CanPause)
            {
                await run.KeepAsync(Progress with { Done = lines.Number }, cancellationToken);
                if (run.IsOver && check.Faults.Count == 0)
                {
                    await KeepAsync(CheckedAt(check.CursorAt(lines.Offset, lines.Number)), cancellationToken);
                    return false;
                }
            }
        }

        if (check.Faults.Count < TransferCheck.MaxFaults)
        {
            check.Finish(lines.Number);
        }

        if (check.Faults.Count > 0)
        {
            throw new JobFailedException("The file is not a jurisdiction that could be brought here.", check.Faults);
        }

        await KeepAsync(CheckedAt(check.CursorAt(lines.Offset, lines.Number)) with { Phase = "claim", Cursor = null }, cancellationToken);
        return true;
    }

    private JobCheckpoint CheckedAt(CheckCursor cursor) => own.Value with
    {
        Cursor = JsonSerializer.Serialize(cursor, TransferJson.Default.CheckCursor),
        Counts = new Dictionary<string, long> { ["linesChecked"] = cursor.Line },
    };

    /// <summary>Writes the entries by which cards are found. They lead nowhere until the jurisdiction is shown.</summary>
    private async Task<bool> CardsAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            PageToken? after = own.Value.Cursor is { } id ? new PageToken(null, id) : null;
            Page<ContactCard> page = await store.ListAsync(Kinds.ContactCard.In(plan.Jurisdiction), new PageRequest(CardsAtOnce, after), cancellationToken);
            if (page.Items.Count == 0)
            {
                return true;
            }

            await Task.WhenAll(page.Items.Where(c => c.Value.Works).Select(c => CardAsync(c.Value, cancellationToken)));
            await KeepAsync(own.Value with { Cursor = page.Items[^1].Value.Id }, cancellationToken);
            if (run.IsOver)
            {
                return false;
            }
        }
    }

    private async Task CardAsync(ContactCard card, CancellationToken cancellationToken)
    {
        string key = ContactCardEntry.KeyOf(card.Code);
        var entry = new ContactCardEntry { Id = ContactCardEntry.OnlyId, Key = key, Jurisdiction = card.Jurisdiction, CardId = card.Id };
        CommitOutcome outcome = await store.CommitAsync(new Batch(Container.Directory, key).Create(Kinds.ContactCardEntry, entry), cancellationToken);
        if (!outcome.Committed && await store.FindAsync(Kinds.ContactCardEntry, key, ContactCardEntry.OnlyId, cancellationToken) is { Value: var other } && other != entry)
        {
            throw new JobFailedException(string.Create(CultureInfo.InvariantCulture, $"The code of the contact card {card.Id} belongs to another card of this deployment."));
        }
    }

    private async Task KeepAsync(JobCheckpoint next, CancellationToken cancellationToken)
    {
        own = await checkpoints.CommitAsync(new Batch(Container.Outcomes, run.Job.Jurisdiction), own, next, cancellationToken);
        await run.KeepAsync(Progress, cancellationToken);
    }
}
