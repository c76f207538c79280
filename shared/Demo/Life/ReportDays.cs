using GridSteward.Domain;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Demo.Life;

/// <summary>
/// Lives the reports through the program's own operations, hour by hour: every report meets the loads of its own day, and is moved by whoever
/// had it.
/// </summary>
internal sealed class ReportDays(SubmitReport submit, MoveReport move, PastClock clock, Jurisdiction settings, IReadOnlyList<Post> posts, IReadOnlyList<Steward> stewards, Rolls rolls)
{
    private readonly PriorityQueue<Func<Task>, (DateTimeOffset At, int Turn)> agenda = new();
    private readonly Dictionary<string, string> subjects = stewards.ToDictionary(s => s.Id, s => s.Subject!);
    private int turns;

    /// <summary>Takes the reports in and moves them on until the end.</summary>
    public async Task RunAsync(IReadOnlyList<PlannedReport> plan, DateTimeOffset end)
    {
        foreach (PlannedReport planned in plan)
        {
            At(planned.At, () => SubmitAsync(planned));
        }

        while (agenda.TryDequeue(out var happens, out var when) && when.At < end)
        {
            clock.Now = when.At;
            await happens();
        }
    }

    private void At(DateTimeOffset at, Func<Task> happens) => agenda.Enqueue(happens, (at, turns++));

    private async Task SubmitAsync(PlannedReport planned)
    {
        string? sender = planned.BySteward is { } area ? SubjectOf(posts.First(p => p.Area == area && p.Duty == Duty.Handle)) : null;
        Acting acting = new(sender is null ? Caller.Nobody : Staff(sender), null);
        Report report = Done(await submit.RunAsync(planned.Submission, null, acting, CancellationToken.None)).Report.Value;
        Category category = settings.FindCategory(report.Category)!;
        IReadOnlyList<Move> moves = Paths.To(planned.Target);
        DateTimeOffset at = planned.At;
        for (int i = 0; i < moves.Count; i++)
        {
            Move next = moves[i];
            at += i == 0 ? Hours(category.AcceptHours, 0.05, 1.15) : i == 1 ? Hours(category.ResolveHours, 0.08, 1.1) : Hours(48, 0.1, 1.5);
            At(at, () => MoveAsync(report, next));
        }
    }

    private async Task MoveAsync(Report report, Move next)
    {
        bool verifies = Lifecycle.RowsOf(next).Any(r => r.Needs == Capability.CloseReports);
        bool mustSay = Lifecycle.RowsOf(next).All(r => r.WantsReason);
        Post? post = posts.FirstOrDefault(p => report.Assignee == $"post:{p.Id}");
        string who = verifies || post is null ? SubjectOf(posts[0]) : SubjectOf(post);
        string? note = ReportWords.Notes.TryGetValue(next, out string[]? notes) && (mustSay || rolls.Chance(next == Move.Resolve ? 0.8 : 0.4)) ? rolls.Pick(notes) : null;
        Done(await move.RunAsync(new WantedMove(report.Jurisdiction, report.Id, next, note, _ => true), null, new Acting(Staff(who), null), CancellationToken.None));
    }

    private TimeSpan Hours(double hours, double least, double most) => TimeSpan.FromMinutes(Math.Round(hours * 60 * rolls.Between(least, most)));

    /// <summary>The subject of who holds a post; of the community's head where nobody does.</summary>
    private string SubjectOf(Post post) => subjects[post.Steward ?? posts[0].Steward!];

    private Caller Staff(string subject) => new(subject, null, [new Grant(Node.OfJurisdiction(settings.Jurisdiction), Preset.Manager)]);

    private static T Done<T>(Outcome<T> outcome)
        => outcome is Outcome<T>.Done done ? done.Value : throw new InvalidOperationException($"The town's own report was refused: {outcome}");
}
