using System.Text.Json.Nodes;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Operations;
using GridSteward.Functions.Tests.Access;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Infra;
using GridSteward.Functions.Tests.Town;
using GridSteward.Stores.Embedded;
using GridSteward.Tests.Emulators;
using Microsoft.Extensions.DependencyInjection;

namespace GridSteward.Functions.Tests.Health;

/// <summary>What health says while something is really broken.</summary>
public sealed class BrokenHealthTests(AzureEngine azure)
{
    [Fact]
    public async Task A_cloud_that_is_away_is_503_to_everybody_who_asks_signed_in_or_not()
    {
        FaultScript script = FaultScript.Always(CloudFault.Unavailable);
        await using TestTown town = await azure.OpenAsync(script);
        (await town.Nobody.GetAsync("/health")).Is(200);
        town.Clock.Advance(TimeSpan.FromSeconds(11));
        script.IsOn = true;
        Reply nobody = (await town.Nobody.GetAsync("/health")).Is(503);
        Assert.Equal(("broken", "Reports cannot be taken now.", 0), (nobody["status"], nobody["output"], nobody.Json["parts"]!.AsArray().Count));

        // nobody can say who asks, so they are answered as anybody is
        Assert.Equal("broken", (await town.Administrator.GetAsync("/health")).Is(503)["status"]);
        script.IsOn = false;
        Reply seen = (await town.Administrator.GetAsync("/health")).Is(503);
        Assert.Equal("broken", (string)Part(seen, "documents")["status"]!);
        Assert.Contains("503", (string)Part(seen, "blobs")["output"]!, StringComparison.Ordinal);
        town.Clock.Advance(TimeSpan.FromSeconds(11));
        Reply well = (await town.Administrator.GetAsync("/health")).Is(200);
        Assert.Equal(("ok", town.Clock.GetUtcNow()), ((string)Part(well, "documents")["status"]!, (DateTimeOffset)Part(well, "documents")["since"]!));
    }

    [Fact]
    public async Task A_full_disk_and_a_database_that_was_taken_away_are_told()
    {
        StorageRoom room = new("/data", 200_000_000, 1_000_000_000, 7, 0, true);
        await using TestTown town = await TownTemplate.OpenAsync(plan => plan with { Services = s => s.AddSingleton<IStorageRoom>(new Measured(() => room)) });
        Reply low = (await town.Administrator.GetAsync("/health")).Is(200);
        Assert.Equal(("degraded", 200_000_000L), (low["status"], (long)Part(low, "disk")["figures"]!["freeBytes"]!));
        town.Clock.Advance(TimeSpan.FromSeconds(11));
        room = room with { HasFile = false };
        Assert.Contains("is lost when the program ends", (string)Part((await town.Administrator.GetAsync("/health")).Is(503), "disk")["output"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_real_folder_is_measured_and_its_missing_file_missed()
    {
        string folder = "";
        await using TestTown town = await TownTemplate.OpenAsync(plan =>
        {
            folder = plan.DataFolder;
            return plan;
        });
        JsonNode disk = Part((await town.Administrator.GetAsync("/health")).Is(200), "disk");
        Assert.True((long)disk["figures"]!["documentBytes"]! > 10_000 && (long)disk["figures"]!["freeBytes"]! > 0);
        Directory.Move(Path.Combine(folder, "blobs"), Path.Combine(folder, "away"));
        town.Clock.Advance(TimeSpan.FromSeconds(11));
        for (int i = 0; i < 2; i++)
        {
            // though whatever writes a blob makes the folder that it needs
            Assert.Contains("has lost", (string)Part((await town.Administrator.GetAsync("/health")).Is(503), "blobs")["output"]!, StringComparison.Ordinal);
            await town.Host.Get<IBlobStore>().WriteAsync(BlobContainer.Jobs, "x", new byte[] { 1 }, "text/plain", TestContext.Current.CancellationToken);
            town.Clock.Advance(TimeSpan.FromSeconds(11));
        }

        File.Move(Path.Combine(folder, SqliteDocumentStore.FileName), Path.Combine(folder, "elsewhere.db"));
        Directory.Delete(Path.Combine(folder, "blobs"), recursive: true);
        File.WriteAllText(Path.Combine(folder, "blobs"), "a file where the folder was");
        File.Delete(Path.Combine(folder, "keys", "sign-in.pem"));
        town.Clock.Advance(TimeSpan.FromSeconds(11));
        Reply broken = (await town.Administrator.GetAsync("/health")).Is(503);
        Assert.Equal(["blobs", "disk", "signIn"], broken.Json["parts"]!.AsArray().Where(p => (string)p!["status"]! == "broken").Select(p => (string)p!["name"]!).Order());
    }

    [Fact]
    public async Task What_is_unwell_is_in_the_log_though_nobody_asks_and_schedules_are_read_as_they_run()
    {
        StorageRoom room = new("/data", 5, 10, 7, 0, true);
        await using TestTown town = await TownTemplate.OpenAsync(plan => plan with { RunTimers = true, Services = s => s.AddSingleton<IStorageRoom>(new Measured(() => room)) });
        await town.Clock.StepAsync(TownClock.Start.AddMinutes(5));
        TimerPlans plans = town.Host.Get<TimerPlans>();
        Assert.All(plans.All(), p => Assert.Null(p.Off));
        DateTimeOffset now = town.Clock.GetUtcNow();
        Assert.Equal((now.AddMinutes(10), now.AddMinutes(1), now.AddMinutes(2)), (After("NightlyCoverage"), After("EscalateReports"), After("WatchQueues")));
        Assert.Contains(town.Host.Logs.Lines, l => l.Contains("Health: disk is broken. The disk of /data is full but for 0 MB.", StringComparison.Ordinal));
        Assert.Contains(town.Host.Logs.Lines, l => l.Contains("Unassigned: ", StringComparison.Ordinal));

        DateTimeOffset After(string timer) => plans.All().Single(p => p.Name == timer).After(now);
    }

    [Theory]
    [InlineData("AzureWebJobs.EscalateReports.Disabled", "true", "AzureWebJobs.EscalateReports.Disabled is set.")]
    [InlineData("AzureWebJobs:EscalateReports:Disabled", "1", "AzureWebJobs.EscalateReports.Disabled is set.")]
    [InlineData("EscalateReports", "never", "the setting EscalateReports holds no schedule.")]
    [InlineData("EscalateReports", "00:01:00", null)]
    [InlineData("EscalateReports", "*/5 * * * *", null)]
    public void A_timer_that_is_switched_off_is_said_to_be_off(string setting, string value, string? off)
    {
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationManager();
        foreach (string timer in TimerPlans.Names)
        {
            configuration[timer] = "0 * * * * *";
        }

        configuration[setting] = value;
        Assert.Equal(off, new TimerPlans(configuration).All().Single(p => p.Name == "EscalateReports").Off);
        Assert.Equal(off is null ? 0 : 1, new TimerPlans(configuration).All().Count(p => p.Off is not null));
    }

    [Fact]
    public void The_timers_of_health_are_all_timers_and_each_has_the_setting_of_its_name()
    {
        FunctionFacts[] timers = [.. FunctionFacts.All.Where(f => f.Http is null)];
        Assert.Equal(timers.Select(t => t.Name).Order(StringComparer.Ordinal), TimerPlans.Names);
        Assert.All(timers, t => Assert.Equal(t.Name, SettingsTests.ScheduleOf(t)));
    }

    [Fact]
    public void The_command_takes_its_date_out_of_what_the_host_reads()
    {
        Assert.Equal(["--urls", "x"], NightCommand.Without(["--night", "2026-05-04", "--urls", "x"]));
        Assert.Equal(["--urls", "x"], NightCommand.Without(["--night", "--urls", "x"]));
        Assert.Equal(["--urls", "x"], NightCommand.Without(["--urls", "x"]));
        Assert.True(NightCommand.IsIn(["--night"]) && !NightCommand.IsIn(["--demo"]));
    }

    private static JsonNode Part(Reply health, string name) => health.Json["parts"]!.AsArray().Single(p => (string)p!["name"]! == name)!;

    private sealed class Measured(Func<StorageRoom?> measure) : IStorageRoom
    {
        public StorageRoom? Measure() => measure();
    }
}
