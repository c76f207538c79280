using GridSteward.Domain;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.Access;

/// <summary>A jurisdiction that a job is still bringing: whatever is stored of it, HTTP neither shows nor takes anything of it.</summary>
public sealed class ArrivingJurisdictionTests(RightsFixture fixture) : IClassFixture<RightsFixture>
{
    /// <summary>What is not about a jurisdiction that the request names, or (reports, points) finds another place for what was sent.</summary>
    private static readonly string[] NotAbout =
    [
        "Health", "HealthLive", "HealthReady", "GetNight", "ZzWeb", "OpenApi", "SignIn", "GetMe", "CreateInvitation", "ListJurisdictions", "CreateJurisdiction", "SubmitReport", "SubmitReportBatch", "FindSimilarReports", "LocatePoints", "LocatePoint", "Explain",
        "ListReportOriginals", // the administrator may not read it anyway
        "CreateUpload", "GetUpload", "PutUploadBlock", "SealUpload", "DeleteUpload", "ImportJurisdiction", "GetCoverageSchema", "ListNeedCodes",
    ];

    [Fact]
    public async Task Every_function_that_is_about_it_answers_as_if_it_were_not_there()
    {
        TestTown town = fixture.Town;
        var directory = town.Host.Get<JurisdictionDirectory>();
        var entry = (await town.Host.Documents.FindAsync(Kinds.JurisdictionEntry, JurisdictionEntry.ListKey, town.Code, TestContext.Current.CancellationToken))!;
        await directory.SaveAsync(b => b.Replace(Kinds.JurisdictionEntry, entry.Value with { Arriving = "a job" }, entry.ETag), TestContext.Current.CancellationToken);

        List<string> wrong = [];
        foreach (Right right in RightsTable.Rows.Where(r => !NotAbout.Contains(r.Function)))
        {
            Reply reply = await right.Ask(town.Administrator, town, fixture.World);
            if (reply.Status != 404)
            {
                wrong.Add($"{right.Function}: {reply.Status}");
            }
        }

        Assert.Empty(wrong);
        Assert.DoesNotContain(await town.Nobody.ListAsync("/api/jurisdictions", 10), j => (string?)j["code"] == town.Code);
        Assert.Equal("unassigned", (await town.ReportInAsync("G01", "wish"))["jurisdiction"]);
        (await town.Administrator.PostAsync("/api/jurisdictions", TownPlan.Settings(town.Code, "x"))).Is(409);
    }
}
