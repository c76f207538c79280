using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using GridSteward.Domain;

namespace GridSteward.Capacity;

/// <summary>Does what residents, staff and timers do in the priced town, some times each, and says what each costs on average.</summary>
internal sealed class Measuring(PricedTown town, TextWriter? calls)
{
    /// <summary>How many jurisdictions are beside the town when the timers are looked at once more.</summary>
    public const int Others = 10;

    /// <summary>What all timers write of themselves in an hour in which there is nothing to do.</summary>
    public const string Notes = "notes";

    private const int Times = 20;

    /// <summary>Every timer that looks whether there is something to do.</summary>
    public static IReadOnlyList<string> Timers { get; } = ["RunJobs", "DeliverMessages", "EscalateReports", "WatchQueues", "NightlyRetention", "NightlyCoverage", "NightlyVisits"];

    private readonly List<OperationCost> costs = [];

    /// <summary>The costs of all operations.</summary>
    public async Task<IReadOnlyList<OperationCost>> RunAsync()
    {
        // What an instance reads once is on no operation's bill.
        await LocateAsync(0);
        JsonNode[] places = [.. (await GetAsync("/api/jurisdictions/demo/households?limit=100"))["items"]!.AsArray().Select(h => h!)];
        (double X, double Y)[] points = [.. places.Select(h => h["point"]).OfType<JsonNode>().Select(p => ((double)p["longitude"]!, (double)p["latitude"]!))];
        await MeasureAsync("locate", "who answers for a point", i => LocateAsync(i, points));
        await MeasureAsync("map", "the grids of a map with one figure", _ => town.SendAsync("GET", "/api/map/areas?jurisdiction=demo&level=grid&measure=openReports"));
        await MeasureAsync("similar", "is it there already?", i => town.SendAsync("POST", "/api/similar-reports", Hazard(points, i)));

        // What the town has still to send goes before.
        for (int i = 0; i < 20; i++)
        {
            town.Pass(TimeSpan.FromMinutes(1));
            await town.RunAsync("DeliverMessages");
        }

        List<(string Id, string Token)> reports = [];
        await MeasureAsync("submit", "a resident's report, assigned", async i =>
        {
            JsonNode made = (await town.SendAsync("POST", "/api/reports", Report(points, i))).Json;
            reports.Add(((string)made["id"]!, (string)made["trackingToken"]!));
        });
        await MeasureAsync("deliver", "the minute's deliveries, for each new report", async i => await (i == 0 ? town.RunAsync("DeliverMessages") : Task.CompletedTask));
        await MeasureAsync("track", "the reporter looks at it", i => town.SendAsync("GET", $"/api/tracking/{reports[i].Token}"));
        await MeasureAsync("list", "the staff's list, a page of 50", _ => town.SendAsync("GET", "/api/jurisdictions/demo/reports?limit=50", signedIn: true));
        await MeasureAsync("case", "one report in full", i => town.SendAsync("GET", $"/api/reports/demo/{reports[i].Id}", signedIn: true));
        await MeasureAsync("accept", "a steward accepts", i => MoveAsync(reports[i].Id, "accept"));
        await MeasureAsync("resolve", "a steward resolves", i => MoveAsync(reports[i].Id, "resolve"));
        await MeasureAsync("feedback", "the reporter says whether it is solved", i => town.SendAsync("POST", $"/api/tracking/{reports[i].Token}/feedback", new JsonObject { ["satisfied"] = true }));

        string[] units = [.. places.Select(h => (string)h["id"]!)];
        await MeasureAsync("household", "one household with its personal part", i => town.SendAsync("GET", $"/api/jurisdictions/demo/households/{units[i]}", signedIn: true));
        await MeasureAsync("visit", "a visit is recorded", i => town.SendAsync("POST", $"/api/jurisdictions/demo/households/{units[i]}/visits", new JsonObject { ["outcome"] = "done" }, signedIn: true));
        await MeasureAsync("due", "which units are due, a page of 50", _ => town.SendAsync("GET", "/api/jurisdictions/demo/due-units?limit=50", signedIn: true));
        await MeasureAsync("import", "a household from a file", async i => await (i == 0 ? ImportAsync(points, Times) : Task.CompletedTask));

        await TicksAsync("tick {0}", "the timer with nothing to do, one jurisdiction");
        await NotesAsync();

        // Past two o'clock of the next local night.
        town.Pass(TimeSpan.FromHours(17));
        await MeasureAsync("night", "the nightly report of the town", _ => town.RunAsync("NightlyCoverage"), 1);
        await MeasureAsync("report", "a manager reads the report", _ => town.SendAsync("GET", "/api/jurisdictions/demo/coverage-reports/latest/page.html?lang=zh", signedIn: true));
        for (int i = 0; i < Others; i++)
        {
            await town.SendAsync("POST", "/api/jurisdictions", JsonNode.Parse($$"""
                { "code": "other-{{i}}", "name": "{{i}}", "timeZone": "Asia/Shanghai", "levels": ["grid"], "toleranceMetres": 30, "categories": [{ "code": "a", "name": "a", "kind": "hazard", "acceptHours": 2, "resolveHours": 24 }] }
                """), signedIn: true);
        }

        foreach (string timer in Timers)
        {
            await town.RunAsync(timer);
        }

        await TicksAsync("{0} of " + (1 + Others), $"the same, {1 + Others} jurisdictions");
        return costs;
    }

    private async Task TicksAsync(string name, string words)
    {
        foreach (string timer in Timers)
        {
            await town.RunAsync(timer);
            await MeasureAsync(string.Format(CultureInfo.InvariantCulture, name, timer), words, _ => town.RunAsync(timer), 1);
        }
    }

    /// <summary>Of an hour of all timers only what they write of themselves; what they ask is on the bill of their ticks.</summary>
    private async Task NotesAsync()
    {
        town.Store.Bill = new Bill();
        for (int minute = 1; minute <= 60; minute++)
        {
            town.Pass(TimeSpan.FromMinutes(1));
            foreach (string timer in Timers.Where(t => minute % (int)Model.MinutesOf(t) == 0))
            {
                await town.RunAsync(timer);
            }
        }

        var own = town.Store.Bill.Calls.Where(c => c.Call.EndsWith(Kinds.TimerDay.Name, StringComparison.Ordinal)).ToLookup(c => c.Call.StartsWith("batch", StringComparison.Ordinal), c => c.Units);
        costs.Add(new OperationCost(Notes, "what all timers write of themselves in a quiet hour", own[false].Sum(), own[true].Sum(), own[false].Count(), 0, own[true].Count(), own[true].Count(), 0, 0));
        town.Store.Bill = new Bill();
    }

    private async Task MeasureAsync(string name, string words, Func<int, Task> operation, int times = Times)
    {
        town.Store.Bill = new Bill();
        for (int i = 0; i < times; i++)
        {
            town.Pass(TimeSpan.FromSeconds(1));
            await operation(i);
        }

        costs.Add(town.Store.Bill.Of(name, words, times));
        foreach (var group in town.Store.Bill.Calls.GroupBy(c => c.Call))
        {
            calls?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {(double)group.Count() / times:N2} x {group.Key}: {group.Sum(c => c.Units) / times:N1} RU"));
        }

        town.Store.Bill = new Bill();
    }

    private async Task<JsonNode> GetAsync(string path) => (await town.SendAsync("GET", path, signedIn: true)).Json;

    private Task<(JsonNode Json, string? ETag)> LocateAsync(int i, params (double X, double Y)[] points)
    {
        var (x, y) = points.Length == 0 ? (115.38, 33.72) : points[i % points.Length];
        return town.SendAsync("GET", string.Create(CultureInfo.InvariantCulture, $"/api/locate?longitude={x}&latitude={y}&category=fire-safety"));
    }

    private static JsonObject Report((double X, double Y)[] points, int i)
    {
        JsonObject report = Hazard(points, i);
        report["contact"] = new JsonObject { ["name"] = "王某", ["phone"] = "0371-00000000" };
        return report;
    }

    private static JsonObject Hazard((double X, double Y)[] points, int i) => new()
    {
        ["category"] = "fire-safety", ["words"] = "楼道里堆了纸箱，挡住了消防栓，请尽快来看一下",
        ["point"] = new JsonObject { ["longitude"] = points[i % points.Length].X, ["latitude"] = points[i % points.Length].Y, ["accuracyMetres"] = 20 },
    };

    private Task<(JsonNode Json, string? ETag)> MoveAsync(string report, string move)
        => town.SendAsync("POST", $"/api/reports/demo/{report}/moves", new JsonObject { ["move"] = move, ["note"] = "看过了" }, signedIn: true, ifMatch: "*");

    private async Task ImportAsync((double X, double Y)[] points, int rows)
    {
        StringBuilder file = new("户号,姓名,经度,纬度,人数\n");
        for (int i = 0; i < rows; i++)
        {
            file.Append(CultureInfo.InvariantCulture, $"new-{i},王某,{points[i % points.Length].X},{points[i % points.Length].Y},3\n");
        }

        await town.SendAsync("POST", "/api/jurisdictions/demo/imports/households", file.ToString(), signedIn: true);
        await town.RunAsync("RunJobs");
    }
}
