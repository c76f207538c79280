using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace GridSteward.Functions.Tests.Town;

/// <summary>
/// Keeps every log line as it would be written, with its exception and its parameters. Scopes are left out, as the program's console leaves them
/// out: ASP.NET Core's own holds the request's path, and a tracking link's path is its secret.
/// </summary>
public sealed class LogRecorder : ILoggerProvider
{
    public ConcurrentQueue<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Recording(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Recording(LogRecorder recorder, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            List<string> parts = [$"{logLevel} {category} {formatter(state, exception)}", $"{exception}"];
            if (state is IEnumerable<KeyValuePair<string, object?>> parameters)
            {
                parts.AddRange(parameters.Select(p => $"{p.Key}={p.Value}"));
            }

            recorder.Lines.Enqueue(string.Join('\n', parts));
        }
    }
}
