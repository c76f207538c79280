using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace GridSteward.Functions.Web;

/// <summary>
/// Everything that no other function answers: the web, preflights of other origins' pages, and problem details for paths of the API that do
/// not exist. Its name sorts last, because the host gives a request to the first name that matches.
/// </summary>
public sealed class WebFunctions(Api api, WebFiles files, CorsHeaders cors)
{
    private static readonly string[] NotWeb = ["api", "ogc", "tiles", "open311", "health", "openapi.json"];

    private const string Policy = "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; object-src 'none'; worker-src 'self' blob:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    [Function("ZzWeb")]
    public Task<IResult> ServeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "options", Route = "{*path}")] HttpRequest request, FunctionContext context)
    {
        if (HttpMethods.IsOptions(request.Method))
        {
            return Task.FromResult<IResult>(cors.Preflight(request));
        }

        // The path itself, not the route's parameter: at the root the worker would fill that from ?path=.
        string path = (request.Path.Value ?? "/").TrimStart('/');
        return api.RunAsync(request, context, null, call => Task.FromResult(Serve(call, path)));
    }

    private Answer Serve(ApiCall call, string path)
    {
        if (NotWeb.Contains(path.Split('/')[0], StringComparer.OrdinalIgnoreCase))
        {
            return call.Problems.NotFound($"Nothing is at /{path}.");
        }

        if (files.Find(path) is not { } file)
        {
            return call.Problems.NotFound($"Nothing is at /{path}.");
        }

        Answer answer = Answer.Bytes(file.Content, file.ContentType).WithETag(file.Hash, shared: true)
            .With(HeaderNames.ContentSecurityPolicy, Policy)
            .With("Referrer-Policy", "no-referrer");
        return path.StartsWith("assets/", StringComparison.Ordinal) ? answer.With(HeaderNames.CacheControl, "public, max-age=31536000, immutable") : answer;
    }
}
