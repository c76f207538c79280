using Microsoft.AspNetCore.Routing.Patterns;

namespace GridSteward.SelfHost;

/// <summary>
/// A path segment as text in which every parameter is a wildcard of one character or more, so that "can one path match both" has an
/// exact answer for literals and a safe one (too often yes) for parameters with constraints inside mixed segments.
/// </summary>
internal static class SegmentGlob
{
    private const char Wildcard = '\0';

    public static bool CanMeet(RoutePatternPathSegment one, RoutePatternPathSegment other)
    {
        if (Only<RoutePatternParameterPart>(one) is { } left && Only<RoutePatternParameterPart>(other) is { } right)
        {
            return RouteConstraints.CanMeet(left, right);
        }

        if (Only<RoutePatternLiteralPart>(one) is { } text && Only<RoutePatternParameterPart>(other) is { } parameter)
        {
            return RouteConstraints.Accepts(parameter, text.Content);
        }

        if (Only<RoutePatternParameterPart>(one) is not null && Only<RoutePatternLiteralPart>(other) is not null)
        {
            return CanMeet(other, one);
        }

        return Globs(one).Any(a => Globs(other).Any(b => Meet(a, 0, b, 0)));
    }

    private static T? Only<T>(RoutePatternPathSegment segment)
        where T : RoutePatternPart => segment.IsSimple ? segment.Parts[0] as T : null;

    /// <summary>Two texts when the last parameter is optional ("{name}.{format?}" is also "{name}").</summary>
    private static IEnumerable<string> Globs(RoutePatternPathSegment segment)
    {
        yield return string.Concat(segment.Parts.Select(Text));
        if (segment.Parts is [.., RoutePatternSeparatorPart, RoutePatternParameterPart { IsOptional: true }])
        {
            yield return string.Concat(segment.Parts.SkipLast(2).Select(Text));
        }
    }

    private static string Text(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content.ToUpperInvariant(),
        RoutePatternSeparatorPart separator => separator.Content,
        _ => Wildcard.ToString(),
    };

    /// <summary>Whether some text matches both. A wildcard takes one character, then stays or goes on.</summary>
    private static bool Meet(string a, int i, string b, int j)
    {
        if (i == a.Length || j == b.Length)
        {
            return i == a.Length && j == b.Length;
        }

        if (a[i] != Wildcard && b[j] != Wildcard)
        {
            return a[i] == b[j] && Meet(a, i + 1, b, j + 1);
        }

        return Meet(a, i + 1, b, j + 1)
            || (a[i] == Wildcard && Meet(a, i, b, j + 1))
            || (b[j] == Wildcard && Meet(a, i + 1, b, j));
    }
}
