using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.MainJob;

/// <summary>What should not be read is hidden or redacted; the auditor keeps the original.</summary>
public abstract class Moderating(Engine engine)
{
    private const string Abuse = "辱骂的话", Name = "钱多多", Phone = "13700001111", Note = "他住在三零一";

    [Fact]
    public async Task A_hidden_report_shows_its_words_to_the_auditor_and_to_whoever_hid_it_until_it_is_shown_again()
    {
        await using TestTown town = await engine.OpenAsync();
        var (path, sent) = await ReportAsync(town);
        Client manager = await town.SignInAsync("manager", $"jurisdiction:{town.Code}"), steward = await town.SignInAsync("steward", town.Area("G01"));
        Client auditor = await town.SignInAsync("auditor", $"jurisdiction:{town.Code}");
        string etag = (await manager.GetAsync(path)).ETag!;
        string key = Client.NewKey();
        Reply hidden = (await manager.PostAsync($"{path}/hide", new { reason = "辱骂" }, ("If-Match", etag), ("Idempotency-Key", key))).Is(200);
        Assert.True((bool)hidden.Json["hidden"]!);
        Assert.True((await manager.PostAsync($"{path}/hide", new { reason = "辱骂" }, ("If-Match", etag), ("Idempotency-Key", key))).Is(200).IsReplayed);
        (await manager.PostAsync($"{path}/hide", new { reason = "again" }, ("If-Match", etag))).IsFault(412, "header.If-Match");
        (await manager.PostAsync($"{path}/hide", new { reason = "again" }, ("If-Match", "*"))).IsFault(409);
        (await steward.PostAsync($"{path}/show", new { }, ("If-Match", "*"))).IsFault(403);

        foreach (var (who, sees) in new[] { (manager, true), (auditor, true), (steward, false), (town.Administrator, false) })
        {
            string text = (await who.GetAsync(path)).Is(200).Text + (await who.GetAsync($"{path}/events")).Is(200).Text;
            Assert.All([Abuse, Name, Phone, Note], word => Assert.Equal(sees, text.Contains(word, StringComparison.Ordinal)));
        }

        string file = await ExportAsync(town);
        Assert.Contains((string)sent["number"]!, file, StringComparison.Ordinal);
        Assert.All([Abuse, Name, Phone], word => Assert.DoesNotContain(word, file, StringComparison.Ordinal));
        Reply tracked = (await town.Nobody.GetAsync($"/api/tracking/{sent["trackingToken"]}")).Is(200);
        Assert.Equal("accepted", tracked["state"]);
        Assert.DoesNotContain("辱骂", tracked.Text, StringComparison.Ordinal);

        (await town.Administrator.PostAsync($"{path}/show", new { }, ("If-Match", "*"))).Is(200);
        Assert.Equal(Abuse, (await steward.GetAsync(path))["words"]);
    }

    [Fact]
    public async Task A_redaction_stands_for_everybody_and_the_auditor_reads_what_stood_there()
    {
        await using TestTown town = await engine.OpenAsync();
        var (path, sent) = await ReportAsync(town);
        (await town.Administrator.PostAsync($"{path}/redactions", new { words = "抱怨", reason = "辱骂" }, ("If-Match", "*"))).Is(200);
        (await town.Administrator.PostAsync($"{path}/redactions", new { words = "一件事", reason = "仍然" }, ("If-Match", "*"))).Is(200);
        (await town.Administrator.PostAsync($"{path}/redactions", new { sequence = 2, reason = "地址" }, ("If-Match", "*"))).Is(200);
        (await town.Administrator.PostAsync($"{path}/redactions", new { sequence = 1, reason = "地址" }, ("If-Match", "*"))).IsFault(409);
        Client auditor = await town.SignInAsync("auditor", $"jurisdiction:{town.Code}");
        foreach (Client who in new[] { town.Administrator, auditor })
        {
            Reply read = (await who.GetAsync(path)).Is(200);
            Assert.Equal(("一件事", Name), (read["words"], read["contact.name"]));
            Assert.DoesNotContain(Note, (await who.GetAsync($"{path}/events")).Is(200).Text, StringComparison.Ordinal);
        }

        (await town.Administrator.GetAsync($"{path}/originals")).IsFault(403);
        Reply originals = (await auditor.GetAsync($"{path}/originals")).Is(200);
        Assert.Equal([(null, Abuse), (2, Note)], originals.Items.Select(o => ((int?)o!["sequence"], (string?)o["words"])));
        Assert.Single((await auditor.GetAsync(town.At($"/audit?subject=report/{sent["id"]}"))).Is(200).Items, f => (string?)f!["action"] == "readOriginals");
        Assert.DoesNotContain(Abuse, await ExportAsync(town), StringComparison.Ordinal);
    }

    private static async Task<(string Path, Reply Sent)> ReportAsync(TestTown town)
    {
        Reply sent = (await town.Nobody.PostAsync("/api/reports", new JsonObject
        {
            ["category"] = "noise", ["words"] = Abuse, ["point"] = town.Point("G01"), ["contact"] = new JsonObject { ["name"] = Name, ["phone"] = Phone },
        })).Is(201);
        string path = TestTown.PathOf(sent);
        (await TestTown.MoveAsync(town.Administrator, path, "accept", sent.ETag!, Note)).Is(200);
        return (path, sent);
    }

    private static async Task<string> ExportAsync(TestTown town)
    {
        Reply job = (await town.Administrator.PostAsync(town.At("/exports"), new { what = "reports" })).Is(202);
        await BulkWork.RunJobsAsync(town);
        return (await town.Administrator.GetAsync(town.At($"/jobs/{job["id"]}/files/reports.csv"))).Is(200).Text;
    }
}
