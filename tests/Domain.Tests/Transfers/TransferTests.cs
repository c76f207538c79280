using System.Text;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Transfers;

namespace GridSteward.Domain.Tests.Transfers;

/// <summary>A whole jurisdiction out of one deployment and into another.</summary>
public sealed class TransferTests
{
    [Fact]
    public async Task Exported_imported_and_exported_again_the_file_is_the_same_byte_for_byte()
    {
        using World here = await FullTown.MakeAsync();
        byte[] file = await FullTown.ExportAsync(here);
        using World there = new();
        there.Clock.Now = here.Clock.Now.AddDays(30);
        Job job = await FullTown.ImportAsync(there, file);
        Assert.Equal(JobState.Done, job.State);

        byte[] again = await FullTown.ExportAsync(there);
        Assert.Equal(FullTown.Lines(file), FullTown.Lines(again));
        Assert.Equal(file, again);
        Assert.Equal(file, await FullTown.ExportAsync(here));
    }

    [Fact]
    public async Task The_file_holds_every_kind_that_moves_and_nothing_of_engines_jobs_and_others()
    {
        using World here = await FullTown.MakeAsync();
        string[] lines = FullTown.Lines(await FullTown.ExportAsync(here));
        string[] kinds = [.. lines.Select(l => TransferLine(l)).OfType<string>().Distinct()];
        Assert.Equal(TransferKinds.Moved.Select(k => k.Key), kinds);
        string text = string.Concat(lines);
        Assert.All(["_etag", "_ts", "_commit", "\"job/", "town-2", "unassigned", "robot.example/hook", "robot's secret"], no => Assert.DoesNotContain(no, text, StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("\"type\":\"steward\"", StringComparison.Ordinal) && (string?)System.Text.Json.Nodes.JsonNode.Parse(l)!["document"]!["name"] == FullTown.RareName);
        Assert.Contains("114.00070000000001", text, StringComparison.Ordinal);
        Assert.Contains("2026-03-01T08:00:00.1234567Z", text, StringComparison.Ordinal);
        Assert.Contains("\"container\":\"geometries\"", text, StringComparison.Ordinal);
        Assert.All(lines, l => Assert.InRange(Encoding.UTF8.GetByteCount(l), 2, 300 * 1024));
    }

    [Fact]
    public async Task What_was_brought_works_as_it_did_cards_and_links_included()
    {
        using World here = await FullTown.MakeAsync();
        var submitted = Expect.Done(await here.Beside.Submit.RunAsync(World.Hazard(0.5, 0.5), null, Acting.Program, World.Ct));
        byte[] file = await FullTown.ExportAsync(here);
        using World there = new();
        await FullTown.ImportAsync(there, file);
        Instance at = there.Restarted();

        Assert.Equal(submitted.Report.Value.Id, Expect.Done(await at.Read.TrackAsync(submitted.Tracking.ToString(), World.Ct)).Report.Id);
        foreach (var card in await there.AllAsync(Kinds.ContactCard, "town"))
        {
            var found = Expect.Done(await at.Places.FindAsync(new(null, Card: card.Code), World.Ct));
            Assert.Equal(("town", card.Id), (found.Settings!.Jurisdiction, found.CardId));
        }

        var report = Expect.Done(await at.Submit.RunAsync(World.Hazard(0.5, 0.5), null, Acting.Program, World.Ct)).Report.Value;
        Assert.Equal(submitted.Report.Value.Assignee, report.Assignee);
        Assert.Equal(JobState.Done, (await FullTown.WorkAsync(there, at, await FullTown.OrderExportAsync(there))).State);
        Assert.Equal(["importJurisdiction"], (await there.AllAsync(Kinds.Audit(Container.Areas), "town")).Select(a => a.Fact).Where(f => f.Subject.StartsWith("job/", StringComparison.Ordinal)).Select(f => f.Action));
    }

    [Fact]
    public async Task Who_exports_and_who_imports_is_audited_with_what()
    {
        using World here = await FullTown.MakeAsync();
        byte[] file = await FullTown.ExportAsync(here);
        Assert.Contains("exportJurisdiction", (await here.AllAsync(Kinds.Audit(Container.Outcomes), "town")).Select(a => a.Fact.Action));
        using World there = new();
        await FullTown.ImportAsync(there, file);
        Assert.Contains("importJurisdiction", (await there.AllAsync(Kinds.Audit(Container.Outcomes), "unassigned")).Select(a => a.Fact.Action));
    }

    [Fact]
    public async Task Work_that_goes_on_while_the_file_is_made_is_named_and_such_a_file_is_taken_only_by_whoever_accepts_it()
    {
        using World here = await FullTown.MakeAsync();
        Job job = await FullTown.OrderExportAsync(here);
        bool moved = false;
        here.Store.BeforeRead = async kind =>
        {
            if (kind == Kinds.Coverage && !moved)
            {
                moved = true;
                Expect.Done(await here.Beside.Submit.RunAsync(World.Hazard(0.5, 0.5), null, Acting.Program, World.Ct));
            }
        };
        Job done = await FullTown.WorkAsync(here, here.Here, job);
        Assert.Equal((JobState.Done, 4), (done.State, done.Progress.Counts["changedMeanwhile"]));
        byte[] file = await FullTown.ReadAsync(here, done);

        using World there = new();
        Job refused = await FullTown.ImportAsync(there, file);
        string fault = Assert.Single(refused.Faults).Message;
        Assert.All(["reports/report", "reports/reportEvent", "reports/outboxMessage", "reports/reportPersonalPart"], k => Assert.Contains(k, fault, StringComparison.Ordinal));
        Assert.Equal(JobState.Done, (await FullTown.ImportAsync(there, file, acceptChanged: true)).State);
    }

    [Fact]
    public async Task An_export_in_many_slices_is_the_same_file()
    {
        using World here = await FullTown.MakeAsync();
        byte[] file = await FullTown.ExportAsync(here);
        Job job = await FullTown.OrderExportAsync(here);
        here.Store.BeforeRead = _ =>
        {
            here.Clock.Now += TimeSpan.FromMinutes(3);
            return Task.CompletedTask;
        };
        int rounds = 0;
        while (!(await FullTown.WorkAsync(here, here.Here, job)).HasEnded)
        {
            rounds++;
        }

        Assert.InRange(rounds, 5, 200);
        Assert.Equal(file, await FullTown.ReadAsync(here, (await here.Beside.Store.FindAsync(Kinds.Job, "town", job.Id, World.Ct))!.Value));
    }

    private static string? TransferLine(string line)
    {
        var json = System.Text.Json.JsonElement.Parse(line);
        return json.TryGetProperty("document", out var document) ? $"{json.GetProperty("container")}/{document.GetProperty("type")}" : null;
    }
}
