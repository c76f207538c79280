using System.Text.Json.Nodes;

namespace GridSteward.Functions.Tests.Town;

/// <summary>
/// A jurisdiction with communities, grids, stewards, posts, teams, buildings, households and cards, and its neighbour, made through HTTP as
/// an administrator would. What was made is found by its code.
/// </summary>
public sealed class TestTown(TownHost host, Client administrator, TownRecord record) : IAsyncDisposable
{
    public TownHost Host { get; } = host;

    public TownRecord Record { get; } = record;

    public TownClock Clock => Host.Clock;

    public Client Nobody => Host.Nobody;

    public Client Administrator { get; } = administrator;

    public TownMap Map => Record.Map;

    public string Code => Record.Code;

    public string Neighbour => Record.Neighbour;

    /// <summary>The path of something in this jurisdiction.</summary>
    public string At(string path) => $"/api/jurisdictions/{Code}{path}";

    public string Id(string code) => Record.Ids[code];

    /// <summary>Invites somebody with a preset on nodes and signs them in.</summary>
    public async Task<Client> SignInAsync(string preset, params string[] nodes)
    {
        Reply invited = await Administrator.PostAsync("/api/invitations", new { name = $"{preset} of {nodes[0]}", grants = nodes.Select(node => new { node, preset }) });
        return await Host.SignInAsync(invited.Is(201)["code"]!);
    }

    public string Area(string code) => $"area:{Code}/{code}";

    public JsonObject Point(string grid, double? accuracyMetres = null)
    {
        var (x, y) = TownMap.Inside(grid);
        return Map.Point(x, y, accuracyMetres);
    }

    /// <summary>Reports something, as a resident.</summary>
    public async Task<Reply> ReportAsync(JsonObject where, string category = "fire-safety", string words = "灯坏了", string? key = null)
    {
        where["category"] = category;
        where["words"] = words;
        return (await Nobody.PostAsync("/api/reports", where, ("Idempotency-Key", key ?? Client.NewKey()))).Is(201);
    }

    public Task<Reply> ReportInAsync(string grid, string category = "fire-safety", string words = "灯坏了")
        => ReportAsync(new JsonObject { ["point"] = Point(grid) }, category, words);

    public static Task<Reply> MoveAsync(Client who, string path, string move, string etag, string? note = null, string? key = null)
        => who.PostAsync($"{path}/moves", new { move, note }, key is null ? [("If-Match", etag)] : [("If-Match", etag), ("Idempotency-Key", key)]);

    public static string PathOf(Reply report) => $"/api/reports/{report["jurisdiction"]}/{report["id"]}";

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
