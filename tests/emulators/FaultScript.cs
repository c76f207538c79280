using System.Collections.Concurrent;

namespace GridSteward.Tests.Emulators;

/// <summary>Which request meets which fault: by the number of the request and nothing else, so that one thread's run comes out the same again.</summary>
public sealed class FaultScript
{
    /// <summary>What can be survived without anybody hearing of it.</summary>
    public static readonly IReadOnlyList<CloudFault> Passing =
    [
        CloudFault.Throttled, CloudFault.ThrottledSilently, CloudFault.Unavailable, CloudFault.TimedOut, CloudFault.Reset, CloudFault.AnswerLost, CloudFault.AnswerTimedOut, CloudFault.SlowFirstByte, CloudFault.PartThrottled,
        CloudFault.SessionNotThereYet,
    ];

    private readonly Func<int, FaultedRequest, CloudFault> choose;
    private readonly ConcurrentDictionary<CloudFault, int> met = new();
    private int asked;

    private FaultScript(Func<int, FaultedRequest, CloudFault> choose) => this.choose = choose;

    /// <summary>Whether faults happen.</summary>
    public bool IsOn { get; set; } = true;

    /// <summary>How often each fault happened.</summary>
    public IReadOnlyDictionary<CloudFault, int> Met => met;

    /// <summary>How many requests there were while it was on.</summary>
    public int Asked => asked;

    /// <summary>One request in so many meets one of the faults, by the seed; never more than two in a row to one place.</summary>
    public static FaultScript Seeded(int seed, int oneIn, params IEnumerable<CloudFault> faults)
    {
        CloudFault[] kinds = [.. faults];
        ConcurrentDictionary<string, int> streaks = new();
        return new FaultScript((n, request) =>
        {
            uint mixed = Mixed(seed, n);
            CloudFault fault = mixed % oneIn == 0 ? kinds[mixed / oneIn % kinds.Length] : CloudFault.None;
            int streak = streaks.AddOrUpdate(request.Place, fault == CloudFault.None ? 0 : 1, (_, s) => fault == CloudFault.None ? 0 : s + 1);
            return streak <= 2 ? fault : CloudFault.None;
        });
    }

    /// <summary>The first requests meet these, all later ones nothing.</summary>
    public static FaultScript Then(params CloudFault[] faults) => new((n, _) => n < faults.Length ? faults[n] : CloudFault.None);

    /// <summary>As told, by the number of the request from 0.</summary>
    public static FaultScript By(Func<int, FaultedRequest, CloudFault> choose) => new(choose);

    /// <summary>Every request meets it.</summary>
    public static FaultScript Always(CloudFault fault) => new((_, _) => fault);

    internal CloudFault Next(FaultedRequest request)
    {
        if (!IsOn)
        {
            return CloudFault.None;
        }

        CloudFault fault = choose(Interlocked.Increment(ref asked) - 1, request);
        fault = request.Suffers(fault) ? fault : CloudFault.None;
        if (fault != CloudFault.None)
        {
            met.AddOrUpdate(fault, 1, (_, n) => n + 1);
        }

        return fault;
    }

    // splitmix64, its upper half
    private static uint Mixed(int seed, int n)
    {
        ulong z = unchecked(((ulong)(uint)seed << 32) + (ulong)(uint)n + 1) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (uint)((z ^ (z >> 31)) >> 32);
    }
}
