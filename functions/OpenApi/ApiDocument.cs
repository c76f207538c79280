using System.Globalization;
using System.Text;
using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using Microsoft.OpenApi;

namespace GridSteward.Functions.OpenApi;

/// <summary>
/// The OpenAPI 3.0 document, from what routes and checks the requests: paths and methods from the functions' attributes, access, parameters, bodies and
/// statuses from their declarations, schemas from the readers and the serializer's contracts.
/// </summary>
public static class ApiDocument
{
    private const string About = """
        Community grid governance (网格化服务管理): areas, who looks after them, what residents report, and what becomes of it.

        - Every GET answers HEAD too, the same without a body.
        - Errors are problem details (RFC 9457) that name every fault with its place: `$.point.longitude`, `query.bbox`, `header.If-Match`. Unknown fields and query parameters are errors.
        - Lists come in pages: send `next` back until it is null.
        - Times are RFC 3339; positions are longitude, then latitude, in degrees, WGS-84 unless `coordinateSystem` says otherwise.
        - What can change has an ETag and wants it back as If-Match; what creates takes an Idempotency-Key and can then be sent again safely.
        """;

    /// <summary>The document as JSON.</summary>
    public static byte[] Write()
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Make().SerializeAsV3(new OpenApiJsonWriter(text, new OpenApiJsonWriterSettings { Terse = true }));
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static OpenApiDocument Make()
    {
        var document = new OpenApiDocument
        {
            Info = new OpenApiInfo { Title = "GridSteward", Version = typeof(ApiDocument).Assembly.GetName().Version!.ToString(3), Description = About },
            Servers = [new OpenApiServer { Url = "/" }],
            Paths = [],
            Tags = new HashSet<OpenApiTag>(),
            Components = new OpenApiComponents
            {
                Schemas = new SortedDictionary<string, IOpenApiSchema>(StringComparer.Ordinal),
                Responses = new Dictionary<string, IOpenApiResponse>(),
                SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
                {
                    [Operations.Bearer] = new OpenApiSecurityScheme
                    {
                        Type = SecuritySchemeType.Http,
                        Scheme = "bearer",
                        BearerFormat = "JWT",
                        Description = "From POST /api/sign-ins, or from the configured OpenID Connect issuer.",
                    },
                },
            },
        };
        var schemas = new Schemas(document);
        Headers.AddTo(document);
        GeoJsonSchemas.AddTo(document);
        AddRefusals(document, schemas);
        AddPaths(document, new Operations(document, schemas));
        return document;
    }

    private static void AddRefusals(OpenApiDocument document, Schemas schemas)
    {
        IOpenApiSchema problem = schemas.Of(ApiJson.Default.ProblemResponse);
        foreach (var (status, (name, description, _)) in Refusals.All)
        {
            document.Components!.Responses![name] = new OpenApiResponse
            {
                Description = description,
                Headers = Headers.For(document, status switch { 401 => ["WWW-Authenticate"], 412 => ["ETag"], 429 or 503 => ["Retry-After"], _ => (string[])[] }),
                Content = Refusals.BodyOf(status, problem),
            };
        }
    }

    private static void AddPaths(OpenApiDocument document, Operations operations)
    {
        ILookup<string, HttpRoute> routes = HttpRoute.All.ToLookup(r => r.Declaration.Name);
        foreach (FeatureDeclarations feature in Declarations.Features.Where(f => f.Functions.Any(d => routes.Contains(d.Name))))
        {
            document.Tags!.Add(new OpenApiTag { Name = feature.Tag, Description = feature.Description });
            foreach (HttpRoute route in feature.Functions.SelectMany(d => routes[d.Name]))
            {
                var item = document.Paths.TryGetValue(route.Path, out IOpenApiPathItem? known) ? (OpenApiPathItem)known : new OpenApiPathItem();
                document.Paths[route.Path] = item;
                foreach (HttpMethod method in route.Methods)
                {
                    item.AddOperation(method, operations.Of(route, feature.Tag));
                }
            }
        }
    }
}
