using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace GridSteward.SelfHost;

/// <summary>One endpoint per function. The order is the alphabetical one: it decides before the more specific template does.</summary>
internal sealed class FunctionEndpoints(IReadOnlyList<HttpFunction> functions, HttpInvocation invocation) : EndpointDataSource
{
    public override IReadOnlyList<Endpoint> Endpoints { get; } = [.. functions.Select((function, order) => Map(function, order, invocation))];

    public override IChangeToken GetChangeToken() => NullChangeToken.Singleton;

    private static Endpoint Map(HttpFunction function, int order, HttpInvocation invocation)
    {
        var endpoint = new RouteEndpointBuilder(invocation.Of(function), function.Pattern, order) { DisplayName = function.Entry.Name };
        endpoint.Metadata.Add(new ServedMethods(function.Methods));
        return endpoint.Build();
    }
}
