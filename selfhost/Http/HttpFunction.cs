using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.SelfHost;

/// <summary>A function that serves requests.</summary>
/// <param name="Route">The route as declared, without the prefix.</param>
/// <param name="Methods">Upper case; empty means every method.</param>
internal sealed record HttpFunction(
    FunctionEntry Entry, string Route, RoutePattern Pattern, IReadOnlySet<string> Methods, IReadOnlyList<FunctionParameter> Parameters)
{
    /// <summary>True for the one route that may lie under all others: a catch-all alone.</summary>
    public bool IsSiteCatchAll => Route.StartsWith("{*", StringComparison.Ordinal) && !Route.Contains('/', StringComparison.Ordinal);

    /// <summary>Null after adding the faults when it cannot be served.</summary>
    public static HttpFunction? Read(
        FunctionEntry function, HttpTriggerAttribute trigger, IReadOnlyList<FunctionParameter> parameters, string prefix, ICollection<string> faults)
    {
        var before = faults.Count;
        if (trigger.AuthLevel != AuthorizationLevel.Anonymous)
        {
            faults.Add($"{function} asks for a key (AuthorizationLevel.{trigger.AuthLevel}), and the self-hosted runtime has none: "
                + "declare AuthorizationLevel.Anonymous and decide in the function.");
        }

        var route = trigger.Route ?? function.Name;
        if (RouteRules.Parse(function, route, prefix, faults) is { } pattern)
        {
            foreach (var parameter in parameters.Where(parameter => parameter.Source == ParameterSource.RouteValue))
            {
                if (!pattern.Parameters.Any(part => part.Name == parameter.Name))
                {
                    faults.Add($"{function}: the parameter '{parameter.Name}' is not in the route '{route}' in this spelling; "
                        + "the worker would fill it from the query or the body.");
                }
            }

            var methods = (trigger.Methods ?? []).Select(method => method.ToUpperInvariant()).ToHashSet(StringComparer.Ordinal);
            return faults.Count == before ? new HttpFunction(function, route, pattern, methods, parameters) : null;
        }

        return null;
    }
}
