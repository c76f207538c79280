using Microsoft.AspNetCore.Routing.Patterns;

namespace GridSteward.SelfHost;

/// <summary>What a single route must be for the Functions host and its worker to serve it.</summary>
internal static class RouteRules
{
    private static readonly string[] Reserved = ["admin", "runtime"];

    /// <summary>The pattern with the prefix in front, or null after adding the faults.</summary>
    public static RoutePattern? Parse(FunctionEntry function, string route, string prefix, ICollection<string> faults)
    {
        if (Fault(route) is { } fault)
        {
            faults.Add($"{function}: the route '{route}' {fault}");
            return null;
        }

        try
        {
            var pattern = RoutePatternFactory.Parse(prefix.Length == 0 ? route : $"{prefix}/{route}");
            var unknown = RouteConstraints.Faults(pattern).Select(text => $"{function}: the route '{route}' {text}").ToList();
            unknown.ForEach(faults.Add);
            return unknown.Count == 0 ? pattern : null;
        }
        catch (RoutePatternException ill)
        {
            faults.Add($"{function}: the route '{route}' is ill-formed: {ill.Message}");
            return null;
        }
    }

    private static string? Fault(string route)
    {
        if (string.IsNullOrWhiteSpace(route) || route == "/")
        {
            return "is the site root, which the Functions host cannot map: use a catch-all such as {*path}.";
        }

        if (route.StartsWith('/') || route.StartsWith('~'))
        {
            return "must not begin with '/' or '~': the worker puts a slash in front, and every other route would break.";
        }

        if (route.Contains('%', StringComparison.Ordinal))
        {
            return "must not hold a %setting%: the worker does not resolve settings in routes.";
        }

        var reserved = Array.Find(Reserved, word => route.StartsWith(word, StringComparison.OrdinalIgnoreCase));
        return reserved is null ? null : $"begins with '{reserved}', which the Functions host keeps for itself.";
    }
}
