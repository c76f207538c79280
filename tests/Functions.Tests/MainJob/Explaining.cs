using System.Text.Json.Nodes;
using GridSteward.Functions.Explain;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.MainJob;

/// <summary>Why a report goes to whom it goes to: explained before, shown on the report, replayed after.</summary>
public abstract class Explaining(Engine engine)
{
    [Fact]
    public async Task What_explain_says_is_what_a_report_gets_here_and_a_few_steps_further()
    {
        await using TestTown town = await engine.OpenAsync();
        JsonObject at = town.Map.Point(0.5, 0.98, 30);
        Reply said = (await town.Nobody.GetAsync($"/api/explain?{Query(at)}&category=fire-safety")).Is(200);
        Assert.Equal((town.Code, "G01", "2026-05-04"), (said["jurisdiction"], (string?)said.Json["assignment"]!["chain"]![1]!["code"], said["day"]));
        JsonNode grid = said.Json["assignment"]!["levels"]![1]!;
        Assert.Equal(("grid", "G01", "G02", "north"), ((string?)grid["level"], (string?)grid["code"], (string?)grid["runnerUp"]!["code"], (string?)grid["runnerUp"]!["direction"]));
        Assert.InRange((double)grid["runnerUp"]!["distanceMetres"]!, 22.1, 22.3);

        JsonNode change = said.Json["wouldChange"]!.AsArray().Single(c => (string?)c!["kind"] == "place")!;
        Assert.Equal("23 m north it would be 网格2 (G02). 网格员二 would get it.", (string?)change["en"]);
        Assert.Equal("向北23米即属网格2 (G02)。由网格员二承办。", (string?)change["zh"]);
        Reply there = await town.ReportAsync(new JsonObject { ["point"] = change["point"]!.DeepClone() });
        Assert.Equal(("P-G02", (string?)change["assignee"]!["id"]), (there["assignment.assignee.code"], there["assignment.assignee.id"]));

        Reply here = await town.ReportAsync(new JsonObject { ["point"] = at.DeepClone() });
        Reply tracked = (await town.Nobody.GetAsync($"/api/tracking/{here["trackingToken"]}")).Is(200);
        Reply read = (await town.Administrator.GetAsync(TestTown.PathOf(here))).Is(200);
        foreach (Reply report in new[] { here, tracked, read })
        {
            Assert.True(JsonNode.DeepEquals(said.Json["assignment"], report.Json["assignment"]), report.Text);
            Assert.Contains("23 m north it would be 网格2 (G02).", report.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Candidates_and_loads_are_for_those_who_read_reports_there_and_households_for_those_who_see_them()
    {
        await using TestTown town = await engine.OpenAsync();
        await town.ReportInAsync("G01");
        string point = $"/api/explain?{Query(town.Point("G01"))}";
        Reply open = (await town.Nobody.GetAsync(point)).Is(200);
        Assert.Null(open.Json["candidates"]);
        Assert.DoesNotContain("Load", open.Text.Replace("loadsAt", "", StringComparison.Ordinal).Replace("leastLoad", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Client volunteer = await town.SignInAsync("volunteer", town.Area("G01"));
        Reply full = (await volunteer.GetAsync(point)).Is(200);
        Assert.Equal(["0 P-G01-B1", "0 P-G01-V", "1 P-G01"], full.Json["candidates"]!.AsArray().Select(c => $"{c!["openLoad"]} {c["assignee"]!["code"]}").Order(StringComparer.Ordinal));
        Assert.Contains(full.Json["wouldChange"]!.AsArray(), c => (string?)c!["kind"] == "load");

        string household = $"/api/explain?household={town.Code}/{town.Id("G01-H2")}";
        (await town.Nobody.GetAsync(household)).IsFault(401);
        (await volunteer.GetAsync(household)).IsFault(404);
        Client steward = await town.SignInAsync("steward", town.Area("G01"));
        Reply seen = (await steward.GetAsync(household)).Is(200);
        Assert.Equal(("P-G01-V", "household"), (seen["assignment.assignee.code"], seen["assignment.basis"]));
        Assert.All(new[] { "Householder", "1390000", "Liuzhuang", "Steward" }, word => Assert.DoesNotContain(word, seen.Text, StringComparison.Ordinal));

        // A neighbour from the same village who did not ask for it is treated as anybody.
        Reply neighbour = (await steward.GetAsync($"/api/explain?household={town.Code}/{town.Id("G01-H3")}")).Is(200);
        Assert.NotEqual("acquainted", (string?)neighbour.Json["assignment"]!["reasons"]!.AsArray()[^1]!["code"]);
        Assert.All(neighbour.Json["candidates"]!.AsArray(), c => Assert.False((bool)c!["acquainted"]!));

        Reply card = (await town.Nobody.GetAsync($"/api/explain?card={town.Record.Cards["household"]}")).Is(200);
        Assert.Equal(("P-G01-V", 0, null), (card["assignment.assignee.code"], card.Json["assignment"]!["levels"]!.AsArray().Count, card["assignment.distanceToEdgeMetres"]));
        Assert.DoesNotContain(" m ", card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_on_leave_gets_nothing_until_they_are_back()
    {
        await using TestTown town = await engine.OpenAsync();
        Client who = town.Administrator;
        Reply steward = (await who.GetAsync(town.At($"/stewards/{town.Id("S4")}"))).Is(200);
        Assert.Empty(steward.Json["leave"]!.AsArray());
        JsonObject away = new() { ["name"] = "Steward 4", ["leave"] = new JsonArray(Days("2026-05-05", "2026-05-08"), Days("2026-04-01", "2026-05-04")) };
        Reply changed = (await who.SendAsync("PUT", town.At($"/stewards/{town.Id("S4")}"), away, ("If-Match", steward.ETag!))).Is(200);
        Assert.Equal("2026-05-08", (string?)changed.Json["leave"]![0]!["to"]);

        Assert.Equal("P-G05", (await town.ReportInAsync("G05"))["assignment.assignee.code"]);
        Reply explained = (await who.GetAsync($"/api/explain?{Query(town.Point("G05"))}")).Is(200);
        JsonNode day = explained.Json["wouldChange"]!.AsArray().Single(c => (string?)c!["kind"] == "day")!;
        Assert.Equal(("2026-05-05", "T-C2", "自2026-05-05起由第二服务队承办（网格员五休假）。"), ((string?)day["from"], (string?)day["assignee"]!["code"], (string?)day["zh"]));
        town.Clock.Set(new DateTimeOffset(2026, 5, 4, 15, 59, 59, TimeSpan.Zero));
        Assert.Equal("P-G05", (await town.ReportInAsync("G05"))["assignment.assignee.code"]);
        town.Clock.Advance(TimeSpan.FromSeconds(1));
        Reply meanwhile = await town.ReportInAsync("G05");
        Assert.Equal("T-C2", meanwhile["assignment.assignee.code"]);
        Assert.Contains("当日不在岗", meanwhile.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("休假", meanwhile.Text, StringComparison.Ordinal);
        town.Clock.Set(new DateTimeOffset(2026, 5, 7, 16, 0, 0, TimeSpan.Zero));
        Assert.Equal("P-G05", (await town.ReportInAsync("G05"))["assignment.assignee.code"]);

        JsonObject wrong = new()
        {
            ["name"] = "x",
            ["leave"] = new JsonArray(Days("2026-05-08", "2026-05-08"), new JsonObject { ["from"] = "tomorrow", ["until"] = 1 }),
        };
        (await who.PostAsync(town.At("/stewards"), wrong)).IsFault(400, "$.leave[0].to", "$.leave[1].from", "$.leave[1].to", "$.leave[1].until");
        (await who.PostAsync(town.At("/stewards"), new JsonObject { ["name"] = "x", ["leave"] = new JsonArray([.. Enumerable.Repeat(0, 51).Select(_ => Days("2026-05-05", "2026-05-08"))]) }))
            .IsFault(400, "$.leave");

        static JsonObject Days(string from, string to) => new() { ["from"] = from, ["to"] = to };
    }

    [Fact]
    public async Task A_partner_that_handles_gets_reports_and_whoever_works_for_it_sees_them()
    {
        await using TestTown town = await engine.OpenAsync();
        JsonObject partner = new() { ["code"] = "PA-G09", ["name"] = "供电所", ["duty"] = "handle", ["areas"] = new JsonArray("G09"), ["categories"] = new JsonArray("fire-safety") };
        string id = (await town.Administrator.PostAsync(town.At("/partners"), partner)).Is(201)["id"]!;
        Reply report = await town.ReportInAsync("G09");
        Assert.Equal(("partner", "PA-G09", "供电所"), (report["assignment.assignee.kind"], report["assignment.assignee.code"], report["assignment.assignee.title"]));
        Assert.Null((await town.ReportInAsync("G09", "wish"))["assignment.assignee.code"]);

        Client works = await town.SignInAsync("partner", $"partner:{town.Code}/{id}");
        Assert.Equal(report["id"], (string?)Assert.Single(await works.ListAsync(town.At("/reports"), 5))["id"]);
        Assert.Equal(report["id"], (string?)Assert.Single(await works.ListAsync(town.At($"/reports?assignee=partner:{id}"), 5))["id"]);
        (await TestTown.MoveAsync(works, TestTown.PathOf(report), "accept", report.ETag!)).Is(200);
        (await works.GetAsync(TestTown.PathOf(await town.ReportInAsync("G08")))).Is(404);
        (await town.Administrator.PostAsync("/api/invitations", new { name = "x", grants = new[] { new { node = $"partner:{town.Code}/none", preset = "partner" } } })).Is(400);
    }

    [Fact]
    public async Task Every_assignment_is_replayed_by_a_job_and_by_the_command_after_the_town_has_changed()
    {
        await using TestTown town = await engine.OpenAsync();
        foreach (JsonObject where in new[]
        {
            new JsonObject { ["point"] = town.Map.Point(0.5, 0.98, 60) }, new JsonObject { ["household"] = $"{town.Code}/{town.Id("G01-H2")}" },
            new JsonObject { ["building"] = $"{town.Code}/{town.Id("B2")}" }, new JsonObject { ["card"] = town.Record.Cards["area"] }, new JsonObject { ["jurisdiction"] = town.Code }, [],
        })
        {
            await town.ReportAsync(where);
        }

        (await town.Administrator.PostAsync(town.At("/area-imports"), TownMap.Collection(
            TownMap.Feature("G01", "网格1", "grid", "C1", town.Map.Square(0, 0, 3, 0.4)), TownMap.Feature("G02", "网格2", "grid", "C1", town.Map.Square(0, 0.4, 3, 2))))).Is(201);
        await town.ReportInAsync("G02");
        town.Clock.Advance(TimeSpan.FromHours(1));

        Client auditor = await town.SignInAsync("auditor", $"jurisdiction:{town.Code}");
        string path = (await auditor.PostAsync(town.At("/replays"), null)).Is(202).Header("Location")!;
        await BulkWork.RunJobsAsync(town);
        Reply job = (await auditor.GetAsync(path)).Is(200);
        Assert.Equal(("done", "6", "6", "0", "0"), (job["state"], job["counts.assignments"], job["counts.same"], job["counts.differ"], job["counts.withoutPlace"]));
        Assert.Empty(job.Json["files"]!.AsArray());

        var services = town.Host.Get<IServiceProvider>();
        Assert.Equal((0, "7 assignments, 7 replayed to the same answer, 0 differ"), await CommandAsync(services, "--replay"));
        Assert.Equal((0, "6 assignments, 6 replayed to the same answer, 0 differ"), await CommandAsync(services, "--replay", "--jurisdiction", town.Code));
        Assert.Equal((2, "There is no jurisdiction 'nowhere'."), await CommandAsync(services, "--replay", "--jurisdiction", "nowhere"));
        Assert.True(ReplayCommand.IsIn(["--urls", "x", "--replay"]) && !ReplayCommand.IsIn(["--demo"]));
        Assert.Equal(["--urls", "x"], ReplayCommand.Without(["--replay", "--urls", "x"]));
    }

    private static async Task<(int Code, string First)> CommandAsync(IServiceProvider services, params string[] args)
    {
        await using var output = new StringWriter();
        int code = await ReplayCommand.RunAsync(services, args, output, TestContext.Current.CancellationToken);
        return (code, output.ToString().Split(Environment.NewLine)[0]);
    }

    private static string Query(JsonObject point) => string.Join('&', point.Select(p => $"{p.Key}={p.Value}"));
}
