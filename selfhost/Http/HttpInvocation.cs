using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GridSteward.SelfHost;

/// <summary>Turns a request into an invocation and its result into the response, in one scope of services.</summary>
internal sealed class HttpInvocation(
    IServiceScopeFactory scopes, InvocationPipeline pipeline, InvocationLifetime lifetime, ILogger<HttpInvocation> logger)
{
    public RequestDelegate Of(HttpFunction function)
    {
        var invoke = pipeline.Around(new FunctionCall(function.Entry.Method, function.Parameters));
        return http => ServeAsync(function, invoke, http);
    }

    private async Task ServeAsync(HttpFunction function, FunctionExecutionDelegate invoke, HttpContext http)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            http.RequestServices = scope.ServiceProvider;
            var context = new InvocationContext(function.Entry, scope.ServiceProvider, http.Request.RouteValues.AsReadOnly(), lifetime.Token)
            {
                Trigger = http.Request,
                Items = { [InvocationContext.HttpContextKey] = http },
            };
            await invoke(context);
            if (context.Result is { } result)
            {
                await result.ExecuteAsync(http);
            }
            else
            {
                logger.LogWarning("{Function} gave no result; the answer is an empty 200", function.Entry.Name);
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            logger.LogDebug("The client of {Function} went away", function.Entry.Name);
        }
#pragma warning disable CA1031 // the last resort: as in the worker an unhandled exception is an empty 500
        catch (Exception fault)
#pragma warning restore CA1031
        {
            logger.LogError(fault, "{Function} failed", function.Entry.Name);
            Fail(http);
        }
    }

    private static void Fail(HttpContext http)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        http.Response.Clear();
        http.Response.StatusCode = StatusCodes.Status500InternalServerError;
    }
}
