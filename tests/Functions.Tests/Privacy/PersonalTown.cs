using System.Globalization;
using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.MainJob;
using GridSteward.Functions.Tests.Town;
using GridSteward.SelfHost;

namespace GridSteward.Functions.Tests.Privacy;

/// <summary>A person of whom there are traces everywhere, and what a town does about them.</summary>
internal sealed class PersonalTown(TestTown town)
{
    /// <summary>Towns share the blobs of one emulator, so each has a person of its own.</summary>
    private static int persons = 1000;

    private readonly string own = Interlocked.Increment(ref persons).ToString(CultureInfo.InvariantCulture);

    public string Name => $"欧阳翡翠{own}";

    public string Phone => $"1359988{own}";

    public string Words => $"楼道灯忽明忽暗已三周{own}";

    public string Note => $"已与翡翠女士约好周四{own}";

    public string Unit => $"七单元九零九{own}";

    public string Origin => $"柳林铺子{own}";

    public string Heard => $"膝盖不好想装扶手{own}";

    /// <summary>What stands for her words after they were replaced.</summary>
    public const string Redacted = "灯坏了";

    public string Email => $"ermengarde{own}@town.example";

    /// <summary>What the reporter said of the resolution.</summary>
    public string Said => $"修得又快又好谢谢{own}";

    /// <summary>The note of whoever was asked to help.</summary>
    public string Asked => $"请带梯子去她家{own}";

    /// <summary>Why her words were replaced.</summary>
    public string Reason => $"提到了她的病情{own}";

    /// <summary>Words beside the entry of her household in the ledger.</summary>
    public string Moved => $"从老街搬来与女儿同住{own}";

    /// <summary>What a referral of hers asks for.</summary>
    public string Asking => $"想请人陪她去医院复查{own}";

    /// <summary>What was offered.</summary>
    public string Offering => $"周五可以开车送她{own}";

    private const string Need = "disability.sight";

    public string[] Texts => [Name, Phone, Words, Note, Unit, Origin, Heard, Email, Said, Asked, Reason, Moved, Asking, Offering];

    /// <summary>An administrator whose token is good now.</summary>
    public Client Administrator { get; private set; } = town.Administrator;

    public Reply Household { get; private set; } = null!;

    public Reply Report { get; private set; } = null!;

    public string Steward { get; private set; } = null!;

    /// <summary>Leaves traces in a household, a closed report with notes, a steward, a partner, an upload and an export.</summary>
    public async Task LiveAsync()
    {
        Client who = Administrator;
        JsonObject household = new()
        {
            ["code"] = "OY-1", ["name"] = Name, ["phone"] = Phone, ["unit"] = Unit, ["originVillage"] = Origin, ["point"] = town.Point("G01"), ["needs"] = new JsonArray(Need),
            ["consent"] = true, ["consentOn"] = "2026-01-01", ["reasonWords"] = Moved,
        };
        Household = (await who.PostAsync(town.At("/households"), household)).Is(201);
        Reply full = (await who.GetAsync(town.At($"/households/{Household["id"]}"))).Is(200);
        Assert.Equal(Name, full["name"]);
        household["residents"] = 2;
        (await who.SendAsync("PUT", town.At($"/households/{Household["id"]}"), household, ("If-Match", full.ETag!))).Is(200);

        Reply referral = (await who.PostAsync(town.At($"/households/{Household["id"]}/referrals"), new { to = town.Area("G01"), fields = new[] { "name" }, until = "2026-06-01", note = Asking })).Is(201);
        (await who.PostAsync(town.At($"/received-referrals/{referral["id"]}/offers"), new { words = Offering })).Is(200);

        var visit = new { reason = "care", outcome = "done", note = Heard, checkIn = town.Point("G01") };
        (await who.PostAsync(town.At($"/households/{Household["id"]}/visits"), visit)).Is(201);

        Report = (await town.Nobody.PostAsync("/api/reports", new JsonObject
        {
            ["category"] = "fire-safety", ["words"] = Words, ["point"] = town.Point("G01"), ["contact"] = new JsonObject { ["name"] = Name, ["phone"] = $"+86 {Phone}", ["email"] = Email },
        }, ("Idempotency-Key", Client.NewKey()))).Is(201);
        string etag = Report.ETag!;
        foreach (string move in new[] { "accept", "assist", "resolve", "close" })
        {
            etag = (move == "assist"
                ? await who.PostAsync($"{TestTown.PathOf(Report)}/assists", new { assignee = $"partner:{town.Id("PA-C1")}", required = false, note = Asked }, ("If-Match", etag))
                : await TestTown.MoveAsync(who, TestTown.PathOf(Report), move, etag, Note, Client.NewKey())).Is(200).ETag!;
        }

        (await town.Nobody.PostAsync($"/api/tracking/{Report["trackingToken"]}/feedback", new { satisfied = true, words = Said, rating = 5 })).Is(200);
        (await who.PostAsync($"{TestTown.PathOf(Report)}/redactions", new { words = Redacted, reason = Reason }, ("If-Match", "*"))).Is(200);

        Steward = (await who.PostAsync(town.At("/stewards"), new { name = Name, phone = Phone })).Is(201)["id"]!;
        Reply partner = (await who.PostAsync(town.At("/partners"), new { code = "OY", name = "五金店", contactName = Name, contactPhone = Phone })).Is(201);

        // What these were before stays, without the person.
        var wider = new { code = "OY", name = "五金店", contactName = Name, contactPhone = Phone, areas = new[] { "C1" } };
        (await who.SendAsync("PUT", town.At($"/partners/{partner["id"]}"), wider, ("If-Match", partner.ETag!))).Is(200);
        Reply post = (await who.PostAsync(town.At("/posts"), TownPlan.Post("OY", "邻长", "G09", "assist", Steward))).Is(201);
        (await who.SendAsync("PUT", town.At($"/posts/{post["id"]}"), TownPlan.Post("OY", "邻长", "G09", "assist", null), ("If-Match", post.ETag!))).Is(200);

        string upload = (await who.PostAsync("/api/uploads", null)).Is(201).Header("Location")!;
        (await who.SendAsync("PUT", $"{upload}/blocks/0", $"code,name,phone\nOY-1,{Name},{Phone}\n", ("Content-Type", "application/octet-stream"))).Is(204);
        (await who.PostAsync($"{upload}/seal", new { blocks = 1 })).Is(200);
        string file = await AskAsync("export");
        Assert.Contains(Words, (await who.GetAsync(file)).Is(200).Text, StringComparison.Ordinal);
    }

    /// <summary>Asks for an export or an erasure, has the job worked; the path of its file.</summary>
    public async Task<string> AskAsync(string what)
    {
        Reply ordered = (await Administrator.PostAsync(town.At($"/persons/{what}"), new { name = Name, phone = Phone }, ("Idempotency-Key", Client.NewKey()))).Is(202);
        await BulkWork.RunJobsAsync(town);
        Reply job = (await Administrator.GetAsync(ordered.Header("Location")!)).Is(200);
        Assert.Equal(("done", null), (job["state"], job["problem"]));
        return (string)job.Json["files"]![0]!["url"]!;
    }

    /// <summary>Lets a night pass after so many days.</summary>
    public async Task NightAsync(int days)
    {
        town.Clock.Advance(TimeSpan.FromDays(days));
        Administrator = await town.Host.SignInAdministratorAsync();
        await town.Host.Get<ISelfHostTimers>().RunAsync("NightlyRetention", TestContext.Current.CancellationToken);
        await BulkWork.RunJobsAsync(town);
    }
}
