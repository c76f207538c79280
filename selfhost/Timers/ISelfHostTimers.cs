namespace GridSteward.SelfHost;

/// <summary>Runs a timer's function at once, for tests and operators. The functions themselves never use it.</summary>
public interface ISelfHostTimers
{
    /// <summary>
    /// Waits for a run of the same timer that is going on, then runs it; its schedule and status stay as they are.
    /// An exception of the function is the caller's.
    /// </summary>
    /// <exception cref="ArgumentException">There is no timer of that name.</exception>
    /// <exception cref="InvalidOperationException">Another process on the same data folder holds the timer.</exception>
    Task RunAsync(string functionName, CancellationToken cancellationToken);
}
