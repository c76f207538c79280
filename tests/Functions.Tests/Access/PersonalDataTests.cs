using System.Text.Json.Nodes;
using GridSteward.Domain;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.Access;

/// <summary>Who sees what about whom.</summary>
public sealed class PersonalDataTests
{
    private const string Words = "楼上夜里装修", Name = "钱多多", Phone = "13700001111";

    [Fact]
    public async Task A_steward_of_one_grid_sees_nothing_of_another_whichever_path_is_asked()
    {
        await using TestTown town = await TownTemplate.OpenAsync();
        Client steward = await town.SignInAsync("steward", town.Area("G01"));
        Reply own = await PersonalReportAsync(town, "G01");
        Reply other = await PersonalReportAsync(town, "G02");
        Assert.Equal([own["id"]], (await steward.ListAsync(town.At("/reports"), 1)).Select(r => (string?)r["id"]));
        Assert.Empty((await steward.GetAsync(town.At("/reports?area=G02"))).Is(200).Items);
        Assert.Empty((await steward.GetAsync(town.At($"/reports?assignee=post:{town.Id("P-G02")}"))).Is(200).Items);
        foreach (string jurisdiction in new[] { town.Code, town.Neighbour, "unassigned" })
        {
            foreach (string path in new[] { "", "/events" })
            {
                Assert.Contains((await steward.GetAsync($"/api/reports/{jurisdiction}/{other["id"]}{path}")).Status, new[] { 403, 404 });
            }

            Assert.Contains((await TestTown.MoveAsync(steward, $"/api/reports/{jurisdiction}/{other["id"]}", "accept", other.ETag!)).Status, new[] { 403, 404 });
            Assert.Contains((await steward.GetAsync($"/api/jurisdictions/{jurisdiction}/households/{town.Id("G02-H1")}")).Status, new[] { 403, 404 });
            Assert.Contains((await steward.GetAsync($"/api/jurisdictions/{jurisdiction}/households/{town.Id("G02-H1")}/visits")).Status, new[] { 403, 404 });
        }

        Assert.Equal(6, (await steward.ListAsync(town.At("/households"), 4)).Count);
        Assert.Empty((await steward.GetAsync(town.At("/households?area=G02"))).Is(200).Items);
        Assert.Empty((await steward.GetAsync(town.At($"/households?bbox={town.Map.Box(0, 1, 3, 2)}"))).Is(200).Items);
        (await steward.PostAsync(town.At("/households"), new JsonObject { ["code"] = "X", ["point"] = town.Point("G02") })).IsFault(403);
    }

    [Fact]
    public async Task A_partner_of_a_team_sees_what_is_given_to_the_team_and_nothing_else()
    {
        await using TestTown town = await TownTemplate.OpenAsync();
        Client partner = await town.SignInAsync("partner", $"team:{town.Code}/{town.Id("T-G06")}");
        Reply given = await PersonalReportAsync(town, "G06");
        Reply other = await PersonalReportAsync(town, "G05");
        Assert.Equal([given["id"]], (await partner.ListAsync(town.At("/reports"), 1)).Select(r => (string?)r["id"]));
        (await partner.GetAsync(TestTown.PathOf(given))).Is(200);
        (await partner.GetAsync(TestTown.PathOf(other))).IsFault(404);
        (await TestTown.MoveAsync(partner, TestTown.PathOf(given), "accept", given.ETag!)).Is(200);
    }

    [Fact]
    public async Task Volunteers_see_no_households_and_nobody_sees_words_or_contacts_in_lists()
    {
        await using TestTown town = await TownTemplate.OpenAsync();
        Reply report = await PersonalReportAsync(town, "G01");
        (await town.Administrator.PostAsync($"{TestTown.PathOf(report)}/moves", new { move = "accept", note = Words }, ("If-Match", report.ETag!))).Is(200);
        (await town.Administrator.PostAsync(town.At($"/households/{town.Id("G01-H1")}/visits"), new { outcome = "done", note = Words })).Is(201);
        Client volunteer = await town.SignInAsync("volunteer", $"jurisdiction:{town.Code}");
        foreach (string path in new[] { "/households", $"/households/{town.Id("G01-H1")}", "/visits", "/stewards", "/buildings" })
        {
            (await volunteer.GetAsync(town.At(path))).IsFault(403);
        }

        foreach (string list in new[] { "/reports", "/households", "/visits" })
        {
            string text = (await town.Administrator.GetAsync(town.At(list))).Is(200).Text;
            foreach (string personal in new[] { Words, Name, Phone, "Householder", "1390000" })
            {
                Assert.DoesNotContain(personal, text, StringComparison.Ordinal);
            }
        }

        string areas = (await volunteer.GetAsync($"/api/map/areas?jurisdiction={town.Code}&measure=households")).Is(200).Text;
        Assert.Equal((await town.Nobody.GetAsync($"/api/map/areas?jurisdiction={town.Code}&measure=households")).Text, areas);
    }

    [Fact]
    public async Task Small_counts_of_households_are_hidden_so_that_no_difference_tells_them()
    {
        await using TestTown town = await TownTemplate.OpenAsync();
        Dictionary<string, long?> seen = await CountsAsync(town, town.Nobody);
        Assert.Equal(["G02", "G03", "G07", "G08", "G09"], seen.Where(c => c.Value is null).Select(c => c.Key));
        Assert.Equal((14L, 15L, 5L, 6L), (seen["C1"], seen["C2"], seen["C3"], seen["G01"]));
        foreach (string community in TownMap.Communities)
        {
            int at = Array.IndexOf(TownMap.Communities, community) * 3;
            string[] hidden = [.. TownMap.Grids[at..(at + 3)].Where(g => seen[g] is null)];
            Assert.NotInRange(hidden.Length, 1, 1);
            Assert.True(hidden.Length == 0 || hidden.Sum(g => TownPlan.Households.GetValueOrDefault(g)) >= 5);
        }

        Assert.Equal(seen, await CountsAsync(town, town.Nobody, "&level=grid", "&level=community"));
        Assert.Equal(seen, await CountsAsync(town, town.Nobody, $"&bbox={town.Map.Box(0, 0, 9, 1)}", $"&bbox={town.Map.Box(0, 1.5, 9, 3)}"));
        Dictionary<string, long?> full = await CountsAsync(town, town.Administrator);
        Assert.Equal((3L, 5L, 5L, 0L), (full["G02"], full["G03"], full["G07"], full["G08"]));
        Dictionary<string, long?> own = await CountsAsync(town, await town.SignInAsync("steward", town.Area("G02")));
        Assert.Equal((3L, null), (own["G02"], own["G07"]));
    }

    [Fact]
    public async Task Reading_what_is_personal_leaves_an_entry_that_says_who_and_holds_nothing_personal()
    {
        await using TestTown town = await TownTemplate.OpenAsync();
        Client steward = await town.SignInAsync("steward", town.Area("G01"));
        string me = (await steward.GetAsync("/api/me"))["subject"]!;
        Reply report = await PersonalReportAsync(town, "G01");
        (await steward.GetAsync(town.At("/reports"))).Is(200);
        (await steward.GetAsync(town.At("/households"))).Is(200);
        Assert.Empty(await ReadsAsync(town, me));

        Reply read = await steward.GetAsync(TestTown.PathOf(report), ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", read.Is(200).Header("X-Trace-Id"));
        (await steward.GetAsync(town.At($"/households/{town.Id("G01-H1")}"))).Is(200);
        AuditFact[] facts = await ReadsAsync(town, me);
        Assert.Equal([$"household/{town.Id("G01-H1")}", $"report/{report["id"]}"], facts.Select(f => f.Subject).Order(StringComparer.Ordinal));
        Assert.Contains("0af7651916cd43dd8448eb211c80319c", facts.Select(f => f.TraceId));
        Assert.DoesNotContain(facts, f => $"{f}".Contains(Name, StringComparison.Ordinal) || $"{f}".Contains(Phone, StringComparison.Ordinal));
    }

    private static async Task<Reply> PersonalReportAsync(TestTown town, string grid)
        => (await town.Nobody.PostAsync("/api/reports", new JsonObject
        {
            ["category"] = "fire-safety", ["words"] = Words, ["point"] = town.Point(grid), ["contact"] = new JsonObject { ["name"] = Name, ["phone"] = Phone },
        })).Is(201);

    private static async Task<Dictionary<string, long?>> CountsAsync(TestTown town, Client who, params string[] queries)
    {
        SortedDictionary<string, long?> counts = new(StringComparer.Ordinal);
        foreach (string query in queries.Length == 0 ? [""] : queries)
        {
            foreach (JsonNode? feature in (await who.GetAsync($"/api/map/areas?jurisdiction={town.Code}&measure=households{query}")).Is(200).Json["features"]!.AsArray())
            {
                counts[(string)feature!["properties"]!["code"]!] = (long?)feature["properties"]!["households"];
            }
        }

        return new(counts);
    }

    private static async Task<AuditFact[]> ReadsAsync(TestTown town, string actor)
    {
        List<AuditFact> facts = [];
        foreach (Container container in new[] { Container.Reports, Container.Households })
        {
            await foreach (var entry in town.Host.Documents.AllAsync(Kinds.Audit(container).In(town.Code), TestContext.Current.CancellationToken))
            {
                facts.Add(entry.Value.Fact);
            }
        }

        return [.. facts.Where(f => f.Actor == actor && f.Action == "readPersonal")];
    }

    [Theory]
    [InlineData("reports")]
    [InlineData("households")]
    [InlineData("buildings")]
    [InlineData("stewards")]
    [InlineData("coverage-reports")]
    [InlineData("areas")]
    public async Task A_jurisdiction_that_is_not_there_is_404_to_an_administrator_and_no_list_of_nothing(string list)
    {
        await using TestTown town = await TownTemplate.OpenAsync();
        (await town.Administrator.GetAsync($"/api/jurisdictions/nowhere/{list}")).IsFault(404);
    }

    [Fact]
    public async Task The_point_of_a_report_that_names_a_household_is_for_those_who_may_see_households()
    {
        await using TestTown town = await TownTemplate.OpenAsync();
        Reply report = (await town.Nobody.PostAsync("/api/reports", new JsonObject { ["category"] = "fire-safety", ["household"] = $"{town.Code}/{town.Id("G01-H1")}" })).Is(201);
        Assert.Null(report.Json["assignment"]!["distanceToEdgeMetres"]);
        string path = $"/api/reports/{town.Code}/{report["id"]}";
        Client steward = await town.SignInAsync("steward", town.Area("G01"));
        Client volunteer = await town.SignInAsync("volunteer", town.Area("G01"));
        Assert.NotNull((await steward.GetAsync(path)).Is(200).Json["point"]);
        Assert.Null((await volunteer.GetAsync(path)).Is(200).Json["point"]);
        Assert.Null((await volunteer.GetAsync(path)).Is(200).Json["assignment"]!["distanceToEdgeMetres"]);
        Assert.Null(Assert.Single(await volunteer.ListAsync(town.At("/reports"), 1), r => (string?)r["id"] == report["id"])["point"]);
    }
}
