using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;
using GridSteward.SelfHost;

namespace GridSteward.Functions.Tests.MainJob;

/// <summary>Coverage reports, by request and by the clock.</summary>
public abstract class CoverageReports(Engine engine)
{
    private static DateTimeOffset Utc(int day, int hour, int minute) => new(2026, 5, day, hour, minute, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_report_of_now_counts_households_handlers_and_open_reports()
    {
        await using TestTown town = await engine.OpenAsync();
        await town.ReportInAsync("G01");
        await town.ReportAsync(new JsonObject { ["jurisdiction"] = town.Code });
        (await town.Administrator.PostAsync(town.At("/households"), new { code = "LOST" })).Is(201);
        town.Clock.Advance(TimeSpan.FromHours(5));

        Reply made = (await town.Administrator.PostAsync(town.At("/coverage-reports"), null)).Is(201);
        Assert.Equal(town.At("/coverage-reports/2026-05-04"), made.Header("Location"));
        Assert.Equal("35 24 2 2", Row(made.Json["total"]!));
        Assert.Equal("1", made.Json["total"]!["units"]!["unlocated"]!.ToString());
        Dictionary<string, string> rows = made.Json["areas"]!.AsArray().ToDictionary(a => (string)a!["code"]!, a => Row(a!));
        Assert.Equal([.. TownMap.Communities, .. TownMap.Grids], rows.Keys);
        Assert.Equal(("14 14 1 1", "15 5 0 0", "5 5 0 0"), (rows["C1"], rows["C2"], rows["C3"]));
        Assert.Equal(("6 6 1 1", "5 0 0 0", "5 5 0 0", "0 0 0 0"), (rows["G01"], rows["G04"], rows["G05"], rows["G09"]));

        foreach (string date in new[] { "2026-05-04", "latest" })
        {
            Reply read = (await town.Administrator.GetAsync(town.At($"/coverage-reports/{date}"))).Is(200);
            Assert.True(JsonNode.DeepEquals(made.Json, read.Json));
            (await town.Administrator.GetAsync(town.At($"/coverage-reports/{date}"), ("If-None-Match", read.ETag!))).Is(304);
        }

        (await town.Administrator.GetAsync(town.At("/coverage-reports/2026-05-03"))).IsFault(404);
    }

    [Fact]
    public async Task The_nightly_report_comes_after_two_in_the_jurisdictions_own_night_and_once()
    {
        await using TestTown town = await engine.OpenAsync(plan => plan with { RunTimers = true });
        await MoveToBerlinAsync(town);

        await town.Clock.StepAsync(Utc(4, 2, 15));
        Assert.Equal(("05-04", "05-04"), await DaysAsync(town));
        await town.Clock.StepAsync(Utc(4, 17, 59));
        Assert.Equal(("05-04", "05-04"), await DaysAsync(town));
        await town.Clock.StepAsync(Utc(4, 18, 0));
        Assert.Equal(("05-05 05-04", "05-04"), await DaysAsync(town));
        Reply made = (await town.Administrator.GetAsync(town.At("/coverage-reports/latest"))).Is(200);
        Assert.Equal(Utc(4, 18, 0), (DateTimeOffset)made.Json["generatedAt"]!);

        await town.Clock.StepAsync(Utc(4, 18, 15));
        await town.Host.Get<ISelfHostTimers>().RunAsync("NightlyCoverage", TestContext.Current.CancellationToken);
        Assert.Equal(("05-05 05-04", "05-04"), await DaysAsync(town));
        Assert.Equal(made.ETag, (await town.Administrator.GetAsync(town.At("/coverage-reports/latest"))).ETag);

        await town.Clock.StepAsync(Utc(5, 0, 0));
        Assert.Equal(("05-05 05-04", "05-05 05-04"), await DaysAsync(town));
    }

    [Fact]
    public async Task A_night_that_was_missed_is_made_good_by_the_next_run()
    {
        await using TestTown town = await engine.OpenAsync(plan => plan with { RunTimers = true });
        await town.Clock.StepAsync(Utc(4, 2, 15));
        Assert.Equal("05-04", (await DaysAsync(town)).Own);
        await town.Clock.StepAsync(Utc(5, 1, 20));
        Assert.Equal("05-05 05-04", (await DaysAsync(town)).Own);
        Assert.Equal(Utc(5, 1, 20), (DateTimeOffset)(await town.Administrator.GetAsync(town.At("/coverage-reports/2026-05-05"))).Json["generatedAt"]!);
    }

    [Fact]
    public async Task Each_report_has_its_files_and_who_may_not_see_households_gets_them_with_small_counts_hidden()
    {
        await using TestTown town = await engine.OpenAsync();
        (await town.Administrator.PostAsync(town.At("/coverage-reports"), null)).Is(201);
        Client steward = await town.SignInAsync("steward", town.Area("G05"));
        foreach (var (file, type) in new[] { ("areas.csv", "text/csv"), ("groups.csv?lang=en", "text/csv"), ("areas.geojson", "application/geo+json"), ("areas.geojson?level=grid&borders=full", "application/geo+json"), ("spatial.geojson", "application/geo+json"), ("page.html?lang=en", "text/html") })
        {
            foreach (string date in new[] { "2026-05-04", "latest" })
            {
                Reply read = (await town.Administrator.GetAsync(town.At($"/coverage-reports/{date}/{file}"))).Is(200);
                Assert.Equal(type, read.ContentHeaders.ContentType?.MediaType);
                (await town.Administrator.GetAsync(town.At($"/coverage-reports/{date}/{file}"), ("If-None-Match", read.ETag!))).Is(304);
            }

            (await steward.GetAsync(town.At($"/coverage-reports/latest/{file}"))).Is(200);
            (await town.Administrator.GetAsync(town.At($"/coverage-reports/2026-05-03/{file}"))).IsFault(404);
        }

        Reply page = (await town.Administrator.GetAsync(town.At("/coverage-reports/latest/page.html?lang=en"))).Is(200);
        Assert.Contains("Effective coverage", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Some figures are hidden.", page.Text, StringComparison.Ordinal);
        Assert.Contains("style-src 'sha256-", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("有效覆盖率", (await town.Administrator.GetAsync(town.At("/coverage-reports/latest/page.html"))).Text, StringComparison.Ordinal);
        Assert.Equal(TownMap.Grids.Length, (await town.Administrator.GetAsync(town.At("/coverage-reports/latest/areas.geojson?level=grid"))).Json["features"]!.AsArray().Count);

        Assert.Contains("Some figures are hidden.", (await steward.GetAsync(town.At("/coverage-reports/latest/page.html?lang=en"))).Text, StringComparison.Ordinal);
        Reply seen = (await steward.GetAsync(town.At("/coverage-reports/latest"))).Is(200);
        Assert.True((bool)seen.Json["suppressed"]!);
        Assert.Empty(seen.Json["groups"]!.AsArray());
        Assert.Equal(2, (await steward.GetAsync(town.At("/coverage-reports/latest/groups.csv"))).Text.Split("\r\n").Length);
        Assert.False((bool)(await town.Administrator.GetAsync(town.At("/coverage-reports/latest"))).Json["suppressed"]!);
    }

    private static string Row(JsonNode row) => $"{row["units"]!["registered"]} {row["units"]!["handled"]} {row["loop"]!["open"]} {row["loop"]!["overdue"]}";

    /// <summary>In summer Berlin is two hours ahead of UTC; Shanghai always eight.</summary>
    private static async Task MoveToBerlinAsync(TestTown town)
    {
        Reply settings = (await town.Nobody.GetAsync($"/api/jurisdictions/{town.Neighbour}")).Is(200);
        JsonNode changed = settings.Json;
        changed["timeZone"] = "Europe/Berlin";
        (await town.Administrator.SendAsync("PUT", $"/api/jurisdictions/{town.Neighbour}", changed, ("If-Match", settings.ETag!))).Is(200);
    }

    private static async Task<(string Own, string Neighbour)> DaysAsync(TestTown town)
        => (await DaysOfAsync(town, town.Code), await DaysOfAsync(town, town.Neighbour));

    private static async Task<string> DaysOfAsync(TestTown town, string jurisdiction)
        => string.Join(' ', (await town.Administrator.ListAsync($"/api/jurisdictions/{jurisdiction}/coverage-reports", 1)).Select(r => ((string)r["date"]!)[5..]));
}
