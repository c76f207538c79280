namespace GridSteward.Domain.Storage;

/// <summary>
/// How a sweep over many partitions takes an engine that does not answer. One busy partition is that partition's trouble: it is left to the next run, and the sweep goes on.
/// Several in a row mean that the engine is away or throttled as a whole, and asking on would only keep it so: the sweep stops in order, and the next run takes up what is left.
/// </summary>
public sealed class SweepPatience
{
    /// <summary>So many partitions in a row that did not answer end a run.</summary>
    public const int Most = 3;

    private int inARow;

    /// <summary>Whether the run is to stop.</summary>
    public bool IsOver => Volatile.Read(ref inARow) >= Most;

    /// <summary>A partition was done.</summary>
    public void Answered() => Interlocked.Exchange(ref inARow, 0);

    /// <summary>A partition was not.</summary>
    /// <param name="why">Why not. Anything but an engine that does not answer is that partition's trouble alone.</param>
    public void Failed(Exception why)
    {
        if (why is StoreUnavailableException)
        {
            Interlocked.Increment(ref inARow);
        }
        else
        {
            Answered();
        }
    }
}
