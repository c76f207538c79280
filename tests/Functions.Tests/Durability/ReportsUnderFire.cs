using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.Durability;

/// <summary>Residents who report until the program dies, and again with the same key when it is back.</summary>
internal sealed class ReportsUnderFire(TestTown town) : IUnderFire
{
    private readonly ConcurrentDictionary<string, string> acknowledged = [];
    private readonly ConcurrentDictionary<string, JsonObject> unknown = [];
    private int made;

    public int Acknowledged => acknowledged.Count;

    public async Task WorkAsync(RunningProgram program, Client administrator)
    {
        foreach (var (key, body) in unknown)
        {
            await SendAsync(program, key, body);
        }

        while (true)
        {
            string key = Client.NewKey();
            string grid = TownMap.Grids[Interlocked.Increment(ref made) % 9];
            await SendAsync(program, key, new JsonObject { ["category"] = "fire-safety", ["words"] = key, ["point"] = town.Point(grid) });
        }
    }

    public async Task CheckAsync(RunningProgram program, Client administrator)
    {
        foreach (var (key, body) in unknown)
        {
            await SendAsync(program, key, body);
            Reply twice = (await program.Nobody.PostAsync("/api/reports", body.DeepClone(), ("Idempotency-Key", key))).Is(201);
            Assert.Equal((true, acknowledged[key]), (twice.IsReplayed, twice["trackingToken"]));
        }

        foreach (var (key, tracking) in acknowledged.TakeLast(20))
        {
            (await program.Nobody.GetAsync($"/api/tracking/{tracking}")).Is(200);
            Assert.Equal(key, (await administrator.GetAsync($"/api/reports/{town.Code}/{IdOf(tracking)}")).Is(200)["words"]);
        }

        var listed = await administrator.ListAsync(town.At("/reports"), 1000);
        Assert.Empty(acknowledged.Values.Select(IdOf).Except(listed.Select(r => (Guid)r["id"]!)));
        Assert.Equal(listed.Count, listed.Select(r => (Guid)r["id"]!).Distinct().Count());
        string[] own = [.. listed.Where(r => (string?)r["category"] == "fire-safety").Select(r => (string)r["id"]!)];
        Assert.Equal(acknowledged.Count, own.Length);
    }

    public static Guid IdOf(string tracking) => Guid.ParseExact(tracking.Split('.')[1], "N");

    private async Task SendAsync(RunningProgram program, string key, JsonObject body)
    {
        unknown[key] = body;
        Reply reply = (await program.Nobody.PostAsync("/api/reports", body.DeepClone(), ("Idempotency-Key", key))).Is(201);
        acknowledged[key] = reply["trackingToken"]!;
        unknown.TryRemove(key, out _);
    }
}
