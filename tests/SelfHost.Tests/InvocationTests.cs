using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GridSteward.SelfHost.Tests;

public class InvocationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_invocation_has_a_scope_that_the_request_shares_and_that_ends_after_the_answer()
    {
        var disposals = new Disposals();
        var app = new TestApp { Configure = builder => builder.Services.AddSingleton(disposals).AddScoped<Scoped>() };
        await using var host = await TestHost.StartAsync(app, typeof(Scopes));
        var first = await host.GetAsync("/scope");
        var second = await host.GetAsync("/scope");
        Assert.NotEqual(first, second);
        Assert.Equal(2, await disposals.CountAsync(2));
    }

    [Fact]
    public async Task The_context_describes_the_invocation()
    {
        await using var host = await TestHost.StartAsync(typeof(Described));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/described/7");
        request.Headers.Add("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        using var answer = await host.Client.SendAsync(request, Cancel);
        var lines = (await answer.Content.ReadAsStringAsync(Cancel)).Split('\n');
        Assert.Equal("Described", lines[0]);
        Assert.Equal("GridSteward.SelfHost.Tests.InvocationTests+Described.Run", lines[1]);
        Assert.EndsWith("GridSteward.SelfHost.Tests.dll", lines[2], StringComparison.Ordinal);
        Assert.Equal("7", lines[3]);
        Assert.StartsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-", lines[4], StringComparison.Ordinal);
        Assert.Equal("True True True", lines[5]);
    }

    [Fact]
    public async Task A_static_function_is_served() =>
        Assert.Equal("static", await (await TestHost.StartAsync(typeof(Static))).GetAsync("/static"));

    [Theory]
    [InlineData("sync")]
    [InlineData("async")]
    [InlineData("constructor")]
    [InlineData("result")]
    public async Task An_unhandled_exception_is_an_empty_500_logged_once(string how)
    {
        await using var host = await TestHost.StartAsync(typeof(Failing), typeof(FailingToBegin));
        using var answer = await host.SendAsync("GET", $"/fail-{how}?name=resident");
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Cancel));
        Assert.False(answer.Headers.Contains("x-before"));
        Assert.Single(host.Logs.Entries, entry => entry.Level >= LogLevel.Error && entry.Fault is InvalidOperationException);
        Assert.DoesNotContain(
            host.Logs.Entries.Where(entry =>
                entry.Level >= LogLevel.Information && !entry.Category.StartsWith("Microsoft", StringComparison.Ordinal)),
            entry => entry.Text.Contains("resident", StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_development_too_there_is_no_error_page_and_services_are_validated()
    {
        var app = new TestApp { Args = ["--environment", "Development"] };
        await using var host = await TestHost.StartAsync(app, typeof(Failing));
        using var failed = await host.SendAsync("GET", "/fail-async");
        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.Empty(await failed.Content.ReadAsByteArrayAsync(Cancel));
        using var missing = await host.SendAsync("GET", "/nothing");
        Assert.Empty(await missing.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Fact]
    public async Task A_failure_after_the_answer_has_begun_cuts_the_connection()
    {
        await using var host = await TestHost.StartAsync(typeof(FailingLate));
        await Assert.ThrowsAsync<HttpRequestException>(() => host.GetAsync("/fail-late"));
        Assert.Single(host.Logs.Entries, entry => entry.Level >= LogLevel.Error && entry.Fault is InvalidOperationException);
    }

    [Fact]
    public async Task Middleware_runs_around_invocations_in_the_order_in_which_it_was_added()
    {
        var app = new TestApp
        {
            Configure = builder => builder
                .Use(next => async context =>
                {
                    context.Items["order"] = "outer";
                    await next(context);
                    context.GetHttpContext()!.Response.Headers["x-after"] = "outer";
                })
                .Use(next => context =>
                {
                    context.Items["order"] += " inner";
                    return next(context);
                }),
        };
        await using var host = await TestHost.StartAsync(app, typeof(ShowsOrder));
        using var answer = await host.SendAsync("GET", "/order");
        Assert.Equal("outer inner", await answer.Content.ReadAsStringAsync(Cancel));
        // The result is executed outside the middleware, so headers can still be set after the function.
        Assert.Equal("outer", answer.Headers.GetValues("x-after").Single());
    }

    [Fact]
    public async Task A_client_that_goes_away_aborts_the_request_and_not_the_invocation()
    {
        var hangUp = new HangUp();
        await using var host = await TestHost.StartAsync(
            new TestApp { Configure = builder => builder.Services.AddSingleton(hangUp) }, typeof(Hanging));
        using var client = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var request = host.Client.GetAsync(new Uri("/hang", UriKind.Relative), client.Token);
        await hangUp.Begun.Task.WaitAsync(Cancel);
        await client.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        Assert.Equal((true, false), await hangUp.Seen.Task.WaitAsync(Cancel));
        Assert.DoesNotContain(host.Logs.Entries, entry => entry.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task Shutdown_cancels_the_invocation_and_not_the_request()
    {
        var hangUp = new HangUp();
        var app = new TestApp { Args = ["--GridSteward:DrainTime", "00:00:00"], Configure = builder => builder.Services.AddSingleton(hangUp) };
        await using var host = await TestHost.StartAsync(app, typeof(Hanging));
        var request = host.SendAsync("GET", "/hang");
        await hangUp.Begun.Task.WaitAsync(Cancel);
        await host.Host.StopAsync(Cancel);
        Assert.Equal((false, true), await hangUp.Seen.Task.WaitAsync(Cancel));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await request).StatusCode);
    }

    [Fact]
    public async Task A_disabled_function_is_not_served()
    {
        var app = new TestApp { LocalSettings = """{ "Values": { "AzureWebJobs.Static.Disabled": true } }""" };
        await using var host = await TestHost.StartAsync(app, typeof(Static));
        Assert.Equal(HttpStatusCode.NotFound, (await host.SendAsync("GET", "/static")).StatusCode);
    }

    public class Scopes(Scoped scoped)
    {
        [Function("Scope")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "scope")] HttpRequest request, FunctionContext context)
        {
            Assert.Same(scoped, request.HttpContext.RequestServices.GetRequiredService<Scoped>());
            Assert.Same(scoped, context.InstanceServices.GetRequiredService<Scoped>());
            return Task.FromResult<IResult>(new ScopedResult(scoped));
        }
    }

    private sealed class ScopedResult(Scoped scoped) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) =>
            httpContext.Response.WriteAsync(scoped.IsDisposed ? "disposed too early" : scoped.Id.ToString());
    }

    public sealed class Scoped(Disposals disposals) : IDisposable
    {
        public Guid Id { get; } = Guid.NewGuid();

        public bool IsDisposed { get; private set; }

        public void Dispose()
        {
            IsDisposed = true;
            disposals.Add();
        }
    }

    public sealed class Disposals
    {
        private readonly System.Threading.Channels.Channel<int> _disposed = System.Threading.Channels.Channel.CreateUnbounded<int>();

        public void Add() => _disposed.Writer.TryWrite(1);

        public async Task<int> CountAsync(int wanted)
        {
            var count = 0;
            while (count < wanted)
            {
                count += await _disposed.Reader.ReadAsync(TestContext.Current.CancellationToken);
            }

            return count;
        }
    }

    public class Described
    {
        [Function("Described")]
        public Task<IResult> Run(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "described/{id}")] HttpRequest request, FunctionContext context, string id)
        {
            Assert.Equal(id, context.BindingContext.BindingData["id"]);
            context.GetLogger<Described>().LogInformation("described");
            context.GetLogger("Other").LogInformation("described");
            return Answer.Text(string.Join('\n',
                context.FunctionDefinition.Name, context.FunctionDefinition.EntryPoint, context.FunctionDefinition.PathToAssembly,
                context.BindingContext.BindingData["ID"], context.TraceContext.TraceParent,
                $"{Guid.TryParse(context.InvocationId, out _)} {context.FunctionId == context.FunctionDefinition.Id} "
                    + $"{context.GetHttpContext() == request.HttpContext}"));
        }
    }

    public static class Static
    {
        [Function("Static")]
        public static Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "static")] HttpRequest request) =>
            Answer.Text("static");
    }

    public class Failing
    {
        [Function("FailSync")]
        public Task<IResult> Sync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fail-sync")] HttpRequest request)
        {
            request.HttpContext.Response.Headers["x-before"] = "set before the failure";
            throw new InvalidOperationException("sync");
        }

        [Function("FailAsync")]
        public async Task<IResult> Async([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fail-async")] HttpRequest request)
        {
            await Task.Yield();
            throw new InvalidOperationException("async");
        }

        [Function("FailResult")]
        public Task<IResult> Result([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fail-result")] HttpRequest request) =>
            Task.FromResult<IResult>(new FailingResult());
    }

    private sealed class FailingResult : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => throw new InvalidOperationException("result");
    }

    public class FailingLate
    {
        [Function("FailLate")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fail-late")] HttpRequest request) =>
            Task.FromResult(Results.Stream(async body =>
            {
                await body.WriteAsync(new byte[] { 1 });
                await body.FlushAsync();
                throw new InvalidOperationException("late");
            }));
    }

    public class FailingToBegin
    {
        public FailingToBegin() => throw new InvalidOperationException("constructor");

        [Function("FailConstructor")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fail-constructor")] HttpRequest request) =>
            Answer.Text("");
    }

    public class ShowsOrder
    {
        [Function("Order")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "order")] HttpRequest request, FunctionContext context) =>
            Answer.Text((string)context.Items["order"]);
    }

    public sealed class HangUp
    {
        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<(bool Request, bool Invocation)> Seen { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public class Hanging(HangUp hangUp)
    {
        [Function("Hang")]
        public async Task<IResult> Run(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "hang")] HttpRequest request,
            FunctionContext context, CancellationToken cancellationToken)
        {
            Assert.Equal(context.CancellationToken, cancellationToken);
            var aborted = request.HttpContext.RequestAborted;
            using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, cancellationToken);
            hangUp.Begun.SetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, either.Token);
            }
            catch (OperationCanceledException)
            {
                hangUp.Seen.SetResult((aborted.IsCancellationRequested, cancellationToken.IsCancellationRequested));
            }

            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }
}
