using System.Text.Json;
using System.Text.Json.Nodes;
using GridSteward.Domain;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.Access;

/// <summary>A town with somebody of each preset on each kind of node: J(urisdiction), A(rea G01), O(ther area G05), N(eighbour).</summary>
public sealed class RightsFixture : IAsyncLifetime
{
    private static readonly Dictionary<char, string> Presets = new()
    {
        ['V'] = "volunteer", ['S'] = "steward", ['M'] = "manager", ['A'] = "auditor", ['D'] = "dutyDesk", ['P'] = "partner", ['X'] = "administrator",
    };

    private readonly Dictionary<(char Preset, char Node), Client> people = [];

    public TestTown Town { get; private set; } = null!;

    public RightsWorld World { get; private set; } = null!;

    public Client Who(char preset, char node) => people[(preset, node)];

    public async ValueTask InitializeAsync()
    {
        Town = await TownTemplate.OpenAsync();
        Dictionary<char, string> nodes = new()
        {
            ['J'] = $"jurisdiction:{Town.Code}", ['A'] = Town.Area("G01"), ['O'] = Town.Area("G05"), ['N'] = $"jurisdiction:{Town.Neighbour}",
        };
        foreach (var (letter, preset) in Presets)
        {
            foreach (var (kind, node) in nodes)
            {
                people[(letter, kind)] = await Town.SignInAsync(preset, node);
            }
        }

        Reply report = await Town.ReportInAsync("G01");
        Reply resolved = await Town.ReportInAsync("G01");
        string etag = resolved.ETag!;
        foreach (string move in new[] { "accept", "resolve" })
        {
            etag = (await TestTown.MoveAsync(Town.Administrator, TestTown.PathOf(resolved), move, etag)).Is(200).ETag!;
        }

        (await Town.Administrator.PostAsync(Town.At("/coverage-reports"), null)).Is(201);
        Reply visit = (await Town.Administrator.PostAsync(Town.At($"/households/{Town.Id("G01-H1")}/visits"), new { outcome = "done" })).Is(201);
        Reply helped = await Town.ReportInAsync("G01");
        string asking = helped.ETag!;
        foreach (string post in new[] { "P-G01-V", "P-G05" })
        {
            helped = (await Town.Administrator.PostAsync(
                $"{TestTown.PathOf(helped)}/assists", new { assignee = $"post:{Town.Id(post)}", required = false }, ("If-Match", asking))).Is(200);
            asking = helped.ETag!;
        }
        JsonObject agreed = new() { ["code"] = "G01-agreed", ["point"] = Town.Point("G01"), ["consent"] = true, ["consentOn"] = "2026-01-01" };
        Reply household = (await Town.Administrator.PostAsync(Town.At("/households"), agreed)).Is(201);
        Reply referral = (await Town.Administrator.PostAsync(
            Town.At($"/households/{household["id"]}/referrals"),
            new { to = Town.Area("G01"), fields = new[] { "name" }, until = DateOnly.FromDateTime(Town.Clock.GetUtcNow().UtcDateTime.AddDays(300)) })).Is(201);
        Reply campaign = (await Town.Administrator.PostAsync(Town.At("/campaigns"), new { title = "x", area = "G01", from = "2026-01-01", to = "2026-02-01" })).Is(201);
        Reply photographed = await Town.ReportInAsync("G01");
        string photo = await MainJob.Photographing.AddAsync(Town.Nobody, $"/api/tracking/{photographed["trackingToken"]}");
        World = new RightsWorld(report, resolved, visit["id"]!, new JurisdictionVersion((await Town.Nobody.GetAsync(Town.At(""))).Json), await OrderJobAsync(), photographed, photo.Split('/')[^1])
        {
            Case = await Town.ReportInAsync("G01", TownPlan.Private),
            Helped = helped,
            Referral = referral["id"]!,
            Campaign = campaign["id"]!,
            VisitRequest = (await Town.Administrator.PostAsync(Town.At($"/households/{Town.Id("G01-H1")}/visit-requests"), new { reason = "care", note = "x" })).Is(201)["id"]!,
        };
    }

    private async Task<string> OrderJobAsync()
    {
        var order = new JobOrder("none", JsonSerializer.SerializeToElement(0), Capability.ManageAreas);
        var created = await Town.Host.Get<KeepJobs>().CreateAsync(Town.Code, order, null, Acting.Program, TestContext.Current.CancellationToken);
        return ((Outcome<Stored<Job>>.Done)created).Value.Value.Id;
    }

    public ValueTask DisposeAsync() => Town.DisposeAsync();
}
