using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GridSteward.SelfHost.Tests;

/// <summary>A host of some function classes in a folder of its own, served on a free port.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private TestHost(IHost host, LogRecorder logs)
    {
        Host = host;
        Logs = logs;
        var address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(2) };
    }

    public IHost Host { get; }

    public LogRecorder Logs { get; }

    public HttpClient Client { get; }

    public static Task<TestHost> StartAsync(params Type[] functions) => StartAsync(new TestApp(), functions);

    public static async Task<TestHost> StartAsync(TestApp app, params Type[] functions)
    {
        var builder = app.CreateBuilder(functions);
        var logs = new LogRecorder();
        builder.Logging.AddProvider(logs);
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new TestHost(host, logs);
    }

    public async Task<HttpResponseMessage> SendAsync(string method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<string> GetAsync(string path) => Client.GetStringAsync(path, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)Host).DisposeAsync();
    }
}
