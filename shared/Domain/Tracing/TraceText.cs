using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace GridSteward.Domain.Tracing;

/// <summary>
/// The place in a trace as W3C Trace Context writes it. Whoever sends a request can write anything there, and what is read here is stored and sent on to others, so what
/// is not exactly of that form is ignored: a parent or a state in which there could be words is none.
/// </summary>
public static partial class TraceText
{
    /// <summary>The longest parent that is looked at: later versions may be longer than the 55 characters of today's.</summary>
    public const int MaxParentLength = 128;

    /// <summary>The longest state that is taken.</summary>
    public const int MaxStateLength = 512;

    private const int ParentLength = 55;

    private const int MostMembers = 32;

    /// <summary>Where the program is at this moment, to be kept beside what it writes: <c>traceparent</c>, and after a space <c>tracestate</c>; null outside of spans.</summary>
    public static string? Current
        => TraceSpan.IsOwn(Activity.Current) ? Of(Activity.Current.Context) : null;

    /// <summary>A place as it is kept.</summary>
    public static string Of(ActivityContext place)
    {
        string parent = $"00-{place.TraceId}-{place.SpanId}-{(place.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? "01" : "00")}";
        return StateOf(place.TraceState) is { } state ? $"{parent} {state}" : parent;
    }

    /// <summary>What was kept, read back; the default where nothing was, or what is no place.</summary>
    public static ActivityContext Read(string? kept)
    {
        string[] parts = kept?.Split(' ', 2) ?? [];
        return parts.Length == 0 ? default : Read(parts[0], parts.Length > 1 ? parts[1] : null);
    }

    /// <summary>The place that two headers name; the default where the parent is not of the form. A state that is not is left out.</summary>
    /// <param name="parent">The header <c>traceparent</c>.</param>
    /// <param name="state">The header <c>tracestate</c>; null for none.</param>
    public static ActivityContext Read(string? parent, string? state)
        => IsParent(parent) && ActivityContext.TryParse($"00{parent.AsSpan(2, ParentLength - 2)}", StateOf(state), isRemote: true, out ActivityContext place) ? place : default;

    private static bool IsParent([NotNullWhen(true)] string? parent)
        => parent is { Length: >= ParentLength and <= MaxParentLength }
            && ParentForm().IsMatch(parent.AsSpan(0, ParentLength))
            && !parent.StartsWith("ff", StringComparison.Ordinal)
            && (parent.Length == ParentLength || (parent[ParentLength] == '-' && !parent.StartsWith("00", StringComparison.Ordinal)));

    private static string? StateOf(string? state)
        => state is { Length: > 0 and <= MaxStateLength } && state.Split(',') is { Length: <= MostMembers } members && members.All(m => MemberForm().IsMatch(m.Trim())) ? string.Join(',', members.Select(m => m.Trim())) : null;

    [GeneratedRegex(@"\A[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ParentForm();

    /// <summary>As the standard has it, but without spaces in values.</summary>
    [GeneratedRegex(@"\A[a-z0-9][a-z0-9_\-*/]{0,240}(@[a-z][a-z0-9_\-*/]{0,13})?=[\x21-\x2b\x2d-\x3c\x3e-\x7e]{1,256}\z", RegexOptions.CultureInvariant)]
    private static partial Regex MemberForm();
}
