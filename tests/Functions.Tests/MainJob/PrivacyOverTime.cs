using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Privacy;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.MainJob;

/// <summary>What is personal over time: read under audit, put together, erased.</summary>
public abstract class PrivacyOverTime(Engine engine)
{
    [Fact]
    public async Task A_persons_data_are_put_together_and_erased_and_others_stay()
    {
        await using TestTown town = await engine.OpenAsync();
        PersonalTown person = new(town);
        await person.LiveAsync();
        JsonNode result = (await town.Administrator.GetAsync(await person.AskAsync("erase"))).Is(200).Json;
        Assert.Equal(4, result["erased"]!.AsArray().Count);
        Assert.Equal((1, true), ((int)result["jobFiles"]!, (int)result["uploads"]! >= 1));

        Reply report = (await town.Administrator.GetAsync(TestTown.PathOf(person.Report))).Is(200);
        Assert.Equal((null, null, "closed"), (report["words"], report.Json["contact"], report["state"]));
        Assert.NotNull(report["erasedAt"]);
        Assert.All((await town.Administrator.GetAsync($"{TestTown.PathOf(person.Report)}/events")).Is(200).Items, e => Assert.Null(e!["note"]));
        (await town.Nobody.GetAsync($"/api/tracking/{person.Report["trackingToken"]}")).Is(200);
        Assert.Equal("Householder G01 1", (await town.Administrator.GetAsync(town.At($"/households/{town.Id("G01-H1")}"))).Is(200)["name"]);
    }

    [Fact]
    public async Task What_is_due_is_erased_at_night_once()
    {
        await using TestTown town = await engine.OpenAsync();
        PersonalTown person = new(town);
        await person.LiveAsync();
        await person.NightAsync(364);
        Assert.Equal(PersonalTown.Redacted, (await person.Administrator.GetAsync(TestTown.PathOf(person.Report))).Is(200)["words"]);
        await person.NightAsync(2);
        Assert.Null((await person.Administrator.GetAsync(TestTown.PathOf(person.Report))).Is(200)["words"]);
        JsonNode job = (await person.Administrator.ListAsync(town.At("/jobs"), 10)).First(j => (string?)j["kind"] == "retention");
        Assert.Equal(("done", 1), ((string?)job["state"], (int)job["counts"]!["reports"]!));
        await person.NightAsync(0);
        Assert.Single(await person.Administrator.ListAsync(town.At($"/audit?subject=report/{person.Report["id"]}&actor=system"), 10));
    }

    [Fact]
    public async Task The_audit_lists_newest_first_over_all_containers_and_in_pages_of_any_size()
    {
        await using TestTown town = await engine.OpenAsync();
        PersonalTown person = new(town);
        await person.LiveAsync();
        Client auditor = await town.SignInAsync("auditor", $"jurisdiction:{town.Code}");
        string before = "before=2030-01-01T00:00:00Z";
        JsonNode[] all = [.. await auditor.ListAsync(town.At($"/audit?{before}"), 1000)];
        Assert.True(all.Length > 60);
        Assert.Equal(["areas", "households", "outcomes", "reports"], all.Select(e => (string?)e["container"]).Distinct().Order());
        Assert.Equal(all.Select(Key).OrderDescending(StringComparer.Ordinal), all.Select(Key));
        JsonNode[] paged = [.. await auditor.ListAsync(town.At($"/audit?{before}&container=households"), 7)];
        Assert.Equal(paged.Select(Key).Distinct().OrderDescending(StringComparer.Ordinal), paged.Select(Key));

        string report = $"report/{person.Report["id"]}";
        string[] actions = [.. (await auditor.ListAsync(town.At($"/audit?subject={report}"), 2)).Select(e => (string)e["action"]!)];
        Assert.Equal(
            new[] { "askAssist", "exportPersonal", "giveFeedback", "moveReport.accept", "moveReport.close", "moveReport.resolve", "redactReport", "submitReport" },
            actions.Order(StringComparer.Ordinal));
        string me = (await auditor.GetAsync("/api/me"))["subject"]!;
        Assert.All(await auditor.ListAsync(town.At($"/audit?actor={me}"), 50), e => Assert.Equal("readAudit", (string?)e["action"]));
        Assert.NotEmpty(await auditor.ListAsync(town.At($"/audit?actor={me}"), 50));
        Assert.Empty(await auditor.ListAsync(town.At("/audit?before=2020-01-01T00:00:00Z"), 50));
        Assert.Empty(await auditor.ListAsync(town.At("/audit?from=2030-01-01T00:00:00Z"), 50));
    }

    [Fact]
    public async Task Reading_stewards_and_partners_leaves_entries()
    {
        await using TestTown town = await engine.OpenAsync();
        Client steward = await town.SignInAsync("steward", town.Area("G01"));
        string me = (await steward.GetAsync("/api/me"))["subject"]!;
        (await steward.GetAsync(town.At("/stewards"))).Is(200);
        (await steward.GetAsync(town.At($"/stewards/{town.Id("S1")}"))).Is(200);
        (await steward.GetAsync(town.At("/partners"))).Is(200);
        (await steward.GetAsync(town.At("/buildings"))).Is(200);
        var subjects = (await town.Administrator.ListAsync(town.At($"/audit?actor={me}"), 50)).Select(e => $"{e["action"]} {e["subject"]}");
        Assert.Equal(["readPersonal partner/list", $"readPersonal steward/{town.Id("S1")}", "readPersonal steward/list"], subjects.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Settings_say_how_long_what_is_personal_is_kept()
    {
        await using TestTown town = await engine.OpenAsync();
        Reply settings = (await town.Nobody.GetAsync(town.At(""))).Is(200);
        Assert.Equal("""{"closedReportDays":365,"movedHouseholdDays":90,"eraseHouseholdPlaces":true,"auditYears":3}""", settings.Json["retention"]!.ToJsonString());
        JsonObject body = settings.Json.AsObject();
        body["retention"] = new JsonObject { ["closedReportDays"] = 30, ["eraseHouseholdPlaces"] = false };
        Reply changed = (await town.Administrator.SendAsync("PUT", town.At(""), body, ("If-Match", settings.ETag!))).Is(200);
        Assert.Equal("""{"closedReportDays":30,"movedHouseholdDays":90,"eraseHouseholdPlaces":false,"auditYears":3}""", changed.Json["retention"]!.ToJsonString());
    }

    private static string Key(JsonNode entry) => $"{((DateTimeOffset)entry["at"]!).UtcDateTime:O} {entry["id"]}";
}
