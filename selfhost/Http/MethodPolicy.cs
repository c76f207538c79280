using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace GridSteward.SelfHost;

/// <summary>The methods that an endpoint serves. Not ASP.NET Core's own metadata, whose policy would answer 405.</summary>
internal sealed record ServedMethods(IReadOnlySet<string> Methods)
{
    public bool Serves(string method) => Methods.Count == 0 || Methods.Contains(method.ToUpperInvariant());
}

/// <summary>Leaves only the endpoints that list the request's method, so that an unlisted one is a 404 as in the Functions host.</summary>
internal sealed class MethodPolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    public override int Order => -1000;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) =>
        endpoints.Any(endpoint => endpoint.Metadata.GetMetadata<ServedMethods>() is not null);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates.IsValidCandidate(i)
                && candidates[i].Endpoint.Metadata.GetMetadata<ServedMethods>() is { } served
                && !served.Serves(httpContext.Request.Method))
            {
                candidates.SetValidity(i, false);
            }
        }

        return Task.CompletedTask;
    }
}
