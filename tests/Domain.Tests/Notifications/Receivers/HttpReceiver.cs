using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GridSteward.Tests.Receivers;

/// <summary>A request as it came in.</summary>
public sealed record Received(string Path, IReadOnlyDictionary<string, string> Query, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>A real HTTP server on a free port of the loopback, which notes what comes and answers as the test says.</summary>
public sealed class HttpReceiver : IAsyncDisposable
{
    private readonly WebApplication app;

    private HttpReceiver(WebApplication app) => this.app = app;

    public ConcurrentQueue<Received> Requests { get; } = [];

    /// <summary>How it answers; as it is, a status of 200 and what robots say when all is well.</summary>
    public Func<Received, HttpContext, Task> Answer { get; set; } = (_, context) => context.Response.WriteAsync("""{"errcode":0,"errmsg":"ok","code":0,"msg":"success"}""");

    public string Address => app.Urls.Single();

    public static async Task<HttpReceiver> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new HttpReceiver(builder.Build());
        receiver.app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var received = new Received(
                context.Request.Path,
                context.Request.Query.ToDictionary(q => q.Key, q => q.Value.ToString()),
                context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                await reader.ReadToEndAsync());
            receiver.Requests.Enqueue(received);
            await receiver.Answer(received, context);
        });
        await receiver.app.StartAsync();
        return receiver;
    }

    /// <summary>Answers with a status, a body and headers.</summary>
    public void AnswerWith(int status, string body = "", params (string Name, string Value)[] headers) => Answer = (_, context) =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        return context.Response.WriteAsync(body);
    };

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
