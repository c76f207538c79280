using Microsoft.AspNetCore.Routing.Patterns;

namespace GridSteward.SelfHost;

/// <summary>
/// Refuses functions of which two could match one request. The Functions host would take the alphabetically first name, whatever the more
/// specific template. One catch-all at the root is allowed; its name must sort last so that it gets only what nothing else matches.
/// </summary>
internal static class RouteConflicts
{
    /// <param name="functions">Ordered by name.</param>
    public static void Find(IReadOnlyList<HttpFunction> functions, ICollection<string> faults)
    {
        var catchAlls = functions.Where(function => function.IsSiteCatchAll).ToList();
        if (catchAlls.Count > 1)
        {
            faults.Add($"There is more than one catch-all: {string.Join(", ", catchAlls.Select(function => function.Entry))}.");
        }
        else if (catchAlls.Count == 1 && catchAlls[0] != functions[^1])
        {
            faults.Add($"The catch-all {catchAlls[0].Entry} must sort last by name, after {functions[^1].Entry.Name}: "
                + "the host takes the alphabetically first function that matches.");
        }

        var others = functions.Where(function => !function.IsSiteCatchAll).ToList();
        for (var i = 0; i < others.Count; i++)
        {
            for (var j = i + 1; j < others.Count; j++)
            {
                if (SharedMethods(others[i], others[j]) is { } methods && Meet(others[i].Pattern.PathSegments, 0, others[j].Pattern.PathSegments, 0))
                {
                    faults.Add($"{others[i].Entry} and {others[j].Entry} can match the same request ({methods}): "
                        + $"'{others[i].Route}' and '{others[j].Route}'.");
                }
            }
        }
    }

    private static string? SharedMethods(HttpFunction one, HttpFunction other)
    {
        if (one.Methods.Count == 0 || other.Methods.Count == 0)
        {
            var named = one.Methods.Count == 0 ? other.Methods : one.Methods;
            return named.Count == 0 ? "every method" : string.Join(", ", named.Order(StringComparer.Ordinal));
        }

        var shared = one.Methods.Intersect(other.Methods).Order(StringComparer.Ordinal).ToList();
        return shared.Count == 0 ? null : string.Join(", ", shared);
    }

    private static bool Meet(IReadOnlyList<RoutePatternPathSegment> a, int i, IReadOnlyList<RoutePatternPathSegment> b, int j)
    {
        if (i < a.Count && IsCatchAll(a[i]))
        {
            return true;
        }

        if (j < b.Count && IsCatchAll(b[j]))
        {
            return true;
        }

        if (i == a.Count || j == b.Count)
        {
            return a.Skip(i).All(CanBeAbsent) && b.Skip(j).All(CanBeAbsent);
        }

        return SegmentGlob.CanMeet(a[i], b[j]) && Meet(a, i + 1, b, j + 1);
    }

    private static bool IsCatchAll(RoutePatternPathSegment segment) => segment.Parts is [.., RoutePatternParameterPart { IsCatchAll: true }];

    private static bool CanBeAbsent(RoutePatternPathSegment segment) =>
        segment.Parts is [RoutePatternParameterPart parameter] && (parameter.IsOptional || parameter.IsCatchAll || parameter.Default is not null);
}
