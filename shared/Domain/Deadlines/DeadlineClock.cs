using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Reports;

namespace GridSteward.Domain.Deadlines;

/// <summary>
/// Makes the deadlines of reports and what follows from them: what is due next, since when it is late, when somebody has to look. A deadline is missed
/// once the moment is after it; what was missed stays missed, whatever is done with the report afterwards. Pure: the same of the same, at any time.
/// </summary>
/// <param name="calendars">The calendars of holidays that jurisdictions name.</param>
public sealed class DeadlineClock(HolidayCalendars calendars)
{
    /// <summary>After every moment: what is not late, and cannot become so any more, is late from then on.</summary>
    public static readonly DateTimeOffset Never = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);

    private const double ManyTimes = 3;

    /// <summary>Starts the clock of a report that has come in.</summary>
    /// <param name="report">The report in its first state.</param>
    /// <param name="settings">Its jurisdiction's; null where it lies in none.</param>
    /// <param name="now">When it was received.</param>
    /// <param name="severity">How bad it is; null for what its category says.</param>
    public Report Begin(Report report, Jurisdiction? settings, DateTimeOffset now, Severity? severity = null)
        => Started(report with { Severity = severity ?? CategoryOf(report, settings).Severity }, settings, now, (Never, Never));

    /// <summary>
    /// What a move makes of the deadlines. Waiting and lying under another report stop the clock; going on, what was left of each deadline is left again.
    /// Whoever a report is given to has all the hours to accept it, but the hours to resolve run on. A reopened report begins anew.
    /// </summary>
    /// <param name="before">The report before the move.</param>
    /// <param name="after">The report after it: its state, whoever has it now, and until when it waits.</param>
    /// <param name="settings">Its jurisdiction's; null where it lies in none.</param>
    /// <param name="now">When.</param>
    public Report Apply(Report before, Report after, Jurisdiction? settings, DateTimeOffset now)
    {
        Report was = Completed(before);
        ReportClock clock = was.Clock!;
        Lateness missed = (PastOf(was.LateFrom, now), PastOf(was.LateThreeTimesFrom, now));
        Report next = after with { Clock = clock, LateFrom = was.LateFrom, LateThreeTimesFrom = was.LateThreeTimesFrom };
        bool wasOpen = Lifecycle.IsOpen(before.State);
        if (!Lifecycle.IsOpen(after.State))
        {
            return wasOpen ? Ended(next, missed, now) : next with { DueAt = null, LookAt = null };
        }

        if (!wasOpen && clock.StandsSince is null)
        {
            return Started(next, settings, now, missed);
        }

        CountedTime time = TimeOf(clock.Kind, settings);
        if (after.State == ReportState.Waiting)
        {
            return Shown(next with { Clock = clock with { StandsSince = clock.StandsSince ?? now } }, settings, missed);
        }

        next = clock.StandsSince is { } since ? Resumed(next, time, since, now > since ? now : since) : next;
        if (after.State == ReportState.Received && (before.State != ReportState.Received || before.Assignee != after.Assignee))
        {
            next = AskedAnew(next, time, now);
        }
        else if (after.State == ReportState.Accepted && before.State == ReportState.Received)
        {
            next = next with { AcceptedAt = now };
        }

        return Shown(next, settings, missed);
    }

    /// <summary>
    /// What another severity makes of the deadlines of an open report: its hours count from the beginning. A deadline that would lie in the past is due at
    /// once: nobody missed it before it was made.
    /// </summary>
    public Report Grade(Report report, Severity severity, Jurisdiction? settings, DateTimeOffset now)
    {
        Report was = Completed(report);
        SeverityHours hours = CategoryOf(was, settings).HoursOf(severity);
        ReportClock clock = was.Clock! with { Kind = hours.Clock ?? ClockKind.Calendar, AcceptHours = hours.AcceptHours, ResolveHours = hours.ResolveHours };
        CountedTime time = TimeOf(clock.Kind, settings);
        DateTimeOffset counted = clock.StandsSince ?? now;
        bool isAsked = was.State == ReportState.Received;
        Report graded = was with
        {
            Severity = severity,
            AcceptBy = isAsked ? Anew(was.AcceptBy, clock.AcceptFrom, clock.AcceptHours) : was.AcceptBy,
            ResolveBy = Anew(was.ResolveBy, clock.StartedAt, clock.ResolveHours),
            Clock = clock with
            {
                AcceptThreeTimesBy = isAsked ? Anew(clock.AcceptThreeTimesBy, clock.AcceptFrom, ManyTimes * clock.AcceptHours) : clock.AcceptThreeTimesBy,
                ResolveThreeTimesBy = Anew(clock.ResolveThreeTimesBy, clock.StartedAt, ManyTimes * clock.ResolveHours),
            },
        };
        return Shown(graded, settings, (PastOf(was.LateFrom, now), PastOf(was.LateThreeTimesFrom, now)));

        DateTimeOffset Anew(DateTimeOffset old, DateTimeOffset from, double allowed)
        {
            DateTimeOffset by = AfterPauses(time, from, TimeSpan.FromHours(allowed), clock.Pauses);
            return by >= counted ? by : old < counted ? old : counted;
        }
    }

    /// <summary>The deadlines that were missed and whose next level is to be told now, the one to accept first.</summary>
    public static IReadOnlyList<DeadlineKind> Due(Report report, DateTimeOffset now)
        => Lifecycle.IsOpen(report.State) && report.Clock is { StandsSince: null }
            ? [.. Enum.GetValues<DeadlineKind>().Where(kind => NextLook(report, kind) < now)]
            : [];

    /// <summary>What it makes of a report that a level was told of a missed deadline.</summary>
    public Report Told(Report report, DeadlineKind kind, EscalationLevel level, Jurisdiction? settings, DateTimeOffset now)
    {
        DateTimeOffset? next = level == EscalationLevel.DutyDesk
            ? null
            : TimeOf(report.Clock!.Kind, settings).Add(now, (settings?.Escalation ?? EscalationRules.Default).StepOf(report.Severity));
        var rung = new EscalationRung(kind == DeadlineKind.Accept ? report.AcceptBy : report.ResolveBy, level, now, next);
        return WithLook(report with
        {
            Escalation = kind == DeadlineKind.Accept ? new(rung, report.Escalation?.Resolve) : new(report.Escalation?.Accept, rung),
        });
    }

    /// <summary>Whether a report kept, or still keeps, its deadlines.</summary>
    public static Timeliness TimelinessOf(Report report, DateTimeOffset now)
    {
        Report whole = Completed(report);
        return whole.LateThreeTimesFrom < now ? Timeliness.LateThreeTimes : whole.LateFrom < now ? Timeliness.Late : Timeliness.OnTime;
    }

    /// <summary>The way a jurisdiction counts; without working hours of its own every hour counts.</summary>
    public CountedTime TimeOf(ClockKind kind, Jurisdiction? settings)
        => kind == ClockKind.Working && settings is { WorkingHours.Count: > 0 }
            ? new WorkingTime(TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone), settings.WorkingHours, settings.Holidays is { } name ? calendars.Find(name) : null)
            : CountedTime.Calendar;

    /// <summary>Whether all holidays between two moments are known where a jurisdiction counts by them; so too where it counts by none.</summary>
    public bool KnowsHolidays(Jurisdiction settings, DateTimeOffset from, DateTimeOffset to)
        => settings is not { Holidays: { } name, WorkingHours.Count: > 0 } || (calendars.Find(name) is not null && TimeOf(ClockKind.Working, settings).Knows(from, to));

    private Report Started(Report report, Jurisdiction? settings, DateTimeOffset now, Lateness missed)
    {
        SeverityHours hours = CategoryOf(report, settings).HoursOf(report.Severity);
        ClockKind kind = hours.Clock ?? ClockKind.Calendar;
        CountedTime time = TimeOf(kind, settings);
        return Shown(
            report with
            {
                AcceptedAt = null,
                ResolvedAt = null,
                AcceptBy = time.Add(now, TimeSpan.FromHours(hours.AcceptHours)),
                ResolveBy = time.Add(now, TimeSpan.FromHours(hours.ResolveHours)),
                Clock = new ReportClock(kind, now, now, hours.AcceptHours, hours.ResolveHours)
                {
                    AcceptThreeTimesBy = time.Add(now, TimeSpan.FromHours(ManyTimes * hours.AcceptHours)),
                    ResolveThreeTimesBy = time.Add(now, TimeSpan.FromHours(ManyTimes * hours.ResolveHours)),
                },
            },
            settings,
            missed);
    }

    private static Report Ended(Report report, Lateness missed, DateTimeOffset now)
    {
        // Under another report it may go on one day; then it stood meanwhile.
        DateTimeOffset? stands = report.State == ReportState.Duplicate ? report.Clock!.StandsSince ?? now : null;
        return report with
        {
            ResolvedAt = report.State == ReportState.Resolved ? now : report.ResolvedAt,
            DueAt = null,
            LookAt = null,
            LateFrom = missed.From,
            LateThreeTimesFrom = missed.ThreeTimesFrom,
            Escalation = null,
            Clock = report.Clock! with { StandsSince = stands },
        };
    }

    private static Report AskedAnew(Report report, CountedTime time, DateTimeOffset now) => report with
    {
        AcceptedAt = null,
        AcceptBy = time.Add(now, TimeSpan.FromHours(report.Clock!.AcceptHours)),
        Clock = report.Clock with { AcceptFrom = now, AcceptThreeTimesBy = time.Add(now, TimeSpan.FromHours(ManyTimes * report.Clock.AcceptHours)) },
    };

    /// <summary>Every moment that was still to come when the clock stopped lies as far ahead again; what was past stays.</summary>
    private static Report Resumed(Report report, CountedTime time, DateTimeOffset since, DateTimeOffset now)
    {
        ReportClock clock = report.Clock!;
        return report with
        {
            AcceptBy = Later(report.AcceptBy),
            ResolveBy = Later(report.ResolveBy),
            Escalation = report.Escalation is { } e ? new(Climbing(e.Accept), Climbing(e.Resolve)) : null,
            Clock = clock with
            {
                StandsSince = null,
                Pauses = [.. clock.Pauses, new ClockPause(since, now)],
                AcceptThreeTimesBy = Later(clock.AcceptThreeTimesBy),
                ResolveThreeTimesBy = Later(clock.ResolveThreeTimesBy),
            },
        };

        DateTimeOffset Later(DateTimeOffset by) => by < since ? by : time.Add(now, time.Between(since, by));

        EscalationRung? Climbing(EscalationRung? rung) => rung is { NextAt: { } next } ? rung with { NextAt = Later(next) } : rung;
    }

    /// <summary>What lists and timers need to know of the report as it stands.</summary>
    private Report Shown(Report report, Jurisdiction? settings, Lateness missed)
    {
        ReportClock clock = report.Clock!;
        bool isAsked = report.State == ReportState.Received, runs = isAsked || report.State == ReportState.Accepted;
        DateTimeOffset next = isAsked ? Earlier(report.AcceptBy, report.ResolveBy) : report.ResolveBy;
        DateTimeOffset many = isAsked ? Earlier(clock.AcceptThreeTimesBy, clock.ResolveThreeTimesBy) : clock.ResolveThreeTimesBy;
        bool known = clock.Kind == ClockKind.Calendar || settings is null || KnowsHolidays(settings, clock.StartedAt, report.ResolveBy);
        var escalation = new ReportEscalation(
            isAsked && report.Escalation?.Accept is { } a && a.Missed == report.AcceptBy ? a : null,
            report.Escalation?.Resolve is { } r && r.Missed == report.ResolveBy ? r : null);
        return WithLook(report with
        {
            DueAt = runs ? next : null,
            LateFrom = runs ? Earlier(missed.From, next) : missed.From,
            LateThreeTimesFrom = runs ? Earlier(missed.ThreeTimesFrom, many) : missed.ThreeTimesFrom,
            Escalation = escalation is { Accept: null, Resolve: null } ? null : escalation,
            Clock = clock with { HolidaysUnknown = !known },
        });
    }

    private static Report WithLook(Report report)
    {
        DateTimeOffset next = report.State == ReportState.Waiting
            ? report.WaitUntil ?? Never
            : Enum.GetValues<DeadlineKind>().Select(kind => NextLook(report, kind)).Min();
        return report with { LookAt = next < Never ? next : null };
    }

    private static DateTimeOffset NextLook(Report report, DeadlineKind kind) => kind switch
    {
        DeadlineKind.Accept when report.State != ReportState.Received => Never,
        DeadlineKind.Accept => report.Escalation?.Accept is { } rung ? rung.NextAt ?? Never : report.AcceptBy,
        _ => report.Escalation?.Resolve is { } rung ? rung.NextAt ?? Never : report.ResolveBy,
    };

    /// <summary>When so much has counted from a moment on, without the pauses.</summary>
    private static DateTimeOffset AfterPauses(CountedTime time, DateTimeOffset from, TimeSpan allowed, IReadOnlyList<ClockPause> pauses)
    {
        foreach (ClockPause pause in pauses.Where(p => p.To > from))
        {
            TimeSpan counted = time.Between(from, pause.From);
            if (allowed <= counted)
            {
                return time.Add(from, allowed);
            }

            allowed -= counted;
            from = pause.To;
        }

        return time.Add(from, allowed);
    }

    /// <summary>A report from before clocks were kept: every hour counted.</summary>
    private static Report Completed(Report report)
    {
        if (report.Clock is not null)
        {
            return report;
        }

        DateTimeOffset start = report.ReceivedAt;
        TimeSpan accept = report.AcceptBy - start, resolve = report.ResolveBy - start;
        bool isAsked = report.State == ReportState.Received, runs = isAsked || report.State == ReportState.Accepted;
        return report with
        {
            Clock = new ReportClock(ClockKind.Calendar, start, start, accept.TotalHours, resolve.TotalHours)
            {
                AcceptThreeTimesBy = start + (ManyTimes * accept),
                ResolveThreeTimesBy = start + (ManyTimes * resolve),
            },
            LateFrom = isAsked ? report.AcceptBy : runs ? report.ResolveBy : Never,
            LateThreeTimesFrom = isAsked ? start + (ManyTimes * accept) : runs ? start + (ManyTimes * resolve) : Never,
        };
    }

    private static Category CategoryOf(Report report, Jurisdiction? settings) => settings?.FindCategory(report.Category) ?? Category.OutsideJurisdictions;

    private static DateTimeOffset PastOf(DateTimeOffset? from, DateTimeOffset now) => from < now ? from.Value : Never;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    /// <summary>Since when deadlines were missed, and three times what they allow.</summary>
    private readonly record struct Lateness(DateTimeOffset From, DateTimeOffset ThreeTimesFrom)
    {
        public static implicit operator Lateness((DateTimeOffset From, DateTimeOffset ThreeTimesFrom) missed) => new(missed.From, missed.ThreeTimesFrom);
    }
}
