using GridSteward.Domain.Households;

namespace GridSteward.Domain.Visits;

/// <summary>What comes of the visits to a unit, whatever order they arrived in: they count by when they were, and of two of one moment by their ids.</summary>
public static class VisitReplay
{
    /// <summary>The summary of some visits to one unit; null where there are none.</summary>
    /// <param name="visits">The visits, in any order.</param>
    /// <param name="dayOf">The local day of a moment.</param>
    public static VisitSummary? Of(IEnumerable<Visit> visits, Func<DateTimeOffset, DateOnly> dayOf)
        => visits.OrderBy(v => v.At).ThenBy(v => v.Id, StringComparer.Ordinal).Aggregate((VisitSummary?)null, (before, visit) => After(before, visit, dayOf));

    /// <summary>The summary after one more visit, which was after all others.</summary>
    public static VisitSummary After(VisitSummary? before, Visit visit, Func<DateTimeOffset, DateOnly> dayOf)
    {
        bool met = visit.Outcome == VisitOutcome.Done;
        DateOnly day = dayOf(visit.At);
        return new VisitSummary(met ? day : before?.DoneOn, visit.At, visit.Outcome, met ? 0 : (before?.Failed ?? 0) + 1)
        {
            TriedOn = day,
            MovedSeenOn = met ? null : visit.Outcome == VisitOutcome.Moved ? day : before?.MovedSeenOn,
        };
    }
}
