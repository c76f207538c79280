using System.Text.Json.Nodes;
using GridSteward.Domain;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.MainJob;

/// <summary>A phone sends what it has kept while it was offline.</summary>
public abstract class Batches(Engine engine)
{
    private const string Path = "/api/report-batches";

    [Fact]
    public async Task Each_item_is_answered_by_itself_in_its_place_and_one_bad_one_stops_nothing()
    {
        await using TestTown town = await engine.OpenAsync();
        string same = Client.NewKey();
        JsonArray items =
        [
            Item(Report(town, "G01")),
            Item(new JsonObject { ["category"] = "wish", ["colour"] = "red", ["clientTime"] = "yesterday" }),
            Item(Report(town, "G05"), same),
            Item(Report(town, "G05"), same),
            Item(Report(town, "G05"), "short"),
            new JsonObject { ["key"] = Client.NewKey() },
            "nothing",
            Item(Report(town, "G02", "volcano")),
            Item(new JsonObject { ["category"] = "wish", ["words"] = "在别处" }),
        ];
        Reply reply = (await town.Nobody.PostAsync(Path, new JsonObject { ["items"] = items })).Is(200);
        Assert.Equal([201, 400, 201, 400, 400, 400, 400, 400, 201], reply.Items.Select(i => (int)i!["status"]!));
        Assert.Equal(items.Select(i => i is JsonObject ? (string?)i["key"] : null), reply.Items.Select(i => (string?)i!["key"]));
        Assert.Equal(["$.clientTime", "$.colour"], Faults(reply, 1));
        Assert.Equal(["item.key"], Faults(reply, 3));
        Assert.Contains("items[2]", (string?)reply.Items[3]!["problem"]!["detail"], StringComparison.Ordinal);
        Assert.Equal(["item.key"], Faults(reply, 4));
        Assert.Equal(["item.report"], Faults(reply, 5));
        Assert.Contains("item", Faults(reply, 6));
        Assert.Equal(["$.category"], Faults(reply, 7));
        Assert.Equal("unassigned", (string?)reply.Items[8]!["report"]!["jurisdiction"]);
        Assert.Equal(2, (await town.Administrator.ListAsync(town.At("/reports"), 10)).Count);
        JsonNode first = reply.Items[0]!;
        Assert.Equal((false, null, null), ((bool)first["replayed"]!, first["retryAfter"], first["problem"]));
        Reply read = (await town.Administrator.GetAsync($"/api/reports/{town.Code}/{first["report"]!["id"]}")).Is(200);
        Assert.Equal(read.ETag, (string?)first["etag"]);
        (await town.Nobody.GetAsync($"/api/tracking/{first["report"]!["trackingToken"]}")).Is(200);
    }

    [Fact]
    public async Task A_report_that_comes_alone_and_in_batches_is_kept_once_whatever_its_blanks_and_another_under_its_key_is_told()
    {
        await using TestTown town = await engine.OpenAsync();
        string key = Client.NewKey();
        JsonObject report = Report(town, "G01");
        Reply alone = (await town.Nobody.PostAsync("/api/reports", report.ToJsonString(new() { WriteIndented = true }), ("Idempotency-Key", key))).Is(201);
        JsonObject batch = new() { ["items"] = new JsonArray(Item(report.DeepClone().AsObject(), key), Item(Report(town, "G02"))) };
        Reply first = (await town.Nobody.PostAsync(Path, batch.DeepClone())).Is(200), again = (await town.Nobody.PostAsync(Path, batch.DeepClone())).Is(200);
        Assert.Equal([true, false], first.Items.Select(i => (bool)i!["replayed"]!));
        Assert.Equal([true, true], again.Items.Select(i => (bool)i!["replayed"]!));
        Assert.Equal(alone["trackingToken"], (string?)first.Items[0]!["report"]!["trackingToken"]);
        Assert.Equal(first.Items.Select(i => (string?)i!["report"]!["id"]), again.Items.Select(i => (string?)i!["report"]!["id"]));
        string second = (string)batch["items"]![1]!["key"]!;
        Assert.True((await town.Nobody.PostAsync("/api/reports", batch["items"]![1]!["report"]!.DeepClone(), ("Idempotency-Key", second))).Is(201).IsReplayed);
        Assert.Equal(2, (await town.Administrator.ListAsync(town.At("/reports"), 10)).Count);

        report["words"] = "另一件事";
        Reply reused = (await town.Nobody.PostAsync(Path, new JsonObject { ["items"] = new JsonArray(Item(report, key)) })).Is(200);
        Assert.Equal(422, (int)reused.Items[0]!["status"]!);
    }

    [Fact]
    public async Task When_the_store_breaks_in_the_middle_the_items_say_so_and_the_whole_batch_sent_again_completes_it()
    {
        CrashingStore? store = null;
        await using TestTown town = await engine.OpenAsync(CrashingStore.In(made => store = made));
        JsonObject batch = Batch(town, 5);
        int reports = 0;
        store!.IsBusyFor = b => b.Operations.Any(o => o.Kind == Kinds.Report) && ++reports is 2 or 3;
        Reply broken = (await town.Nobody.PostAsync(Path, batch.DeepClone())).Is(200);
        Assert.Equal([201, 503, 503, 201, 201], broken.Items.Select(i => (int)i!["status"]!));
        Assert.All([1, 2], i => Assert.Equal(7, (int)broken.Items[i]!["retryAfter"]!));
        store.IsBusyFor = _ => false;
        Reply again = (await town.Nobody.PostAsync(Path, batch.DeepClone())).Is(200);
        Assert.All(again.Items, i => Assert.Equal(201, (int)i!["status"]!));
        Assert.Equal([true, false, false, true, true], again.Items.Select(i => (bool)i!["replayed"]!));
        Assert.Equal(5, (await town.Administrator.ListAsync(town.At("/reports"), 10)).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_crash_at_any_write_the_whole_batch_sent_again_keeps_each_report_once(bool afterTheWrite)
    {
        CrashingStore? store = null;
        await using TestTown town = await engine.OpenAsync(CrashingStore.In(made => store = made));
        int batches = 0;
        for (int commit = 0; ; commit++)
        {
            JsonObject batch = Batch(town, 2);
            store!.CrashAt(commit, afterTheWrite);
            await town.Nobody.PostAsync(Path, batch.DeepClone());
            bool crashed = store.HasCrashed;
            store.Restart();
            Reply again = (await town.Nobody.PostAsync(Path, batch.DeepClone())).Is(200);
            Assert.All(again.Items, i => Assert.Equal(201, (int)i!["status"]!));
            Assert.Equal(2 * ++batches, (await town.Administrator.ListAsync(town.At("/reports"), 100)).Count);
            if (!crashed)
            {
                break;
            }
        }

        Assert.Equal(5, batches);
    }

    [Fact]
    public async Task Odd_times_are_flagged_shown_to_staff_and_can_be_asked_for()
    {
        await using TestTown town = await engine.OpenAsync();
        (double Hours, string Flags)[] rows = [(0, ""), (1, "clockAhead"), (-30, "late"), (-200, "late weekOld")];
        JsonArray items = [.. rows.Select(r => (JsonNode)Item(With(Report(town, "G01"), "clientTime", $"{town.Clock.GetUtcNow().AddHours(r.Hours):yyyy-MM-ddTHH:mm:ssZ}")))];
        Reply reply = (await town.Nobody.PostAsync(Path, new JsonObject { ["items"] = items })).Is(200);
        for (int i = 0; i < rows.Length; i++)
        {
            JsonNode sent = reply.Items[i]!["report"]!;
            Reply read = (await town.Administrator.GetAsync($"/api/reports/{town.Code}/{sent["id"]}")).Is(200);
            Assert.Equal(rows[i].Flags, string.Join(' ', read.Json["capturedFlags"]!.AsArray().Select(f => (string?)f)));
            Assert.Equal(town.Clock.GetUtcNow(), (DateTimeOffset)read.Json["receivedAt"]!);
            Assert.Equal(town.Clock.GetUtcNow().AddHours(rows[i].Hours), (DateTimeOffset)read.Json["clientTime"]!);
        }

        Assert.Equal(2, (await town.Administrator.ListAsync(town.At("/reports?captured=late"), 1)).Count);
        Assert.Single(await town.Administrator.ListAsync(town.At("/reports?captured=clockAhead"), 1));
        Assert.Single(await town.Administrator.ListAsync(town.At("/reports?captured=weekOld&area=G01"), 1));
    }

    private static IEnumerable<string> Faults(Reply reply, int item)
        => reply.Items[item]!["problem"]!["errors"]!.AsArray().Select(e => (string)e!["path"]!).Order(StringComparer.Ordinal);

    private static JsonObject Batch(TestTown town, int count) => new() { ["items"] = new JsonArray([.. Enumerable.Range(0, count).Select(_ => (JsonNode)Item(Report(town, "G01")))]) };

    private static JsonObject Item(JsonObject report, string? key = null) => new() { ["key"] = key ?? Client.NewKey(), ["report"] = report };

    private static JsonObject Report(TestTown town, string grid, string category = "wish") => new() { ["category"] = category, ["words"] = "灯坏了", ["point"] = town.Point(grid) };

    private static JsonObject With(JsonObject report, string name, JsonNode value)
    {
        report[name] = value;
        return report;
    }
}
