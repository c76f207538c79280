using System.Text.Json.Nodes;
using GridSteward.Demo;
using GridSteward.Functions.Demo;
using GridSteward.Functions.Tests.Durability;
using GridSteward.Functions.Tests.Town;
using Microsoft.Extensions.Configuration;

namespace GridSteward.Functions.Tests.Demo;

/// <summary>When the program fills the demonstration town in, and when it does not.</summary>
public sealed class DemoServiceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The built program, told nothing, killed in the middle of it and started again; then told to take it away.</summary>
    [Fact]
    public async Task An_empty_folder_is_filled_beside_the_server_once_even_if_the_program_dies_meanwhile()
    {
        string folder = TempFolder.Create();
        try
        {
            await using (RunningProgram first = await RunningProgram.StartAsync(folder, "--GridSteward:Demo", "whenEmpty"))
            {
                (await first.Nobody.GetAsync("/health/ready")).Is(200);
                await FileGrowsAsync(Path.Combine(folder, "gridsteward.db-wal"), 2_000_000);
                await first.KillAsync();
            }

            await using (RunningProgram second = await RunningProgram.StartAsync(folder, "--no-demo"))
            {
                Assert.Empty((await second.Nobody.GetAsync("/api/jurisdictions")).Is(200).Items);
            }

            await using (RunningProgram third = await RunningProgram.StartAsync(folder, "--GridSteward:Demo", "whenEmpty"))
            {
                JsonNode town = Assert.Single(await ListedAsync(third.Nobody))!;
                Assert.Equal(DemoTown.Code, (string?)town["code"]);
                var grids = (await third.Nobody.GetAsync($"/api/map/areas?jurisdiction={DemoTown.Code}&level=grid&measure=households,openReports")).Is(200).Json["features"]!.AsArray();
                Assert.Equal(46, grids.Count);
                Assert.Equal(14, grids.Count(g => (string?)g!["properties"]!["parent"] == "XH" && (long?)g["properties"]!["households"] > 100));
                Assert.Contains(grids, g => (long)g!["properties"]!["openReports"]! > 0);
            }

            await using RunningProgram last = await RunningProgram.StartAsync(folder, "--GridSteward:Demo", "remove");
            await UntilAsync(async () => (await last.Nobody.GetAsync("/api/jurisdictions")).Is(200).Items.Count == 0);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Where_an_administrator_has_signed_in_or_something_was_set_up_it_stays_away()
    {
        TownHost host = await TownHost.StartAsync(new HostPlan(TempFolder.Create()));
        await host.SignInAdministratorAsync();
        string folder = await host.StopAndKeepAsync();
        await using TownHost again = await TownHost.StartAsync(WhenEmpty(folder));
        await StaysAwayAsync(again, 0);

        TestTown town = await TownTemplate.OpenAsync(plan => WhenEmpty(plan.DataFolder));
        await StaysAwayAsync(town.Host, 2);
        await town.DisposeAsync();
    }

    [Fact]
    public async Task It_stays_away_unless_something_asks_for_it()
    {
        await using TownHost host = await TownHost.StartAsync(new HostPlan(TempFolder.Create()));
        await StaysAwayAsync(host, 0);
    }

    [Fact]
    public async Task A_stop_that_cannot_wait_for_it_any_longer_goes_on_without_it()
    {
        await using TownHost host = await TownHost.StartAsync(WhenEmpty(TempFolder.Create()));
        DemoService demo = host.Get<IEnumerable<Microsoft.Extensions.Hosting.IHostedService>>().OfType<DemoService>().Single();
        await demo.StoppingAsync(new CancellationToken(canceled: true));
        await demo.Work;
    }

    [Fact]
    public void An_account_on_azure_is_never_filled_unasked()
    {
        IConfiguration azure = Configured("azure"), embedded = Configured("embedded");
        Assert.Equal(DemoMode.Never, DemoOptions.EffectiveMode(DemoMode.WhenEmpty, azure));
        Assert.Equal(DemoMode.Always, DemoOptions.EffectiveMode(DemoMode.Always, azure));
        Assert.Equal(DemoMode.WhenEmpty, DemoOptions.EffectiveMode(DemoMode.WhenEmpty, embedded));
        Assert.Equal(DemoMode.Never, new DemoOptions().Demo);
    }

    [Fact]
    public void The_short_switches_take_no_value_from_what_follows_them()
        => Assert.Equal(
            ["--GridSteward:Demo=always", "--urls", "http://127.0.0.1:0", "--GridSteward:Demo=never"], DemoSwitches.Spell(["--demo", "--urls", "http://127.0.0.1:0", "--no-demo"]));

    private static HostPlan WhenEmpty(string folder) => new(folder) { Settings = new Dictionary<string, string?> { ["GridSteward:Demo"] = "whenEmpty" } };

    private static IConfiguration Configured(string engine)
        => new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["GridSteward:Stores:Engine"] = engine }).Build();

    /// <summary>What the service does ends in its log, or it has done nothing; a stop waits for it either way.</summary>
    private static async Task StaysAwayAsync(TownHost host, int jurisdictions)
    {
        await host.Get<IEnumerable<Microsoft.Extensions.Hosting.IHostedService>>().OfType<DemoService>().Single().Work;
        Assert.Equal(jurisdictions, (await host.Nobody.GetAsync("/api/jurisdictions")).Is(200).Items.Count);
        Assert.DoesNotContain(host.Logs.Lines, l => l.Contains("Demonstration town", StringComparison.Ordinal));
    }

    private static async Task<JsonArray> ListedAsync(Client who)
    {
        JsonArray listed = [];
        await UntilAsync(async () => (listed = (await who.GetAsync("/api/jurisdictions")).Is(200).Items).Count > 0);
        return listed;
    }

    private static Task FileGrowsAsync(string path, long bytes) => UntilAsync(() => Task.FromResult(File.Exists(path) && new FileInfo(path).Length > bytes));

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        DateTimeOffset end = TimeProvider.System.GetUtcNow() + Patience;
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetUtcNow() < end, "It did not come.");
            await Task.Delay(20, Ct);
        }
    }
}
