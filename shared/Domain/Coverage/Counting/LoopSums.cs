using System.Runtime.InteropServices;
using GridSteward.Domain.Coverage.Books;
using GridSteward.Domain.Reports;

namespace GridSteward.Domain.Coverage.Counting;

/// <summary>The sums behind one row's <see cref="LoopFigures"/>.</summary>
public sealed class LoopSums
{
    private readonly List<float> hours = [];
    private long received, acceptDue, acceptedInTime, resolveDue, resolvedInTime, lateThreeTimes, reopened, answered, satisfied, open, overdue, orphaned;

    /// <summary>Counts one report.</summary>
    /// <param name="report">The report, no private case.</param>
    /// <param name="asOf">The moment as of which is judged; what came later is as if it had not.</param>
    /// <param name="since">From when on reports count; open ones always do.</param>
    /// <param name="orphan">Whether nobody is there for it.</param>
    public void Add(ReportMark report, DateTimeOffset asOf, DateTimeOffset since, bool orphan)
    {
        if (report.ReceivedAt > asOf)
        {
            return;
        }

        if (report.Open)
        {
            open++;
            overdue += report.DueAt < asOf ? 1 : 0;
            orphaned += orphan ? 1 : 0;
        }

        if (report.ReceivedAt < since)
        {
            return;
        }

        bool stands = report.State is ReportState.Waiting;
        bool accepted = report.AcceptedAt <= asOf, resolved = report.ResolvedAt <= asOf;
        received++;
        acceptDue += accepted || (report.Open && !stands && report.AcceptBy < asOf) ? 1 : 0;
        acceptedInTime += accepted && report.AcceptedAt <= report.AcceptBy ? 1 : 0;
        resolveDue += resolved || (report.Open && !stands && report.ResolveBy < asOf) ? 1 : 0;
        resolvedInTime += resolved && report.ResolvedAt <= report.ResolveBy ? 1 : 0;
        lateThreeTimes += report.LateThreeTimesFrom < asOf ? 1 : 0;
        reopened += report.Reopens > 0 ? 1 : 0;
        answered += report.Satisfied is null ? 0 : 1;
        satisfied += report.Satisfied == true ? 1 : 0;
        if (resolved)
        {
            hours.Add((float)(report.ResolvedAt!.Value - report.ReceivedAt).TotalHours);
        }
    }

    /// <summary>How many of the resolved took how long.</summary>
    public long[] Hours() => HourHistogram.Of(hours);

    /// <summary>The figures.</summary>
    public LoopFigures Figures()
    {
        hours.Sort();
        return new(
            received, acceptDue, acceptedInTime, resolveDue, resolvedInTime, lateThreeTimes, reopened, answered, satisfied, hours.Count,
            Percentile(CollectionsMarshal.AsSpan(hours), 0.5), Percentile(CollectionsMarshal.AsSpan(hours), 0.9), open, overdue, orphaned);
    }

    // the nearest rank: a number that occurs, and the same that databases call percentile_disc
    private static double? Percentile(ReadOnlySpan<float> sorted, double share)
        => sorted.IsEmpty ? null : Math.Round(sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)], 2);
}
