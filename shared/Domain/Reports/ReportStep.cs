using GridSteward.Domain.Audit;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Reports;

/// <summary>
/// One step of a report: what it is after it, the event that tells of it, whom it is told to and the words beside it. Everything that happens to a report is
/// one, a move or not, and all of it is one batch with an audit entry.
/// </summary>
/// <param name="After">The report after it; its sequence number is the step's to count.</param>
/// <param name="Kind">What it is.</param>
public sealed record ReportStep(Report After, ReportEventKind Kind)
{
    /// <summary>The move, where it is one.</summary>
    public Move? Move { get; init; }

    /// <summary>What the audit calls it.</summary>
    public required string Action { get; init; }

    /// <summary>As what whoever does it does it; null for the reporter and the program.</summary>
    public Preset? As { get; init; }

    /// <summary>Free words beside the event (personal); null or empty for none.</summary>
    public string? Words { get; init; }

    /// <summary>Whom it is told to: assignees' keys, <c>reporter</c>, <c>dutyDesk</c>; each once.</summary>
    public IReadOnlyList<string> Tell { get; init; } = [];

    /// <summary>What further stands in the event.</summary>
    public Func<ReportEvent, ReportEvent> Event { get; init; } = e => e;

    /// <summary>Adds further documents of the jurisdiction's reports to the batch.</summary>
    public Action<Batch>? AlsoWrite { get; init; }

    /// <summary>The batch.</summary>
    /// <param name="before">The version that it changes.</param>
    /// <param name="fact">Who did it, when, in which request.</param>
    /// <param name="once">The signature of the idempotency key it came with; null for none.</param>
    public Batch ToBatch(Stored<Report> before, AuditFact fact, string? once) => AddTo(new Batch(Container.Reports, After.Jurisdiction), before, fact, once);

    /// <summary>Adds it to a batch, for steps of several reports that are one.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="before">The version that it changes.</param>
    /// <param name="fact">Who did it, when, in which request.</param>
    /// <param name="once">The signature of the idempotency key it came with; null for none.</param>
    public Batch AddTo(Batch batch, Stored<Report> before, AuditFact fact, string? once)
    {
        Report after = Numbered(before.Value);
        bool hasNote = !string.IsNullOrEmpty(Words);
        ReportEvent happened = Event(new ReportEvent
        {
            Id = ReportEvent.IdOf(after.Id, after.Sequence),
            Jurisdiction = after.Jurisdiction,
            Report = after.Id,
            Sequence = after.Sequence,
            Kind = Kind,
            Move = Move,
            State = after.State,
            At = fact.At,
            Actor = fact.Actor,
            ActorAs = As,
            Assignee = after.Assignee,
            HasNote = hasNote,
            Once = once,
        });
        batch.Replace(Kinds.Report, after, before.ETag)
            .Create(Kinds.ReportEvent, happened)
            .Create(Kinds.Audit(Container.Reports), AuditEntry.Of(after.Jurisdiction, fact));
        foreach (OutboxMessage message in OutboxMessage.Of(happened, Tell))
        {
            batch.Create(Kinds.OutboxMessage, message);
        }

        if (hasNote)
        {
            batch.Create(Kinds.ReportPersonalPart, new ReportPersonalPart
            {
                Id = ReportPersonalPart.IdOf(happened.Id),
                Jurisdiction = after.Jurisdiction,
                Report = after.Id,
                Words = Words,
            });
        }

        AlsoWrite?.Invoke(batch);
        return batch;
    }

    /// <summary>The report as it is written: the next in its row, visible from where it is now, and no longer erased where words come with it.</summary>
    public Report Numbered(Report before) => After.WithNodes() with
    {
        Sequence = before.Sequence + 1,
        ErasedAt = string.IsNullOrEmpty(Words) ? After.ErasedAt : null,
    };
}
