using System.Globalization;
using System.Text.RegularExpressions;
using GridSteward.Functions.Tests.MainJob;
using GridSteward.Functions.Tests.OpenApi;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.Access;

/// <summary>
/// Walks every GET of the API's document before and after a private case comes in, as everybody outside the case: nothing that is answered may change, no count
/// either, and neither its id nor its number may appear. A new function is walked without anybody's doing.
/// </summary>
public sealed partial class PrivateCaseWalkTests
{
    /// <summary>An id for each noun of a path; what is not named here is asked for with the id of the case.</summary>
    private static readonly Dictionary<string, string> Things = new()
    {
        ["areas"] = "G05", ["buildings"] = "B2", ["stewards"] = "S4", ["teams"] = "T-C2", ["partners"] = "PA-C1", ["posts"] = "P-G05", ["households"] = "G05-H1", ["contact-cards"] = "card:area",
    };

    /// <summary>What to ask where a path alone asks nothing, or not for all.</summary>
    private static readonly Dictionary<string, string[]> Queries = new()
    {
        ["ListReports"] = ["", "?private=true", "?area=G05", "?assignee=post:{P-G05}", "?state=received", "?captured=late"],
        ["GetSatisfaction"] = ["?by=assignee", "?by=steward", "?by=area", "?by=category", "?by=month"],
        ["MapAreas"] = ["?jurisdiction={town}&measure=openReports,overdueReports,households"],
        ["GetMopUp"] = ["?area=G05"],
        ["LocatePoint"] = ["?longitude={x}&latitude={y}"],
        ["Explain"] = ["?longitude={x}&latitude={y}&category=fire-safety"],
        ["ResponsibleForPoint"] = ["?longitude={x}&latitude={y}"],
    };

    [Fact]
    public async Task Nothing_that_anybody_outside_the_case_can_ask_for_changes_when_it_comes_in()
    {
        await using TestTown town = await TownTemplate.OpenAsync();
        List<(string Who, Client Client, bool IsInside)> people = [("nobody", town.Nobody, false)];
        foreach (string preset in new[] { "volunteer", "steward", "partner", "manager", "dutyDesk", "auditor", "administrator" })
        {
            foreach (string node in new[] { $"jurisdiction:{town.Code}", town.Area("G05"), $"jurisdiction:{town.Neighbour}" })
            {
                people.Add(($"{preset} of {node}", await town.SignInAsync(preset, node), node.EndsWith(town.Code, StringComparison.Ordinal) && preset is not ("volunteer" or "steward" or "partner")));
            }
        }

        people.Add(("partner of another team", await town.SignInAsync("partner", $"team:{town.Code}/{town.Id("T-G06")}"), false));
        await town.ReportInAsync("G05");
        await RunCoverageAsync(town);
        string unknown = Guid.NewGuid().ToString();
        Dictionary<(string, string), string> before = await WalkAsync(town, people, unknown);

        Reply secret = await town.ReportInAsync("G05", TownPlan.Private);
        Assert.Equal("P-G05", secret["assignment.assignee.code"]);
        Reply accepted = (await TestTown.MoveAsync(town.Administrator, TestTown.PathOf(secret), "accept", secret.ETag!)).Is(200);
        (await TestTown.MoveAsync(town.Administrator, TestTown.PathOf(secret), "resolve", accepted.ETag!)).Is(200);
        await RunCoverageAsync(town);
        string id = secret["id"]!, number = secret["number"]!;
        Dictionary<(string Who, string What), string> after = await WalkAsync(town, people, id);
        Assert.Equal(before.Count, after.Count);
        Assert.InRange(after.Count, 800, 100_000);
        List<string> told = [];
        foreach (var (asked, text) in after)
        {
            if (text.Contains(id, StringComparison.OrdinalIgnoreCase) || text.Contains(number, StringComparison.OrdinalIgnoreCase) || before[asked].Replace(unknown, id, StringComparison.Ordinal) != text)
            {
                told.Add($"{asked.Who} asked {asked.What} and was told {text[..Math.Min(300, text.Length)]}");
            }
        }

        Assert.Empty(told);
    }

    [Fact]
    public async Task No_file_tells_of_it()
    {
        await using TestTown town = await TownTemplate.OpenAsync();
        Reply open = await town.ReportInAsync("G05"), secret = await town.ReportInAsync("G05", TownPlan.Private);
        foreach (var (order, body, file) in new (string, object?, string)[]
        {
            ("/exports", new { what = "reports" }, "reports.csv"), ("/exports", new { what = "reports", area = "G05", format = "ndjson" }, "reports.ndjson"),
            ("/reassignments", new { dryRun = true, full = true }, "summary.json"),
        })
        {
            Reply job = (await town.Administrator.PostAsync(town.At(order), body)).Is(202);
            await BulkWork.RunJobsAsync(town);
            string text = (await town.Administrator.GetAsync(town.At($"/jobs/{job["id"]}/files/{file}"))).Is(200).Text;
            Assert.DoesNotContain((string)secret["id"]!, text, StringComparison.Ordinal);
            Assert.Equal(order == "/exports", text.Contains((string)open["id"]!, StringComparison.Ordinal));
        }

        // Those who may see jobs see how many rows one took.
        Assert.All((await town.Administrator.GetAsync(town.At("/jobs"))).Is(200).Items.Where(j => ((string)j!["kind"]!).StartsWith("export", StringComparison.Ordinal)), j => Assert.Equal(1, (int)j!["done"]!));
    }

    /// <summary>All that each of them is told, without what differs each time. Those inside are asked for what is not of the case itself, nor of the audit or on purpose.</summary>
    private static async Task<Dictionary<(string Who, string What), string>> WalkAsync(TestTown town, List<(string Who, Client Client, bool IsInside)> people, string id)
    {
        Dictionary<(string, string), string> told = [];
        foreach (Operation operation in ApiDocumentFile.Operations.Where(o => o.Method == "get"))
        {
            foreach (string query in Queries.GetValueOrDefault(operation.Id, [""]))
            {
                string asked = Filled(operation.Path, town, id) + query.Replace("{town}", town.Code, StringComparison.Ordinal).Replace("{P-G05}", town.Id("P-G05"), StringComparison.Ordinal)
                    .Replace("{x}", Text(town, "longitude"), StringComparison.Ordinal).Replace("{y}", Text(town, "latitude"), StringComparison.Ordinal);
                foreach (var (who, client, isInside) in people)
                {
                    bool isOfTheCase = operation.Path.Contains("/reports/{jurisdiction}", StringComparison.Ordinal) || query.Contains("private", StringComparison.Ordinal) || operation.Id is "ListAudit" or "ListInbox";
                    if (!(isInside && isOfTheCase))
                    {
                        Reply reply = await client.GetAsync(asked);
                        told[(who, asked.Replace(id, "of the case", StringComparison.Ordinal))] = $"{reply.Status} {Passing().Replace(reply.Text, "")}".Replace(id, asked.Contains(id, StringComparison.Ordinal) ? "asked" : id, StringComparison.Ordinal);
                    }
                }
            }
        }

        return told;
    }

    private static string Text(TestTown town, string name) => ((double)town.Point("G05")[name]!).ToString(CultureInfo.InvariantCulture);

    private static string Filled(string template, TestTown town, string id)
    {
        string[] segments = template.Split('/');
        for (int i = 1; i < segments.Length; i++)
        {
            if (segments[i].StartsWith('{'))
            {
                segments[i] = segments[i] == "{jurisdiction}" ? town.Code
                    : segments[i - 1] == "coverage-reports" ? "latest"
                    : Things.TryGetValue(segments[i - 1], out string? thing) ? (segments[i - 1] == "areas" ? thing : town.Id(thing))
                    : id;
            }
        }

        return string.Join('/', segments);
    }

    private static async Task RunCoverageAsync(TestTown town) => (await town.Administrator.PostAsync(town.At("/coverage-reports"), null)).Is(201);

    [GeneratedRegex("\"traceId\":\"[0-9a-f]*\"")]
    private static partial Regex Passing();
}
