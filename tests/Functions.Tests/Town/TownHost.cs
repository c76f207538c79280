using GridSteward.Domain.People;
using GridSteward.Domain.Storage;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GridSteward.Functions.Tests.Town;

/// <summary>How a host is started.</summary>
/// <param name="DataFolder">Its data folder; removed with it.</param>
public sealed record HostPlan(string DataFolder)
{
    public bool RunTimers { get; init; }

    /// <summary>Whether those who have not signed in have the limits that hold by default.</summary>
    public bool IsLimited { get; init; }

    public TownClock Clock { get; init; } = new();

    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    public Action<IServiceCollection> Services { get; init; } = _ => { };
}

/// <summary>The whole program, composed as Program.cs composes it, in this process on a free port.</summary>
public sealed class TownHost : IAsyncDisposable
{
    /// <summary>The limits; 0 is none.</summary>
    public static readonly IReadOnlyList<string> Unlimited = ["GridSteward:Limits:ReportsPerAddress", "GridSteward:Limits:ReportsPerDevice", "GridSteward:Limits:LinkWritesPerAddress", "GridSteward:Limits:SearchesPerAddress"];

    private readonly HttpClient http;
    private readonly IHost host;
    private readonly HostPlan plan;

    private TownHost(IHost host, HostPlan plan, LogRecorder logs)
    {
        this.host = host;
        this.plan = plan;
        Logs = logs;
        Address = new Uri(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(2) };
        Nobody = new Client(http);
    }

    public Uri Address { get; }

    public LogRecorder Logs { get; }

    public TownClock Clock => plan.Clock;

    /// <summary>A resident without an account.</summary>
    public Client Nobody { get; }

    public IDocumentStore Documents => Get<IDocumentStore>();

    public static async Task<TownHost> StartAsync(HostPlan plan)
    {
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(
        [
            "--urls", "http://127.0.0.1:0",
            "--GridSteward:DataFolder", plan.DataFolder,
            "--GridSteward:RunTimers", plan.RunTimers ? "true" : "false",
            "--GridSteward:Demo", "never",
            "--GridSteward:SignIn:TokenLifetime", "30.00:00:00",
            "--Logging:LogLevel:GridSteward", "Trace",
        ]);
        builder.Properties["GridSteward.SelfHost.Assemblies"] = new[] { typeof(Composition).Assembly };
        // All tests come from one address; those of the limits ask for the default.
        builder.Configuration.AddInMemoryCollection(plan.IsLimited ? [] : Unlimited.Select(name => KeyValuePair.Create(name, (string?)"0")));
        builder.Configuration.AddInMemoryCollection(plan.Settings);
        var logs = new LogRecorder();
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.Services.AddSingleton<TimeProvider>(plan.Clock);
        builder.ConfigureFunctionsWebApplication();
        builder.AddGridSteward();
        plan.Services(builder.Services);
        IHost host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new TownHost(host, plan, logs);
    }

    public T Get<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    /// <summary>Somebody who is signed in.</summary>
    public Client As(string token) => new(http, token);

    /// <summary>Uses the first administrator's link, as a person who has just started the program does.</summary>
    public async Task<Client> SignInAdministratorAsync()
    {
        NewInvitation? invitation = await Get<Invitations>().InviteFirstAdministratorAsync(force: true, TestContext.Current.CancellationToken);
        return await SignInAsync(invitation!.Code);
    }

    public async Task<Client> SignInAsync(string code)
        => As((await Nobody.PostAsync("/api/sign-ins", new { invitation = code })).Is(201)["token"]!);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await StopAsync();
        Directory.Delete(plan.DataFolder, recursive: true);
    }

    private async Task StopAsync()
    {
        await host.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)host).DisposeAsync();
    }

    /// <summary>Stops the program and leaves its data folder to be read by another.</summary>
    public async Task<string> StopAndKeepAsync()
    {
        http.Dispose();
        await StopAsync();
        return plan.DataFolder;
    }
}
