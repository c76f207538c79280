using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using GridSteward.Demo;
using GridSteward.Domain;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;
using GridSteward.Functions;
using GridSteward.SelfHost;
using GridSteward.Stores;
using GridSteward.Stores.Embedded;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GridSteward.Capacity;

/// <summary>The whole program with the demonstration town of 10,388 residents, on the embedded engine behind the prices of Cosmos DB, at a fixed time.</summary>
internal sealed class PricedTown : IAsyncDisposable
{
    /// <summary>Residents of the demonstration town.</summary>
    public const int Residents = 10_388;

    private readonly string folder = Directory.CreateTempSubdirectory("capacity-").FullName;
    private readonly SettableClock clock = new(new DateTimeOffset(2026, 6, 15, 2, 0, 0, TimeSpan.Zero));
    private IHost host = null!;
    private HttpClient http = null!;

    /// <summary>The store with its bill.</summary>
    public PricedStore Store { get; private set; } = null!;

    /// <summary>A manager's token.</summary>
    public string Token { get; private set; } = "";

    /// <summary>Composes the program as Program.cs does, and fills the town.</summary>
    public static async Task<PricedTown> OpenAsync()
    {
        var town = new PricedTown();
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(
        [
            "--urls", "http://127.0.0.1:0", "--GridSteward:DataFolder", town.folder, "--GridSteward:RunTimers", "false", "--GridSteward:Demo", "never", "--GridSteward:SignIn:TokenLifetime", "30.00:00:00",
            .. new[] { "ReportsPerAddress", "ReportsPerDevice", "LinkWritesPerAddress", "SearchesPerAddress" }.SelectMany(l => new[] { $"--GridSteward:Limits:{l}", "0" }),
        ]);
        builder.Properties["GridSteward.SelfHost.Assemblies"] = new[] { typeof(Composition).Assembly };
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(town.clock);
        builder.ConfigureFunctionsWebApplication();
        builder.AddGridSteward();
        builder.Services.AddKeyedSingleton<IDocumentStore>(StoresRegistration.Engine, (p, _) => new PricedStore(new SqliteDocumentStore(town.folder, Kinds.All, p.GetRequiredService<TimeProvider>())));
        builder.Services.AddSingleton<IBlobStore>(p => new PricedBlobs(new FileBlobStore(town.folder), () => ((PricedStore)p.GetRequiredKeyedService<IDocumentStore>(StoresRegistration.Engine)).Bill));
        town.host = builder.Build();
        town.Store = (PricedStore)town.host.Services.GetRequiredKeyedService<IDocumentStore>(StoresRegistration.Engine);
        await town.host.StartAsync();
        town.http = new HttpClient { BaseAddress = new Uri(town.host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()), Timeout = TimeSpan.FromMinutes(10) };
        await town.host.Services.GetRequiredService<DemoFill>().RunAsync(CancellationToken.None);
        await town.host.Services.GetRequiredService<DemoNights>().RunAsync(CancellationToken.None);
        NewInvitation invitation = (await town.host.Services.GetRequiredService<Invitations>().InviteFirstAdministratorAsync(force: true, CancellationToken.None))!;
        town.Token = (string)(await town.SendAsync("POST", "/api/sign-ins", new JsonObject { ["invitation"] = invitation.Code })).Json["token"]!;
        return town;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Lets time pass.</summary>
    public void Pass(TimeSpan time) => clock.Now += time;

    /// <summary>Runs a timer once.</summary>
    public Task RunAsync(string timer) => host.Services.GetRequiredService<ISelfHostTimers>().RunAsync(timer, CancellationToken.None);

    /// <summary>Sends a request; what is refused ends the program, since its price would be that of a refusal.</summary>
    /// <exception cref="InvalidOperationException">The answer is none of success.</exception>
    public async Task<(JsonNode Json, string? ETag)> SendAsync(string method, string path, object? body = null, bool signedIn = false, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = body switch
        {
            null => null,
            string text => new StringContent(text, Encoding.UTF8, "text/csv"),
            _ => new StringContent(body.ToString()!, Encoding.UTF8, "application/json"),
        };
        if (signedIn)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        }

        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        if (method == "POST")
        {
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        }

        using HttpResponseMessage response = await http.SendAsync(request);
        string answer = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? (answer.StartsWith('{') ? JsonNode.Parse(answer)! : new JsonObject(), response.Headers.ETag?.ToString())
            : throw new InvalidOperationException($"{method} {path}: {(int)response.StatusCode} {answer}");
    }

    private sealed class SettableClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
