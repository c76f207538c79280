using System.Globalization;
using GridSteward.Domain.Health;
using GridSteward.Functions.Access;
using Microsoft.Extensions.Configuration;
using NCrontab;

namespace GridSteward.Functions.Operations;

/// <summary>The timers as they are set: each has its schedule in the setting of its name, and operators switch it off by <c>AzureWebJobs.NAME.Disabled</c>.</summary>
public sealed class TimerPlans(IConfiguration configuration)
{
    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Declarations.All.Where(d => d.Access is Access.Access.Timer).Select(d => d.Name).Order(StringComparer.Ordinal)];

    /// <summary>All of them, as they are set now.</summary>
    public IReadOnlyList<TimerPlan> All() => [.. Names.Select(PlanOf)];

    private TimerPlan PlanOf(string name)
    {
        string? text = configuration[name];
        Func<DateTimeOffset, DateTimeOffset>? after = text is null ? null : Read(text);
        string? off = IsTrue(configuration[$"AzureWebJobs.{name}.Disabled"] ?? configuration[$"AzureWebJobs:{name}:Disabled"]) ? $"AzureWebJobs.{name}.Disabled is set."
            : string.Equals(configuration["GridSteward:RunTimers"], "false", StringComparison.OrdinalIgnoreCase) ? "this process serves only (GridSteward:RunTimers)."
            : after is null ? $"the setting {name} holds no schedule."
            : null;
        return new TimerPlan(name, off, after ?? (at => at));
    }

    private static bool IsTrue(string? text) => text == "1" || string.Equals(text, "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads what the host takes: six fields with seconds, five without, or a time between runs.</summary>
    private static Func<DateTimeOffset, DateTimeOffset>? Read(string text)
    {
        bool seconds = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length != 5;
        if (CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = seconds }) is { } cron)
        {
            return at => new DateTimeOffset(DateTime.SpecifyKind(cron.GetNextOccurrence(at.UtcDateTime), DateTimeKind.Utc));
        }

        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan every) && every > TimeSpan.Zero ? at => at + every : null;
    }
}
