using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace GridSteward.Functions.OpenApi;

/// <summary>The headers that requests and answers carry, each written once.</summary>
internal static class Headers
{
    private static readonly (string Name, string Description, string Example)[] OfAnswers =
    [
        ("X-Trace-Id", "The trace of the request; quote it to an operator.", "4bf92f3577b34da6a3ce929d0e0e4736"),
        ("ETag", "The version.", "\"7\""),
        ("Location", "The path of what was made.", "/api/jurisdictions/xinjiayuan"),
        ("Idempotent-Replayed", "true where it had been made before with this Idempotency-Key; else absent.", "true"),
        ("WWW-Authenticate", "How to sign in.", "Bearer"),
        ("Retry-After", "Seconds after which to try again; absent where it is not known.", "1"),
    ];

    private static readonly (string Component, string Name, bool Required, string Description, string Example)[] OfRequests =
    [
        ("IdempotencyKey", "Idempotency-Key", false, "Makes it happen once: sent again with the same key and body it answers what was made. Use 128 random bits.", "3f1c0a5e9b7d4c62a8e1f0d3b5c79a24"),
        ("DeviceId", "X-Device-Id", false, "Which device it is: 16 to 128 random visible ASCII characters that it has made and keeps. Those who have not signed in have limits for each address and each device.", "b61f327c2e9f40b1d84a6f93e5d0c7a8"),
        ("IfMatch", "If-Match", true, "The ETag of the version that is changed, or *.", "\"7\""),
        ("IfNoneMatch", "If-None-Match", false, "The ETag of the version that the client has; if it is still current the answer is 304.", "\"7\""),
    ];

    public static void AddTo(OpenApiDocument document)
    {
        document.Components!.Headers = OfAnswers.ToDictionary(
            h => h.Name, IOpenApiHeader (h) => new OpenApiHeader { Description = h.Description, Schema = Text(), Example = JsonValue.Create(h.Example) });
        document.Components.Parameters = OfRequests.ToDictionary(
            p => p.Component,
            IOpenApiParameter (p) => new OpenApiParameter
            {
                Name = p.Name,
                In = ParameterLocation.Header,
                Required = p.Required,
                Description = p.Description,
                Schema = p.Component is "IdempotencyKey" or "DeviceId" ? new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 16, MaxLength = 128, Pattern = "^[!-~]+$" } : Text(),
                Example = JsonValue.Create(p.Example),
            });
    }

    /// <summary>The headers of an answer: the trace, and those that are named.</summary>
    public static IDictionary<string, IOpenApiHeader> For(OpenApiDocument document, params IEnumerable<string> names)
        => names.Prepend("X-Trace-Id").ToDictionary(n => n, IOpenApiHeader (n) => new OpenApiHeaderReference(n, document));

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };
}
