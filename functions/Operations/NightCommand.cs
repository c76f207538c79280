using System.Globalization;
using GridSteward.Domain;
using GridSteward.Domain.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace GridSteward.Functions.Operations;

/// <summary>
/// <c>--night [date]</c>: says what the timers did in the night that ends on that day, or the last one, and ends without serving: with 0 where nothing failed, 1 where
/// something did, 2 where the date is none. It may be asked while the program runs.
/// </summary>
public static class NightCommand
{
    private const string Switch = "--night";

    /// <summary>Whether it is asked for.</summary>
    public static bool IsIn(string[] args) => args.Contains(Switch);

    /// <summary>The arguments that the host reads: neither the switch nor its date.</summary>
    public static string[] Without(string[] args)
    {
        int at = Array.IndexOf(args, Switch);
        return at < 0 ? args : [.. args[..at], .. args[(at + (DateIn(args) is null ? 1 : 2))..]];
    }

    /// <summary>Runs it.</summary>
    /// <param name="services">The program, not started.</param>
    /// <param name="args">The command line.</param>
    /// <param name="output">Where it says what it found.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IServiceProvider services, string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        ReadNights nights = services.GetRequiredService<ReadNights>();
        DateTimeOffset now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        string date = DateIn(args) ?? NightWindow.Latest;
        if (NightWindow.TryParse(date, await nights.ZoneAsync(cancellationToken), now) is not { } night)
        {
            await output.WriteLineAsync($"'{date}' is no day as yyyy-MM-dd.");
            return 2;
        }

        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(night.TimeZone);
        string At(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).ToString("MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        await output.WriteLineAsync($"The night to {night.Date:yyyy-MM-dd}: {At(night.From)} to {At(night.To)}, {night.TimeZone}");
        var timers = await nights.TimersAsync(TimerPlans.Names, night.From, night.To, cancellationToken);
        var plans = services.GetRequiredService<TimerPlans>().All().ToDictionary(p => p.Name);
        foreach (TimerRuns timer in timers)
        {
            await output.WriteLineAsync();
            await output.WriteLineAsync($"{timer.Timer}: {timer.Runs} {(timer.Runs == 1 ? "run" : "runs")}{(timer.Failed > 0 ? $", {timer.Failed} failed" : "")}{(plans[timer.Timer].Off is { } off ? $"; now it is off: {off}" : "")}");
            foreach (string line in LinesOf(timer, At))
            {
                await output.WriteLineAsync("  " + line);
            }
        }

        return timers.Any(t => t.Failed + t.Failures.Count + t.Crashed.Count > 0) ? 1 : 0;
    }

    private static IEnumerable<string> LinesOf(TimerRuns timer, Func<DateTimeOffset, string> at)
    {
        // hours in which nothing happened, one after another, are one line
        TimerStretch? quiet = null;
        foreach (TimerStretch stretch in timer.Stretches.OrderBy(s => s.First))
        {
            if (stretch.Outcome == RunOutcome.Quiet)
            {
                quiet = quiet?.Plus(stretch) ?? stretch;
                continue;
            }

            if (quiet is not null)
            {
                yield return Line(quiet, at);
                quiet = null;
            }

            yield return Line(stretch, at);
        }

        if (quiet is not null)
        {
            yield return Line(quiet, at);
        }

        foreach (DateTimeOffset crashed in timer.Crashed)
        {
            yield return $"{at(crashed)}  CRASHED: it began and never ended";
        }

        foreach (DateTimeOffset begun in timer.UnderWay)
        {
            yield return $"{at(begun)}  under way";
        }

        foreach (RunFailure f in timer.Failures)
        {
            string what = f.Jurisdiction is null ? "" : $" of {f.Jurisdiction}{(f.Subject is null ? "" : "/" + f.Subject)}";
            yield return $"{at(f.At)}  FAILED: {f.Event}{what}: {f.Error}{(f.Times > 1 ? $", {f.Times} times until {at(f.LastAt)}" : "")}{(f.TraceId is null ? "" : $", trace {f.TraceId}")}";
        }

        if (timer.FailuresLeftOut > 0)
        {
            yield return $"and {timer.FailuresLeftOut} more failures";
        }
    }

    private static string Line(TimerStretch s, Func<DateTimeOffset, string> at)
    {
        string counts = s.Counts.Count == 0 ? "" : "  " + string.Join(", ", s.Counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key} {c.Value}"));
        string longest = s.LongestMilliseconds >= 1000 ? $"{s.LongestMilliseconds / 1000.0:0.0} s" : $"{s.LongestMilliseconds} ms";
        string until = s.Runs > 1 ? $" to {at(s.Last)}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{at(s.First)}{until}  {Wire.Name(s.Outcome)}, {s.Runs} {(s.Runs == 1 ? "run" : "runs")}, longest {longest}{counts}");
    }

    private static string? DateIn(string[] args)
    {
        int at = Array.IndexOf(args, Switch);
        return at >= 0 && at + 1 < args.Length && !args[at + 1].StartsWith('-') ? args[at + 1] : null;
    }
}
