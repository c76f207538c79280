using System.Collections.Concurrent;
using System.Diagnostics;
using GridSteward.Domain.Tracing;

namespace GridSteward.Functions.Tests.Tracing;

/// <summary>Notes the program's spans, as an exporter would, and records a trace or not as whoever began it wants.</summary>
public sealed class SpanRecorder : IDisposable
{
    private readonly ConcurrentQueue<Activity> spans = [];
    private readonly ActivityListener listener;

    public SpanRecorder()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == TraceSpan.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.Parent == default || options.Parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? ActivitySamplingResult.AllDataAndRecorded
                : options.Parent.IsRemote ? ActivitySamplingResult.PropagationData : ActivitySamplingResult.None,
            ActivityStopped = span =>
            {
                if (span.Recorded)
                {
                    spans.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>All, of this test and of those beside it.</summary>
    public IReadOnlyList<Activity> All => [.. spans];

    /// <summary>Those of a trace, in the order in which they began.</summary>
    public IReadOnlyList<Activity> Of(string trace) => [.. spans.Where(s => s.TraceId.ToString() == trace).OrderBy(s => s.StartTimeUtc)];

    /// <summary>All that a span says, in one text.</summary>
    public static string TextOf(Activity span) => string.Join('\n', [
        span.OperationName, span.DisplayName, span.StatusDescription, span.TraceStateString,
        .. span.TagObjects.Concat(span.Links.SelectMany(l => l.Tags ?? [])).Concat(span.Events.SelectMany(e => e.Tags)).Select(t => $"{t.Key}={t.Value}"),
        .. span.Events.Select(e => e.Name), .. span.Baggage.Select(b => $"{b.Key}={b.Value}")]);

    public void Dispose() => listener.Dispose();
}
