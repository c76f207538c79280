using GridSteward.Domain.Households;
using GridSteward.Domain.Reports;
using GridSteward.Geo;

namespace GridSteward.Domain.Coverage.Books;

/// <summary>How marks of a kind are written and read. What reads back equals what was written.</summary>
internal interface IShardRows<TMark>
{
    /// <summary>The layout and what its numbers mean: it changes with either, and shards of another are not believed.</summary>
    string Schema { get; }

    void Write(ShardWriter to, TMark mark);

    TMark Read(ref ShardReader from);
}

/// <summary>Units: about forty bytes each.</summary>
internal sealed class UnitRows : IShardRows<UnitMark>
{
    [Flags]
    private enum Has : byte
    {
        Point = 1,
        MetOn = 2,
        MovedOn = 4,
        Merged = 8,
    }

    public string Schema { get; } = $"units 1 {string.Join(',', Enum.GetNames<UnitKind>())} {string.Join(',', Enum.GetNames<CareLevel>())}";

    public void Write(ShardWriter to, UnitMark mark)
    {
        to.Id(mark.Id);
        to.Text(mark.AreaPath);
        to.Text(mark.Building);
        to.Byte((byte)mark.Kind);
        to.Byte((byte)mark.Care);
        to.Byte((byte)((mark.Point is null ? 0 : Has.Point) | (mark.MetOn is null ? 0 : Has.MetOn) | (mark.MovedOn is null ? 0 : Has.MovedOn) | (mark.Merged ? Has.Merged : 0)));
        if (mark.Point is { } point)
        {
            to.Double(point.Longitude);
            to.Double(point.Latitude);
        }

        foreach (DateOnly? day in new[] { mark.MetOn, mark.MovedOn })
        {
            if (day is { } date)
            {
                to.Int32(date.DayNumber);
            }
        }
    }

    public UnitMark Read(ref ShardReader from)
    {
        string id = from.Id(), areaPath = from.Text()!;
        string? building = from.Text();
        var (kind, care, has) = ((UnitKind)from.Byte(), (CareLevel)from.Byte(), (Has)from.Byte());
        Wgs84Point? point = has.HasFlag(Has.Point) ? new Wgs84Point(from.Double(), from.Double()) : null;
        DateOnly? metOn = has.HasFlag(Has.MetOn) ? DateOnly.FromDayNumber(from.Int32()) : null;
        DateOnly? movedOn = has.HasFlag(Has.MovedOn) ? DateOnly.FromDayNumber(from.Int32()) : null;
        return new UnitMark(id, areaPath, building, kind, care, metOn, point, movedOn, has.HasFlag(Has.Merged));
    }
}

/// <summary>Reports: about seventy bytes each. Times are ticks of UTC.</summary>
internal sealed class ReportRows : IShardRows<ReportMark>
{
    [Flags]
    private enum Has : byte
    {
        Open = 1,
        Private = 2,
        AcceptedAt = 4,
        ResolvedAt = 8,
        DueAt = 16,
        LateThreeTimesFrom = 32,
        Feedback = 64,
        Satisfied = 128,
    }

    public string Schema { get; } = $"reports 1 {string.Join(',', Enum.GetNames<ReportState>())}";

    public void Write(ShardWriter to, ReportMark mark)
    {
        to.Id(mark.Id);
        to.Text(mark.AreaPath);
        to.Text(mark.Assignee);
        to.Byte((byte)mark.State);
        to.Byte((byte)(
            (mark.Open ? Has.Open : 0) | (mark.Private ? Has.Private : 0) | (mark.AcceptedAt is null ? 0 : Has.AcceptedAt) | (mark.ResolvedAt is null ? 0 : Has.ResolvedAt)
            | (mark.DueAt is null ? 0 : Has.DueAt) | (mark.LateThreeTimesFrom is null ? 0 : Has.LateThreeTimesFrom)
            | (mark.Satisfied is null ? 0 : Has.Feedback) | (mark.Satisfied is true ? Has.Satisfied : 0)));
        to.Number((ulong)mark.Reopens);
        foreach (DateTimeOffset? time in new DateTimeOffset?[] { mark.ReceivedAt, mark.AcceptBy, mark.ResolveBy, mark.AcceptedAt, mark.ResolvedAt, mark.DueAt, mark.LateThreeTimesFrom })
        {
            if (time is { } at)
            {
                to.Int64(at.UtcTicks);
            }
        }
    }

    public ReportMark Read(ref ShardReader from)
    {
        string id = from.Id(), areaPath = from.Text()!;
        string? assignee = from.Text();
        var (state, has, reopens) = ((ReportState)from.Byte(), (Has)from.Byte(), (int)from.Number());
        DateTimeOffset received = Time(ref from), acceptBy = Time(ref from), resolveBy = Time(ref from);
        DateTimeOffset? accepted = TimeIf(has, Has.AcceptedAt, ref from), resolved = TimeIf(has, Has.ResolvedAt, ref from);
        DateTimeOffset? due = TimeIf(has, Has.DueAt, ref from), late = TimeIf(has, Has.LateThreeTimesFrom, ref from);
        bool? satisfied = has.HasFlag(Has.Feedback) ? has.HasFlag(Has.Satisfied) : null;
        return new ReportMark(
            id, areaPath, assignee, state, has.HasFlag(Has.Open), has.HasFlag(Has.Private), received, acceptBy, resolveBy, accepted, resolved, due, late, reopens, satisfied);
    }

    private static DateTimeOffset Time(ref ShardReader from) => new(from.Int64(), TimeSpan.Zero);

    private static DateTimeOffset? TimeIf(Has has, Has flag, ref ShardReader from) => has.HasFlag(flag) ? Time(ref from) : null;
}
