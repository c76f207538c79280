using GridSteward.Domain;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.MainJob;

/// <summary>The program dies before or after any write of a step of the loop; whoever sends it again gets what one try would have given, once.</summary>
public abstract class Crashes(Engine engine)
{
    [Fact]
    public async Task A_submission_a_move_and_a_handing_over_that_are_sent_again_after_a_crash_anywhere_have_happened_once()
    {
        CrashingStore? crashing = null;
        await using TestTown town = await engine.OpenAsync(CrashingStore.In(made => crashing = made));
        int crashes = 0;
        foreach (bool after in new[] { false, true })
        {
            for (int commit = 0; await CrashedAsync(town.Nobody, "/api/reports", Draft(), null, commit, after) is { } sent; commit++)
            {
                Assert.Single(await ReportsAsync(town.Code, r => r.Id == sent["id"]));
            }

            for (int commit = 0; ; commit++)
            {
                Reply sent = (await town.Nobody.PostAsync("/api/reports", Draft())).Is(201);
                if (await CrashedAsync(town.Administrator, $"{TestTown.PathOf(sent)}/moves", new { move = "accept", note = "马上去" }, sent.ETag, commit, after) is null)
                {
                    break;
                }

                Assert.Equal((ReportState.Accepted, 2), (await ReportsAsync(town.Code, r => r.Id == sent["id"])).Select(r => (r.State, r.Sequence)).Single());
                Assert.Equal(2, (await town.Administrator.GetAsync($"{TestTown.PathOf(sent)}/events")).Items.Count);
            }

            for (int commit = 0; ; commit++)
            {
                Reply sent = (await town.Nobody.PostAsync("/api/reports", Draft())).Is(201);
                if (await CrashedAsync(town.Administrator, $"{TestTown.PathOf(sent)}/moves", new { move = "transfer", to = "unassigned", note = "边界外" }, sent.ETag, commit, after) is null)
                {
                    break;
                }

                Report there = Assert.Single(await ReportsAsync(Jurisdiction.Unassigned, r => r.TransferredFrom == $"{town.Code}/{sent["id"]}"));
                Report here = Assert.Single(await ReportsAsync(town.Code, r => r.Id == sent["id"]));
                Assert.Equal((ReportState.Transferred, 2, $"{Jurisdiction.Unassigned}/{there.Id}"), (here.State, here.Sequence, here.TransferredTo));
                Assert.Equal("received", (await town.Nobody.GetAsync($"/api/tracking/{sent["trackingToken"]}")).Is(200)["state"]);
            }
        }

        // Two writes of the submission, one of the move, three of the handing over; each before and after.
        Assert.Equal(12, crashes);

        object Draft() => new { category = "fire-safety", words = "灯坏了", point = town.Point("G05") };

        // What the same request gives after the crash; null where there was no such write any more.
        async Task<Reply?> CrashedAsync(Client who, string path, object body, string? etag, int commit, bool after)
        {
            string key = Client.NewKey();
            (string, string)[] headers = etag is null ? [("Idempotency-Key", key)] : [("Idempotency-Key", key), ("If-Match", etag)];
            crashing!.CrashAt(commit, after);
            Reply first = await who.PostAsync(path, body, headers);
            bool died = crashing.HasCrashed;
            crashing.Restart();
            if (!died)
            {
                first.Is(etag is null ? 201 : 200);
                return null;
            }

            crashes++;
            first.Is(500);
            return (await who.PostAsync(path, body, headers)).Is(etag is null ? 201 : 200);
        }

        async Task<List<Report>> ReportsAsync(string partition, Func<Report, bool> fits)
            => await town.Host.Documents.AllAsync(Kinds.Report.In(partition), TestContext.Current.CancellationToken).Select(r => r.Value).Where(fits).ToListAsync(TestContext.Current.CancellationToken);
    }
}
