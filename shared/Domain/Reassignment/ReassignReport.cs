using GridSteward.Domain.Assignments;
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
        Report placed = report with
        {
            Assignment = assignment,
            Areas = assignment.Place.Codes,
            AreaPath = assignment.Place.AreaPath,
            Generation = assignment.Place.Generation,
            Responsibility = assignment.Answerable,
        };

        // What somebody decided by hand stays.
        Report after = (report.Dispatched is null ? placed with { Assignee = assignment.Assignee?.Key } : placed).WithNodes();
        bool changesHands = after.Assignee != report.Assignee;
        ReportStep step = new(after, ReportEventKind.Reassigned)
        {
            Action = "reassign",
            Tell = changesHands ? [after.Assignee ?? OutboxMessage.DutyDesk, .. report.Assignee is { } former ? [former] : Array.Empty<string>()] : [],
            Event = e => e with { AssigneeBefore = report.Assignee, Generation = after.Generation },
        };
        return step.ToBatch(stored, origin.Fact(clock.GetUtcNow(), step.Action, $"report/{report.Id}"), null);
    }

    private async Task AddAsync(string jurisdiction, string? assignee, int more, Dictionary<string, long> loads, CancellationToken cancellationToken)
    {
        if (assignee is not null)
        {
            loads[assignee] = more + (loads.TryGetValue(assignee, out long known) ? known : await store.CountAsync(OpenReports.Of(jurisdiction, assignee), cancellationToken));
        }
    }
}
