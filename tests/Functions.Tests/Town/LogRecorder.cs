using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace GridSteward.Functions.Tests.Town;

/// <summary>
/// Keeps every log line as it would be written, with its exception and its parameters. Scopes are left out, as the program's console leaves them
/// out: ASP.NET Core's own holds the request's path, and a tracking link's path is its secret.
/// </summary>
public sealed class LogRecorder : ILoggerProvider
{
    private const int KeptErrors = 200;

    private static readonly ConcurrentQueue<string> Errors = [];

    public ConcurrentQueue<string> Lines { get; } = [];

    /// <summary>What any host of this run has lately logged as an error about a request, so that a test that was answered 500 can show it.</summary>
    public static string ErrorsOf(string traceId) => string.Join('\n', Errors.Where(line => line.Contains(traceId, StringComparison.Ordinal)));

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

            string line = string.Join('\n', parts);
            recorder.Lines.Enqueue(line);
            if (logLevel >= LogLevel.Error)
            {
                Errors.Enqueue(line);
                while (Errors.Count > KeptErrors && Errors.TryDequeue(out _))
                {
                }
            }
        }
    }
}
