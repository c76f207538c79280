using GridSteward.Domain.Assignments;
using GridSteward.Domain.Jurisdictions;
using Microsoft.Extensions.DependencyInjection;

namespace GridSteward.Functions.Explain;

/// <summary>
/// <c>--replay [--jurisdiction code]</c>: replays every stored assignment, says what differs, and ends without serving: with 0 where nothing does, 1 where
/// something does, 2 where there is no such jurisdiction.
/// </summary>
public static class ReplayCommand
{
    private const string Switch = "--replay", Which = "--jurisdiction";

    /// <summary>Whether it is asked for.</summary>
    public static bool IsIn(string[] args) => args.Contains(Switch);

    /// <summary>The arguments that the host reads: a switch without a value would take the next one for its own.</summary>
    public static string[] Without(string[] args) => [.. args.Where(arg => arg != Switch)];

    /// <summary>Runs it.</summary>
    /// <param name="services">The program, not started.</param>
    /// <param name="args">The command line.</param>
    /// <param name="output">Where it says what it found.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IServiceProvider services, string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        int at = Array.IndexOf(args, Which);
        string? only = at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
        string[] all = [.. (await services.GetRequiredService<JurisdictionDirectory>().AllAsync(cancellationToken)).Select(e => e.Code), Jurisdiction.Unassigned];
        if (at >= 0 && (only is null || !all.Contains(only)))
        {
            await output.WriteLineAsync($"There is no jurisdiction '{only}'.");
            return 2;
        }

        ReplayTally tally = ReplayTally.None;
        foreach (string jurisdiction in only is null ? all : [only])
        {
            tally = tally.Plus(await ReplayAsync(services.GetRequiredService<ReplayAssignments>(), jurisdiction, output, cancellationToken));
        }

        await output.WriteLineAsync($"{tally.Assignments} assignments, {tally.Same} replayed to the same answer, {tally.Differ} differ");
        if (tally.Erased + tally.WithoutPlace > 0)
        {
            await output.WriteLineAsync($"  {tally.Erased} not the same because what they were made from was erased; of {tally.WithoutPlace} only the choice was replayed, not the place");
        }

        return tally.Differ > 0 ? 1 : 0;
    }

    private static async Task<ReplayTally> ReplayAsync(ReplayAssignments replay, string jurisdiction, TextWriter output, CancellationToken cancellationToken)
    {
        ReplayTally tally = ReplayTally.None;
        string? after = null;
        do
        {
            ReplayedPage page = await replay.ReplayAsync(jurisdiction, after, cancellationToken);
            foreach (ReplayedReport report in page.Reports.Where(r => !r.Erased))
            {
                foreach (ReplayDifference difference in report.Differences)
                {
                    await output.WriteLineAsync($"{report.Number}: {difference.What} was [{difference.Was}], is [{difference.Is}]");
                }
            }

            tally = tally.Plus(ReplayTally.Of(page.Reports));
            after = page.After;
        }
        while (after is not null);
        return tally;
    }
}
