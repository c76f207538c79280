using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Reports;

/// <summary>A move that somebody wants.</summary>
/// <param name="Jurisdiction">The report's partition.</param>
/// <param name="Id">The report.</param>
/// <param name="Move">What is to be done.</param>
/// <param name="Note">Words beside it (personal).</param>
/// <param name="SeenETag">Whether an ETag is the version that the caller saw.</param>
public sealed record WantedMove(string Jurisdiction, string Id, Move Move, string? Note, Func<string, bool> SeenETag);

/// <summary>Moves a report through its lifecycle: the report, its event, its outbox message and its audit entry in one batch.</summary>
public sealed class MoveReport(IDocumentStore store, TimeProvider clock)
{
    /// <summary>Does a move, once per version and idempotency key.</summary>
    public async Task<Outcome<Stored<Report>>> RunAsync(WantedMove wanted, OnceKey? once, Acting acting, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(Kinds.Report, wanted.Jurisdiction, wanted.Id, cancellationToken) is not { } found
            || !acting.Caller.Can(Capability.ReadReports, found.Value.Target))
        {
            return new Outcome<Stored<Report>>.NotFound("There is no such report.");
        }

        Report report = found.Value;
        if (!acting.Caller.Can(Lifecycle.NeedOf(wanted.Move), report.Target))
        {
            return new Outcome<Stored<Report>>.Forbidden($"{Wire.Name(wanted.Move)} needs {Lifecycle.NeedOf(wanted.Move)} where the report lies.");
        }

        if (await FindReplayedAsync(found, once, cancellationToken) is { } replay)
        {
            return replay;
        }

        if (!wanted.SeenETag(found.ETag))
        {
            return new Outcome<Stored<Report>>.Stale(found.ETag);
        }

        if (Lifecycle.Find(report.State, wanted.Move) is not { } allowed)
        {
            string can = string.Join(", ", Lifecycle.Moves.Where(m => m.From == report.State).Select(m => Wire.Name(m.Move)));
            return new Outcome<Stored<Report>>.Conflict(
                $"A report that is {Wire.Name(report.State)} cannot {Wire.Name(wanted.Move)}; {(can.Length == 0 ? "it is final" : $"it can {can}")}.");
        }

        Report moved = report with
        {
            State = allowed.To,
            Open = Lifecycle.IsOpen(allowed.To),
            DueAt = allowed.To == ReportState.Accepted ? report.ResolveBy : null,
            ClosedAt = allowed.To == ReportState.Closed ? clock.GetUtcNow() : null,
            ErasedAt = string.IsNullOrEmpty(wanted.Note) ? report.ErasedAt : null,
            Sequence = report.Sequence + 1,
        };
        CommitOutcome outcome = await store.CommitAsync(ToBatch(moved, found.ETag, wanted, once, acting), cancellationToken);
        if (outcome.Committed)
        {
            return new Stored<Report>(moved, outcome.ETags[0]);
        }

        // Another move came in between, or this very one, sent twice.
        return await store.FindAsync(Kinds.Report, wanted.Jurisdiction, wanted.Id, cancellationToken) is { } now
            ? await FindReplayedAsync(now, once, cancellationToken) ?? new Outcome<Stored<Report>>.Stale(now.ETag)
            : new Outcome<Stored<Report>>.NotFound("There is no such report.");
    }

    private static string Signature(OnceKey once) => $"{once.DirectoryKey}:{once.RequestHash}";

    /// <summary>The answer to a key that one of the report's events came with; null where none did.</summary>
    private async Task<Outcome<Stored<Report>>?> FindReplayedAsync(Stored<Report> found, OnceKey? once, CancellationToken cancellationToken)
    {
        if (once is null)
        {
            return null;
        }

        Query<ReportEvent> events = Kinds.ReportEvent.In(found.Value.Jurisdiction).Where(new Filter.Equal("report", found.Value.Id));
        await foreach (var item in store.AllAsync(events, cancellationToken))
        {
            if (item.Value.Once?.StartsWith(once.DirectoryKey + ":", StringComparison.Ordinal) == true)
            {
                return item.Value.Once == Signature(once)
                    ? new Outcome<Stored<Report>>.Done(found, Replayed: true)
                    : new Outcome<Stored<Report>>.KeyReused();
            }
        }

        return null;
    }

    private Batch ToBatch(Report moved, string etag, WantedMove wanted, OnceKey? once, Acting acting)
    {
        DateTimeOffset now = clock.GetUtcNow();
        string eventId = ReportEvent.IdOf(moved.Id, moved.Sequence);
        bool hasNote = !string.IsNullOrEmpty(wanted.Note);
        Batch batch = new Batch(Container.Reports, moved.Jurisdiction)
            .Replace(Kinds.Report, moved, etag)
            .Create(Kinds.ReportEvent, new ReportEvent
            {
                Id = eventId,
                Jurisdiction = moved.Jurisdiction,
                Report = moved.Id,
                Sequence = moved.Sequence,
                Kind = ReportEventKind.Moved,
                Move = wanted.Move,
                State = moved.State,
                At = now,
                Actor = acting.Caller.Subject ?? "reporter",
                Assignee = moved.Assignee,
                HasNote = hasNote,
                Once = once is null ? null : Signature(once),
            })
            .Create(Kinds.OutboxMessage, new OutboxMessage
            {
                Id = OutboxMessage.IdOf(moved.Id, moved.Sequence),
                Jurisdiction = moved.Jurisdiction,
                Report = moved.Id,
                Event = eventId,
                To = "reporter",
                State = OutboxState.Pending,
                CreatedAt = now,
            })
            .Create(Kinds.Audit(Container.Reports), AuditEntry.Of(moved.Jurisdiction, acting.Fact(now, $"moveReport.{Wire.Name(wanted.Move)}", $"report/{moved.Id}")));
        return hasNote
            ? batch.Create(Kinds.ReportPersonalPart, new ReportPersonalPart
            {
                Id = ReportPersonalPart.IdOf(eventId),
                Jurisdiction = moved.Jurisdiction,
                Report = moved.Id,
                Words = wanted.Note,
            })
            : batch;
    }
}
