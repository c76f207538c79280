using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace GridSteward.Domain.Tracing;

/// <summary>
/// One piece of work within a trace. It is there whether or not anybody records traces, so that the id reaches log lines, answers and documents in any case. Its name and its
/// tags are of few values and hold nothing of persons: no paths, no ids of what residents sent, no words of exceptions.
/// </summary>
public sealed class TraceSpan : IDisposable
{
    /// <summary>The name by which listeners find the spans.</summary>
    public const string SourceName = "GridSteward";

    private const string Mark = "GridSteward.Unrecorded";

    private static readonly ActivitySource Source = new(SourceName);

    private readonly Activity activity;
    private readonly Activity? outer;

    private TraceSpan(Activity activity, Activity? outer) => (this.activity, this.outer) = (activity, outer);

    /// <summary>The trace.</summary>
    public string TraceId => activity.TraceId.ToString();

    /// <summary>Begins one; it is the current one, here and in what is awaited, until it is disposed of.</summary>
    /// <param name="name">What is done.</param>
    /// <param name="kind">Whether it answers, calls others, or neither.</param>
    /// <param name="parent">
    /// What asked for it, elsewhere or earlier; the default for the span within which it is begun. Outside of any of ours it begins a trace: what the runtime makes for itself
    /// is exported by nobody, and would be a parent that nobody finds.
    /// </param>
    /// <param name="links">Further work that it belongs to.</param>
    public static TraceSpan Begin(string name, ActivityKind kind = ActivityKind.Internal, ActivityContext parent = default, IEnumerable<ActivityContext>? links = null)
    {
        Activity? outer = Activity.Current;
        if (parent == default && outer is { Recorded: false } && !IsOwn(outer))
        {
            Activity.Current = null;
        }

        return new TraceSpan(Source.StartActivity(name, kind, parent, links: links?.Select(l => new ActivityLink(l))) ?? Unrecorded(name, parent), outer);
    }

    /// <summary>Whether it is one of ours.</summary>
    public static bool IsOwn([NotNullWhen(true)] Activity? activity) => activity is not null && (activity.Source == Source || activity.GetCustomProperty(Mark) is not null);

    /// <summary>Says of the current span that it failed, with the kind of the exception.</summary>
    public static void FailCurrent(Exception why)
    {
        if (Activity.Current is { } current && IsOwn(current))
        {
            Fail(current, why.GetType().Name);
        }
    }

    /// <summary>Says how something was.</summary>
    public TraceSpan With(string tag, object? value)
    {
        activity.SetTag(tag, value);
        return this;
    }

    /// <summary>Says that it failed.</summary>
    /// <param name="code">A code, never words of anyone's data.</param>
    public void Fail(string code) => Fail(activity, code);

    /// <inheritdoc/>
    public void Dispose()
    {
        activity.Dispose();
        Activity.Current = outer;
    }

    private static void Fail(Activity failed, string code) => failed.SetTag("error.type", code).SetStatus(ActivityStatusCode.Error);

    /// <summary>What nobody records: only the ids, and the decision of whoever began the trace.</summary>
    private static Activity Unrecorded(string name, ActivityContext parent)
    {
        Activity made = new Activity(name).SetIdFormat(ActivityIdFormat.W3C);
        if (parent != default)
        {
            made.SetParentId(parent.TraceId, parent.SpanId, parent.TraceFlags);
            made.TraceStateString = parent.TraceState;
        }

        made.SetCustomProperty(Mark, Mark);
        return made.Start();
    }
}
