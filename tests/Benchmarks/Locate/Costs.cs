using System.Diagnostics;

namespace GridSteward.Benchmarks.Locate;

/// <summary>What running something took.</summary>
/// <param name="Wall">Seconds by the clock.</param>
/// <param name="Processor">Seconds of processors, of all threads.</param>
internal readonly record struct Costs(double Wall, double Processor)
{
    public static Costs Of(Action run)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        run();
        double wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new Costs(wall, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
    }

    /// <summary>What is made, and the bytes that it keeps.</summary>
    public static (T Made, long Bytes) Weighed<T>(Func<T> make)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        T made = make();
        long after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(made);
        return (made, after - before);
    }
}

/// <summary>A figure of several rounds.</summary>
internal readonly record struct Spread(double Least, double Median, double Greatest)
{
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new Spread(sorted[0], Table.Median(sorted), sorted[^1]);
    }
}
