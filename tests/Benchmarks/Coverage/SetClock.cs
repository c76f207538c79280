namespace GridSteward.Benchmarks.Coverage;

/// <summary>A clock that stands.</summary>
internal sealed class SetClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
