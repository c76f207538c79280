using Microsoft.Azure.Functions.Worker;

namespace GridSteward.SelfHost;

/// <summary>A function that runs on a schedule.</summary>
/// <param name="KeepsStatus">Whether missed occurrences are noticed: UseMonitor, except for sub-minute schedules.</param>
/// <param name="IsDisabled">Switched off by the operator: not run on schedule.</param>
internal sealed record TimerFunction(
    FunctionEntry Entry,
    TimerSchedule Schedule,
    bool KeepsStatus,
    bool RunOnStartup,
    IReadOnlyList<FunctionParameter> Parameters,
    bool IsDisabled = false)
{
    /// <summary>Null after adding the fault when its schedule cannot be read.</summary>
    public static TimerFunction? Read(
        FunctionEntry function,
        TimerTriggerAttribute trigger,
        IReadOnlyList<FunctionParameter> parameters,
        AppSettings settings,
        ICollection<string> faults)
    {
        if (SettingTokens.Resolve(trigger.Schedule, settings, function.ToString(), faults) is not { } text)
        {
            return null;
        }

        if (TimerSchedule.TryParse(text) is { } schedule)
        {
            return new TimerFunction(function, schedule, trigger.UseMonitor && !schedule.IsSubMinute, trigger.RunOnStartup, parameters);
        }

        var from = text == trigger.Schedule ? "" : $" (from '{trigger.Schedule}')";
        faults.Add($"{function}: the schedule '{text}'{from} is neither a six-field NCRONTAB expression that ever occurs nor a time span.");
        return null;
    }
}
