using GridSteward.Domain.Deadlines;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GridSteward.Functions.Deadlines;

/// <summary>Has the calendars of holidays read when the program starts: a faulty file stops the start, with every fault named by its line.</summary>
public sealed partial class CalendarCheck(HolidayCalendars calendars, ILogger<CalendarCheck> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        LogRead(string.Join("; ", calendars.Names.Select(n => $"{n} ({string.Join(", ", calendars.Find(n)!.Years)})")));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Information, "Calendars of holidays: {Calendars}")]
    private partial void LogRead(string calendars);
}
