using System.Diagnostics;
using GridSteward.Demo;

namespace GridSteward.Domain.Tests.Demo;

/// <summary>The town that the program fills in, made once for all tests that only look at it.</summary>
public sealed class MadeTown
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private static readonly Lazy<Task<DemoTown>> Made = new(async () =>
    {
        Stopwatch watch = Stopwatch.StartNew();
        DemoTown town = await DemoTown.GenerateAsync(DemoTown.Seed, Now);
        TestContext.Current.SendDiagnosticMessage("The demonstration town was made in {0:F1} s: {1} documents", watch.Elapsed.TotalSeconds, town.Documents.Count);
        return town;
    });

    public static Task<DemoTown> OpenAsync() => Made.Value;
}
