using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts a function on a schedule: six-field NCRONTAB, five fields, a TimeSpan, or <c>%setting%</c> that holds one of them. UTC.</summary>
public sealed class TimerTriggerAttribute : TriggerBindingAttribute
{
    public TimerTriggerAttribute(string schedule)
    {
        Schedule = schedule;
        UseMonitor = true;
    }

    /// <summary>The schedule as written, settings not yet resolved.</summary>
    public string Schedule { get; private set; }

    /// <summary>Whether status is kept, so that a missed occurrence is caught up once. Off by itself for sub-minute schedules.</summary>
    public bool UseMonitor { get; set; }

    /// <summary>Whether the function also runs when the app starts.</summary>
    public bool RunOnStartup { get; set; }
}
