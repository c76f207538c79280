using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GridSteward.SelfHost;

/// <summary>ASP.NET Core's default route constraints, the only ones that the Functions host knows.</summary>
internal static class RouteConstraints
{
    /// <summary>Kinds of which no text is both. Everything else is taken to be able to meet.</summary>
    private static readonly (string[] One, string[] Other)[] Apart =
    [
        (["int", "long"], ["alpha", "guid", "bool"]),
        (["decimal"], ["alpha", "bool"]),
        (["guid"], ["bool"]),
    ];

    public static IEnumerable<string> Faults(RoutePattern pattern)
    {
        foreach (var parameter in pattern.Parameters)
        {
            foreach (var content in Contents(parameter))
            {
                string? fault;
                try
                {
                    fault = Resolve(content) is null ? "is not one of ASP.NET Core's default constraints." : null;
                }
                catch (Exception ill) when (ill is RouteCreationException or ArgumentException or FormatException)
                {
                    fault = $"is ill-formed: {(ill.InnerException ?? ill).Message}";
                }

                if (fault is not null)
                {
                    yield return $"has the constraint '{content}' on '{parameter.Name}', which {fault}";
                }
            }
        }
    }

    public static bool Accepts(RoutePatternParameterPart parameter, string text) =>
        Contents(parameter).All(content => Resolve(content)!.Match(
            null, null, parameter.Name, new RouteValueDictionary { [parameter.Name] = text }, RouteDirection.IncomingRequest));

    public static bool CanMeet(RoutePatternParameterPart one, RoutePatternParameterPart other) =>
        !Contents(one).Any(a => Contents(other).Any(b => AreApart(Kind(a), Kind(b))));

    private static bool AreApart(string a, string b) =>
        Apart.Any(pair => (pair.One.Contains(a) && pair.Other.Contains(b)) || (pair.One.Contains(b) && pair.Other.Contains(a)));

    private static string Kind(string content) => content.Split('(')[0].ToLowerInvariant();

    private static IEnumerable<string> Contents(RoutePatternParameterPart parameter) =>
        parameter.ParameterPolicies.Select(policy => policy.Content ?? "");

    private static IRouteConstraint? Resolve(string content)
    {
        using var services = new ServiceCollection().BuildServiceProvider();
        return new DefaultInlineConstraintResolver(Options.Create(new RouteOptions()), services).ResolveConstraint(content);
    }
}
