using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace GridSteward.SelfHost;

/// <summary>
/// One line per event, with the trace in which it happened. The console's own formatters write the trace only together with all scopes, and the server's scopes hold paths,
/// which hold tracking tokens.
/// </summary>
internal sealed class LineFormatter() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "gridsteward";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        string message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        textWriter.Write(DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ ", CultureInfo.InvariantCulture));
        textWriter.Write($"{LevelOf(logEntry.LogLevel)}: {logEntry.Category}[{logEntry.EventId.Id}] {OnOneLine(message)}");
        if (logEntry.Exception is { } exception)
        {
            textWriter.Write($" {OnOneLine(exception.ToString())}");
        }

        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity && activity.TraceId.ToString() is var trace && !message.Contains(trace, StringComparison.Ordinal))
        {
            textWriter.Write($" trace={trace}");
        }

        textWriter.WriteLine();
    }

    private static string OnOneLine(string text) => text.ReplaceLineEndings(" ");

    private static string LevelOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        LogLevel.Critical => "crit",
        _ => "none",
    };
}
