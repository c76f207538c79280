using GridSteward.Domain.Assignments;
using GridSteward.Domain.Deadlines;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Reports;
using static GridSteward.Domain.Tests.Deadlines.Calendars;

namespace GridSteward.Domain.Tests.Deadlines;

public sealed class DeadlineClockTests
{
    private static readonly DateTimeOffset Monday = At("2026-03-02T09:00+08:00");

    private static readonly DeadlineClock Clock = new(Shipped);

    private static readonly Jurisdiction Settings = Town.Settings() with
    {
        WorkingHours = Office,
        Holidays = "china",
        Categories =
        [
            new("hazard", "隐患", null, ReportKind.Hazard, 2, 8)
            {
                Clock = ClockKind.Working,
                Severities = [new(Severity.Urgent, 1, 4), new(Severity.Emergency, 0.5, 3, ClockKind.Calendar)],
            },
            new("plain", "其他", null, ReportKind.Need, 24, 72),
        ],
    };

    [Fact]
    public void A_report_comes_in_with_deadlines_in_working_hours()
    {
        Report report = Begun();
        Assert.Equal(At("2026-03-02T11:00+08:00"), report.AcceptBy);
        Assert.Equal(At("2026-03-03T09:30+08:00"), report.ResolveBy); // 3 and 4 hours on Monday, one on Tuesday
        Assert.Equal((report.AcceptBy, report.AcceptBy, report.AcceptBy), (report.DueAt, report.LateFrom, report.LookAt));
        Assert.Equal(At("2026-03-02T17:00+08:00"), report.LateThreeTimesFrom); // six hours: three before noon
        Assert.False(report.Clock!.HolidaysUnknown);
    }

    [Fact]
    public void In_no_jurisdiction_a_day_and_a_week_are_allowed()
    {
        Report report = Clock.Begin(Any, null, Monday);
        Assert.Equal((Monday.AddHours(24), Monday.AddHours(168)), (report.AcceptBy, report.ResolveBy));
    }

    [Theory]
    [InlineData(Severity.Urgent, "2026-03-02T10:00+08:00", "2026-03-02T15:00+08:00")]
    [InlineData(Severity.Emergency, "2026-03-02T09:30+08:00", "2026-03-02T12:00+08:00")]
    public void Each_severity_has_its_hours_and_an_emergency_may_count_every_hour(Severity severity, string acceptBy, string resolveBy)
    {
        Report report = Clock.Begin(Any, Settings, Monday, severity);
        Assert.Equal((At(acceptBy), At(resolveBy)), (report.AcceptBy, report.ResolveBy));
        Assert.Equal(severity == Severity.Emergency ? ClockKind.Calendar : ClockKind.Working, report.Clock!.Kind);
    }

    [Fact]
    public void A_severity_without_hours_of_its_own_has_those_of_the_next_lower()
    {
        Category plain = Settings.FindCategory("plain")!;
        Assert.Equal(new SeverityHours(Severity.Emergency, 24, 72, ClockKind.Calendar), plain.HoursOf(Severity.Emergency));
        Assert.Equal(3, (plain with { Severities = [new(Severity.Urgent, 3, 4)] }).HoursOf(Severity.Emergency).AcceptHours);
        Assert.Equal(24, (plain with { Severities = [new(Severity.Emergency, 3, 4)] }).HoursOf(Severity.Urgent).AcceptHours);
    }

    [Fact]
    public void Accepted_and_resolved_in_time_it_is_never_late()
    {
        Report accepted = Move(Begun(), ReportState.Accepted, At("2026-03-02T11:00+08:00")); // exactly at the deadline
        Assert.Equal((accepted.ResolveBy, accepted.ResolveBy, accepted.ResolveBy), (accepted.DueAt, accepted.LateFrom, accepted.LookAt));
        Assert.Equal(At("2026-03-02T11:00+08:00"), accepted.AcceptedAt);

        Report resolved = Move(accepted, ReportState.Resolved, accepted.ResolveBy);
        Assert.Equal((DeadlineClock.Never, DeadlineClock.Never), (resolved.LateFrom, resolved.LateThreeTimesFrom));
        Assert.Equal((null, null, accepted.ResolveBy), (resolved.DueAt, resolved.LookAt, resolved.ResolvedAt));
        Assert.Equal(Timeliness.OnTime, DeadlineClock.TimelinessOf(resolved, At("2030-01-01T00:00Z")));
    }

    [Fact]
    public void An_accept_deadline_that_was_missed_stays_missed()
    {
        Report begun = Begun();
        Report accepted = Move(begun, ReportState.Accepted, begun.AcceptBy.AddMinutes(1));
        Assert.Equal(begun.AcceptBy, accepted.LateFrom);
        Assert.Equal(accepted.ResolveBy, accepted.LookAt);
        Report resolved = Move(accepted, ReportState.Resolved, accepted.AcceptedAt!.Value.AddMinutes(10));
        Assert.Equal(begun.AcceptBy, resolved.LateFrom);
        Assert.Equal(DeadlineClock.Never, resolved.LateThreeTimesFrom);
        Assert.Equal(Timeliness.Late, DeadlineClock.TimelinessOf(resolved, resolved.ResolvedAt!.Value));
    }

    [Fact]
    public void Three_times_what_was_allowed_is_a_lateness_of_its_own()
    {
        Report begun = Begun();
        Report accepted = Move(begun, ReportState.Accepted, begun.AcceptBy);
        Assert.Equal(begun.Clock!.ResolveThreeTimesBy, accepted.LateThreeTimesFrom);
        Report resolved = Move(accepted, ReportState.Resolved, begun.Clock!.ResolveThreeTimesBy.AddTicks(1));
        Assert.Equal(Timeliness.LateThreeTimes, DeadlineClock.TimelinessOf(resolved, resolved.ResolvedAt!.Value));
        Assert.Equal(begun.ResolveBy, resolved.LateFrom);
    }

    [Fact]
    public void While_it_waits_nothing_runs_and_what_was_left_is_left_again()
    {
        Report accepted = Move(Begun(), ReportState.Accepted, Monday);
        DateTimeOffset stops = At("2026-03-02T15:00+08:00"); // four hours counted, four are left
        Report waiting = Clock.Apply(accepted, accepted with { State = ReportState.Waiting, WaitUntil = At("2026-03-20T10:00+08:00") }, Settings, stops);
        Assert.Equal((null, DeadlineClock.Never, At("2026-03-20T10:00+08:00")), (waiting.DueAt, waiting.LateFrom, waiting.LookAt));
        Assert.Equal(Timeliness.OnTime, DeadlineClock.TimelinessOf(waiting, At("2027-01-01T00:00Z")));

        Report resumed = Move(waiting with { WaitUntil = null }, ReportState.Accepted, At("2026-03-20T17:00+08:00"));
        Assert.Equal(At("2026-03-23T11:30+08:00"), resumed.ResolveBy); // one hour on Friday, three on Monday
        Assert.Equal(resumed.ResolveBy, resumed.LateFrom);
        Assert.Equal(Monday, resumed.AcceptedAt);
        Assert.Null(resumed.Clock!.StandsSince);
    }

    [Fact]
    public void Resolved_while_it_waited_it_is_as_late_as_when_it_stopped()
    {
        Report accepted = Move(Begun(), ReportState.Accepted, Monday);
        Report waiting = Move(accepted, ReportState.Waiting, accepted.ResolveBy);
        Assert.Equal(DeadlineClock.Never, Move(waiting, ReportState.Resolved, Monday.AddDays(90)).LateFrom);
        Report late = Move(accepted, ReportState.Waiting, accepted.ResolveBy.AddMinutes(1));
        Assert.Equal(accepted.ResolveBy, Move(late, ReportState.Resolved, Monday.AddDays(90)).LateFrom);
    }

    [Fact]
    public void Whoever_gets_it_next_has_all_the_hours_to_accept_but_the_hours_to_resolve_run_on()
    {
        Report accepted = Move(Begun(), ReportState.Accepted, Monday);
        DateTimeOffset at = At("2026-03-02T17:00+08:00");
        Report dispatched = Clock.Apply(accepted, accepted with { State = ReportState.Received, Assignee = "team:x" }, Settings, at);
        Assert.Equal((At("2026-03-03T09:30+08:00"), accepted.ResolveBy, null), (dispatched.AcceptBy, dispatched.ResolveBy, dispatched.AcceptedAt));
        Report again = Clock.Apply(dispatched, dispatched with { Assignee = "team:y" }, Settings, at.AddHours(-1));
        Assert.Equal(at, again.AcceptBy.AddHours(-1));
        Assert.Equal(dispatched.AcceptBy, Clock.Apply(dispatched, dispatched, Settings, at.AddDays(1)).AcceptBy); // given to whoever has it
    }

    [Fact]
    public void Begun_again_it_has_new_deadlines_and_what_was_missed_before_stays_missed()
    {
        Report begun = Begun();
        Report accepted = Move(begun, ReportState.Accepted, begun.AcceptBy.AddHours(1));
        Report closed = Move(Move(accepted, ReportState.Resolved, begun.AcceptBy.AddHours(2)), ReportState.Closed, begun.AcceptBy.AddHours(3));
        Report again = Move(closed, ReportState.Received, At("2026-03-09T09:00+08:00"));
        Assert.Equal((At("2026-03-09T11:00+08:00"), At("2026-03-10T09:30+08:00")), (again.AcceptBy, again.ResolveBy));
        Assert.Equal((null, null, begun.AcceptBy), (again.AcceptedAt, again.ResolvedAt, again.LateFrom));
        Assert.Equal(again.AcceptBy, again.LookAt);
    }

    [Fact]
    public void Under_another_report_its_clock_stands()
    {
        Report begun = Begun();
        Report under = Move(begun, ReportState.Duplicate, At("2026-03-02T10:00+08:00"));
        Assert.Equal((null, null, DeadlineClock.Never), (under.LookAt, under.DueAt, under.LateFrom));
        Report apart = Move(under, ReportState.Received, At("2026-03-10T09:00+08:00"));
        Assert.Equal((At("2026-03-10T11:00+08:00"), At("2026-03-10T18:00+08:00")), (apart.AcceptBy, apart.ResolveBy)); // an hour had counted
    }

    [Theory]
    [InlineData(ReportState.Refused)]
    [InlineData(ReportState.Withdrawn)]
    [InlineData(ReportState.Transferred)]
    public void However_it_ends_nothing_is_due_any_more(ReportState end)
    {
        Report ended = Move(Begun(), end, Monday.AddMinutes(5));
        Assert.Equal((null, null, DeadlineClock.Never, DeadlineClock.Never), (ended.DueAt, ended.LookAt, ended.LateFrom, ended.LateThreeTimesFrom));
    }

    [Fact]
    public void Graded_up_its_hours_count_from_the_beginning_but_nothing_was_due_in_the_past()
    {
        DateTimeOffset now = At("2026-03-02T09:20+08:00");
        Report graded = Clock.Grade(Begun(), Severity.Emergency, Settings, now);
        Assert.Equal((At("2026-03-02T09:30+08:00"), At("2026-03-02T12:00+08:00"), Severity.Emergency), (graded.AcceptBy, graded.ResolveBy, graded.Severity));
        Report later = Clock.Grade(Begun(), Severity.Emergency, Settings, At("2026-03-02T10:45+08:00"));
        Assert.Equal((At("2026-03-02T10:45+08:00"), At("2026-03-02T12:00+08:00")), (later.AcceptBy, later.ResolveBy));
    }

    [Fact]
    public void Graded_down_what_was_missed_stays_missed()
    {
        Report urgent = Clock.Begin(Any, Settings, Monday, Severity.Urgent);
        Report graded = Clock.Grade(urgent, Severity.Normal, Settings, urgent.AcceptBy.AddMinutes(10));
        Assert.Equal(urgent.AcceptBy, graded.LateFrom);
        Assert.Equal(At("2026-03-02T11:00+08:00"), graded.AcceptBy);
        Assert.Equal(graded.AcceptBy, graded.LookAt);
    }

    [Fact]
    public void Graded_when_all_is_missed_a_deadline_that_was_missed_stays_the_same_deadline()
    {
        Report begun = Begun();
        Report graded = Clock.Grade(begun, Severity.Urgent, Settings, begun.ResolveBy.AddDays(3));
        Assert.Equal((begun.AcceptBy, begun.ResolveBy), (graded.AcceptBy, graded.ResolveBy));
    }

    [Fact]
    public void A_year_that_the_calendar_does_not_know_is_said()
    {
        Report report = Clock.Begin(Any, Settings, At("2026-12-31T12:00+08:00"));
        Assert.True(report.Clock!.HolidaysUnknown);
        Assert.False(Clock.Begin(Any with { Category = "plain" }, Settings, At("2026-12-31T12:00+08:00")).Clock!.HolidaysUnknown);
        Assert.True(Clock.Begin(Any, Settings with { Holidays = "elsewhere" }, Monday).Clock!.HolidaysUnknown);
    }

    [Fact]
    public void A_report_from_before_clocks_were_kept_goes_on_by_the_deadlines_it_had()
    {
        Report old = Any with { ReceivedAt = Monday, AcceptBy = Monday.AddHours(2), ResolveBy = Monday.AddHours(10), DueAt = Monday.AddHours(2) };
        Assert.Equal(Timeliness.Late, DeadlineClock.TimelinessOf(old, Monday.AddHours(3)));
        Assert.Equal(Timeliness.LateThreeTimes, DeadlineClock.TimelinessOf(old, Monday.AddHours(7)));
        Report accepted = Move(old, ReportState.Accepted, Monday.AddHours(3));
        Assert.Equal((Monday.AddHours(2), Monday.AddHours(10)), (accepted.LateFrom, accepted.LookAt));
        Assert.Equal(Monday.AddHours(30), accepted.LateThreeTimesFrom);
    }

    [Fact]
    public void Levels_are_told_one_after_the_other_and_a_deadline_that_is_moved_is_told_anew()
    {
        Report begun = Begun();
        Assert.Empty(DeadlineClock.Due(begun, begun.AcceptBy));
        DateTimeOffset missed = begun.AcceptBy.AddMinutes(1);
        Assert.Equal([DeadlineKind.Accept], DeadlineClock.Due(begun, missed));

        Report told = Clock.Told(begun, DeadlineKind.Accept, EscalationLevel.Handle, Settings with { Escalation = new(4) }, missed);
        Assert.Empty(DeadlineClock.Due(told, missed));
        Assert.Equal(At("2026-03-02T17:01+08:00"), told.LookAt); // 59 minutes before noon, three hours and a minute after it
        Assert.Equal([DeadlineKind.Accept], DeadlineClock.Due(told, told.LookAt!.Value.AddTicks(1)));

        Report accepted = Move(told, ReportState.Accepted, missed.AddMinutes(5));
        Assert.Null(accepted.Escalation);
        Assert.Equal(accepted.ResolveBy, accepted.LookAt);

        Report last = Clock.Told(accepted, DeadlineKind.Resolve, EscalationLevel.DutyDesk, Settings, accepted.ResolveBy.AddMinutes(1));
        Assert.Null(last.LookAt);
        Assert.Equal(last.Escalation, Move(last, ReportState.Received, last.ResolveBy.AddHours(1)).Escalation); // given back, it is the same missed deadline
    }

    [Fact]
    public void The_deadline_to_resolve_is_where_counting_every_minute_puts_it() => Check.ForSeeds(100, random =>
    {
        WorkingSpan[] spans = WorkingTimeTests.SomeSpans(random);
        TimeZoneInfo zone = Zone(random.Pick("Asia/Shanghai", "Europe/Berlin"));
        Jurisdiction settings = Settings with { WorkingHours = spans, TimeZone = zone.Id };
        DateTimeOffset now = At("2026-03-20T00:00Z").AddMinutes(random.Next(20_000));
        Report report = Clock.Begin(Any, settings, now);
        DateTimeOffset start = now;
        List<(DateTimeOffset From, DateTimeOffset To)> stood = [];
        report = Clock.Apply(report, report with { State = ReportState.Accepted }, settings, now);
        for (int i = random.Next(4); i > 0; i--)
        {
            DateTimeOffset from = now.AddMinutes(random.Next(600)), to = from.AddMinutes(random.Next(4000));
            if (CountedUntil(from) > 8 * 60)
            {
                break; // missed before it could stop
            }

            stood.Add((from, to));
            report = Clock.Apply(report, report with { State = ReportState.Waiting }, settings, from);
            report = Clock.Apply(report, report with { State = ReportState.Accepted }, settings, to);
            now = to;
        }

        Assert.Equal(8 * 60, CountedUntil(report.ResolveBy));
        Assert.True(CountedUntil(report.ResolveBy.AddMinutes(-1)) < 8 * 60 || stood.Any(s => s.To == report.ResolveBy));
        Assert.Equal(report.ResolveBy, report.LateFrom);

        int CountedUntil(DateTimeOffset end)
        {
            int counted = 0;
            for (DateTimeOffset at = start; at < end; at = at.AddMinutes(1))
            {
                counted += WorkingTimeTests.Counts(at, zone, spans, China) && !stood.Exists(s => s.From <= at && at < s.To) ? 1 : 0;
            }

            return counted;
        }
    });

    private static Report Any { get; } = new()
    {
        Id = "0196e0c0-0000-7000-8000-000000000001",
        Jurisdiction = "town",
        Category = "hazard",
        Kind = ReportKind.Hazard,
        Source = ReportSource.Resident,
        State = ReportState.Received,
        Open = true,
        ReceivedAt = default,
        AcceptBy = default,
        ResolveBy = default,
        Assignment = Assigner.Choose(new AssignmentInputs(Place.Nowhere(Basis.None), null, default, [])),
        Areas = [],
        AreaPath = "",
        Generation = 0,
        Nodes = [],
        TrackingHash = "",
        Sequence = 1,
    };

    private static Report Begun() => Clock.Begin(Any with { ReceivedAt = Monday }, Settings, Monday);

    private static Report Move(Report report, ReportState to, DateTimeOffset at) => Clock.Apply(report, report with { State = to }, Settings, at);
}
