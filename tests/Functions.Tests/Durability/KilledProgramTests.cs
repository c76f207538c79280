using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.Durability;

/// <summary>What the program has acknowledged is there after it was killed, once; what it has not can be sent again.</summary>
public sealed class KilledProgramTests
{
    private const int Rounds = 3, Clients = 6;

    private readonly ConcurrentDictionary<string, string> acknowledged = [];
    private readonly ConcurrentDictionary<string, JsonObject> unknown = [];
    private int made;

    [Fact]
    public async Task Reports_survive_the_death_of_the_program_exactly_once()
    {
        TestTown town = await TownTemplate.OpenAsync();
        string folder = await town.Host.StopAndKeepAsync();
        try
        {
            // The town lives in 2026 by its own clock and its tokens for 30 days; the real program has the real one.
            string token = await SignInAsync(folder);
            for (int round = 0; round < Rounds; round++)
            {
                await using (RunningProgram program = await RunningProgram.StartAsync(folder))
                {
                    Task[] clients = [.. Enumerable.Range(0, Clients).Select(_ => PostUntilItDiesAsync(program, town))];
                    int before = acknowledged.Count;
                    while (acknowledged.Count < before + 25)
                    {
                        await Task.Delay(2, TestContext.Current.CancellationToken);
                    }

                    await program.KillAsync();
                    await Task.WhenAll(clients);
                }

                Assert.NotEmpty(unknown);
                await using RunningProgram again = await RunningProgram.StartAsync(folder);
                await CheckAsync(again, token, town.Code);
            }

            Assert.InRange(acknowledged.Count, 25 * Rounds, int.MaxValue);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Sends reports until no answer comes; the one without an answer stays unknown.</summary>
    private async Task PostUntilItDiesAsync(RunningProgram program, TestTown town)
    {
        while (true)
        {
            string key = Client.NewKey();
            string grid = TownMap.Grids[Interlocked.Increment(ref made) % 9];
            JsonObject body = new() { ["category"] = "fire-safety", ["words"] = key, ["point"] = town.Point(grid) };
            try
            {
                Reply reply = await program.Nobody.PostAsync("/api/reports", body, ("Idempotency-Key", key));
                acknowledged[key] = reply.Is(201)["trackingToken"]!;
            }
            catch (HttpRequestException)
            {
                unknown[key] = body;
                return;
            }
        }
    }

    private async Task CheckAsync(RunningProgram program, string token, string jurisdiction)
    {
        foreach (var (_, tracking) in acknowledged)
        {
            (await program.Nobody.GetAsync($"/api/tracking/{tracking}")).Is(200);
        }

        foreach (var (key, body) in unknown)
        {
            Reply retried = (await program.Nobody.PostAsync("/api/reports", body.DeepClone(), ("Idempotency-Key", key))).Is(201);
            Reply twice = (await program.Nobody.PostAsync("/api/reports", body.DeepClone(), ("Idempotency-Key", key))).Is(201);
            Assert.Equal((true, retried["id"], retried["trackingToken"]), (twice.IsReplayed, twice["id"], twice["trackingToken"]));
            acknowledged[key] = retried["trackingToken"]!;
        }

        unknown.Clear();
        var listed = await program.As(token).ListAsync($"/api/jurisdictions/{jurisdiction}/reports", 50);
        Assert.Equal(acknowledged.Values.Select(IdOf).Order(), listed.Select(r => (Guid)r["id"]!).Order());
        foreach (var (key, tracking) in acknowledged.Take(10))
        {
            Reply full = (await program.As(token).GetAsync($"/api/reports/{jurisdiction}/{IdOf(tracking)}")).Is(200);
            Assert.Equal(key, full["words"]);
            Assert.Single((await program.As(token).GetAsync($"/api/reports/{jurisdiction}/{IdOf(tracking)}/events")).Is(200).Items);
        }
    }

    private static Guid IdOf(string tracking) => Guid.ParseExact(tracking.Split('.')[1], "N");

    /// <summary>Signs an administrator in by the clock of the real program.</summary>
    private static async Task<string> SignInAsync(string folder)
    {
        var clock = new TownClock();
        clock.Set(TimeProvider.System.GetUtcNow());
        TownHost host = await TownHost.StartAsync(new HostPlan(folder) { Clock = clock });
        string token = (await host.SignInAdministratorAsync()).Token!;
        await host.StopAndKeepAsync();
        return token;
    }
}
