using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace GridSteward.Functions.Tests.Town;

/// <summary>Keeps every log line as it would be written, with its exception, its parameters and its scopes.</summary>
public sealed class LogRecorder : ILoggerProvider, ISupportExternalScope
{
    private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();

    public ConcurrentQueue<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Recording(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Recording(LogRecorder recorder, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => recorder.scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            List<string> parts = [$"{logLevel} {category} {formatter(state, exception)}", $"{exception}"];
            if (state is IEnumerable<KeyValuePair<string, object?>> parameters)
            {
                parts.AddRange(parameters.Select(p => $"{p.Key}={p.Value}"));
            }

            recorder.scopes.ForEachScope((scope, into) => into.Add($"{scope}"), parts);
            recorder.Lines.Enqueue(string.Join('\n', parts));
        }
    }
}
