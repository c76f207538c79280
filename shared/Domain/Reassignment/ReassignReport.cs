using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Reassignment;

/// <summary>Chooses an assignee anew for a report that lies elsewhere now, and writes what follows from it.</summary>
public sealed class ReassignReport(IDocumentStore store, Assigning assigning, TimeProvider clock)
{
    /// <summary>The moment.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Chooses as at submission, by who is there today; the report itself is no load to whoever has it.</summary>
    /// <param name="report">The report.</param>
    /// <param name="found">Where it lies now.</param>
    /// <param name="loads">Open loads by assignee's key as far as they are known; left as they are when the report has moved.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<Assignment> ChooseAsync(Report report, FoundPlace found, Dictionary<string, long> loads, CancellationToken cancellationToken)
    {
        await AddAsync(report.Jurisdiction, report.Assignee, -1, loads, cancellationToken);
        Roster roster = await Roster.ReadAsync(store, report.Jurisdiction, found.Place.Codes, cancellationToken);
        Assignment assignment = await assigning.AssignAsync(found, report.Category, clock.GetUtcNow(), roster, cancellationToken, loads);
        await AddAsync(report.Jurisdiction, assignment.Assignee?.Key, 1, loads, cancellationToken);
        return assignment;
    }

    /// <summary>The report, its event, the messages to whoever gets and whoever loses it, and an audit entry, in one batch. State and deadlines stay.</summary>
    public Batch ToBatch(Stored<Report> stored, Assignment assignment, JobOrigin origin)
    {
        Report report = stored.Value;
        DateTimeOffset now = clock.GetUtcNow();
        Report after = report with
        {
            Assignment = assignment,
            Assignee = assignment.Assignee?.Key,
            Areas = assignment.Place.Codes,
            AreaPath = assignment.Place.AreaPath,
            Generation = assignment.Place.Generation,
            Responsibility = assignment.Answerable,
            Nodes = Report.NodesOf(report.Id, assignment),
            Sequence = report.Sequence + 1,
        };
        string eventId = ReportEvent.IdOf(after.Id, after.Sequence);
        Batch batch = new Batch(Container.Reports, after.Jurisdiction)
            .Replace(Kinds.Report, after, stored.ETag)
            .Create(Kinds.ReportEvent, new ReportEvent
            {
                Id = eventId,
                Jurisdiction = after.Jurisdiction,
                Report = after.Id,
                Sequence = after.Sequence,
                Kind = ReportEventKind.Reassigned,
                State = after.State,
                At = now,
                Actor = origin.Subject,
                Assignee = after.Assignee,
                AssigneeBefore = report.Assignee,
                Generation = after.Generation,
                HasNote = false,
            })
            .Create(Kinds.Audit(Container.Reports), AuditEntry.Of(after.Jurisdiction, origin.Fact(now, "reassign", $"report/{after.Id}")));
        if (after.Assignee == report.Assignee)
        {
            return batch;
        }

        batch.Create(Kinds.OutboxMessage, Message(OutboxMessage.IdOf(after.Id, after.Sequence), after.Assignee ?? "dutyDesk"));
        return report.Assignee is { } former ? batch.Create(Kinds.OutboxMessage, Message(OutboxMessage.FormerIdOf(after.Id, after.Sequence), former)) : batch;

        OutboxMessage Message(string id, string to) => new()
        {
            Id = id, Jurisdiction = after.Jurisdiction, Report = after.Id, Event = eventId, To = to, State = OutboxState.Pending, CreatedAt = now,
        };
    }

    private async Task AddAsync(string jurisdiction, string? assignee, int more, Dictionary<string, long> loads, CancellationToken cancellationToken)
    {
        if (assignee is not null)
        {
            loads[assignee] = more + (loads.TryGetValue(assignee, out long known) ? known : await store.CountAsync(OpenReports.Of(jurisdiction, assignee), cancellationToken));
        }
    }
}
