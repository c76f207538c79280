using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Cards;
using GridSteward.Domain.Cards.Printing;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Pictures;

namespace GridSteward.Domain.Tests.Cards;

/// <summary>A town with two buildings and some units, whose cards are printed.</summary>
internal sealed class CardScene : IDisposable
{
    private CardScene(World world, Jurisdiction settings)
    {
        World = world;
        Settings = settings;
        Orders = OrdersOf(world.Beside, world.Clock);
    }

    public World World { get; }

    public Jurisdiction Settings { get; }

    public OrderPrints Orders { get; }

    public static Hotline[] Hotlines { get; } =
    [
        new(HotlineKind.Community, "幸福社区服务热线", "0371-6000 0001") { NameEn = "Community", Area = "c1" },
        new(HotlineKind.Community, "街道便民热线", "0371-6000 0009") { NameEn = "Street office" },
        new(HotlineKind.OriginVillage, "刘庄联络处", "0371-6000 0002") { OriginVillage = "刘庄" },
        new(HotlineKind.OriginVillage, "王庄联络处", "0371-6000 0003") { OriginVillage = "王庄" },
        new(HotlineKind.Emergency, "报警", "110") { NameEn = "Police" },
        new(HotlineKind.Emergency, "火警", "119") { NameEn = "Fire" },
        new(HotlineKind.Emergency, "急救", "120") { NameEn = "Ambulance" },
    ];

    public static async Task<CardScene> OpenAsync(int unitsInBig = 3)
    {
        var world = new World();
        Jurisdiction settings = await world.AddTownAsync(Town.Settings() with { Name = "幸福街道办事处", Hotlines = Hotlines }, Town.Squares());
        await world.AddPostAsync("p1", "g1", p => p with { Title = "第一网格网格员" });
        await world.AddPostAsync("p2", "g1", p => p with { Title = "2号楼楼道长", Building = "b2" });
        await world.AddPostAsync("p0", "c1", p => p with { Title = "社区书记" });
        await world.WriteAsync(Kinds.Building, Town.Building("b10", 0.5, 0.5) with { Name = "10号楼" }, Town.Building("b2", 0.4, 0.4) with { Name = "2号楼" });
        await world.WriteAsync(
            Kinds.Household,
            [
                .. Enumerable.Range(0, unitsInBig).Select(i => Unit($"u10-{i:D4}", "b10", string.Create(CultureInfo.InvariantCulture, $"{1 + (i % 3)}-{10 - i}"))),
                Unit("u2-b", "b2", "10-1"), Unit("u2-a", "b2", "2-301") with { OriginVillage = "刘庄" }, Unit("u2-gone", "b2", "1-1") with { MovedOn = new DateOnly(2026, 1, 1) },
                Unit("alone", null, "平房3号") with { Areas = ["c1", "g4"] },
            ]);
        await world.WriteAsync(
            Kinds.HouseholdPersonalPart, new HouseholdPersonalPart { Id = HouseholdPersonalPart.IdOf("u2-a"), Jurisdiction = "town", Household = "u2-a", Name = "秘密姓名", Phone = "13812345678" });
        return new CardScene(world, settings);
    }

    public static OrderPrints OrdersOf(Instance instance, TimeProvider clock)
        => new(instance.Store, instance.Jobs, instance.Snapshots, new QrCodes(), clock);

    public async Task<Job> OrderAsync(PrintFor what, string? area = null, CardPaper paper = CardPaper.A6)
        => Expect.Done(await Orders.OrderAsync(Settings, new PrintRequest(what, area, paper, "https://grid.example"), null, Acting.Program, World.Ct)).Value;

    public async Task<Job> WorkAsync(Instance instance, Job job)
    {
        var work = new PrintCards(instance.Store, instance.Snapshots, new QrCodes(), instance.JobFiles, instance.Checkpoints, World.Clock);
        JobRound round = await instance.Runner(World.Clock, work).RunDueAsync(TimeSpan.FromMinutes(5), World.Ct);
        Assert.Empty(round.Broken.Where(b => b.Why is not KilledException).Select(b => b.Why));
        return (await World.Beside.Store.FindAsync(Kinds.Job, job.Jurisdiction, job.Id, World.Ct))!.Value;
    }

    public async Task<IReadOnlyList<string>> PagesAsync(Job job)
    {
        Assert.True(job.State == JobState.Done, $"{job.State}: {job.Problem}");
        List<string> pages = [];
        foreach (JobFile file in job.Files)
        {
            await using Stream stream = World.Beside.JobFiles.Open(job, file);
            using var all = new MemoryStream();
            await stream.CopyToAsync(all, World.Ct);
            pages.Add(Encoding.UTF8.GetString(all.ToArray()));
        }

        return pages;
    }

    /// <summary>What stands below each card: where it is handed out.</summary>
    public static string[] Labels(string page) => [.. Regex.Matches(page, "<footer><p>(.*?)</p>").Select(m => System.Net.WebUtility.HtmlDecode(m.Groups[1].Value))];

    public static string[] Codes(string page) => [.. Regex.Matches(page, "<b>([0-9A-Z-]{14})</b>").Select(m => m.Groups[1].Value)];

    public async Task<IReadOnlyList<ContactCard>> CardsAsync() => await World.AllAsync(Kinds.ContactCard, "town");

    public void Dispose() => World.Dispose();

    public static Household Unit(string id, string? building, string door) => new()
    {
        Id = id, Jurisdiction = "town", Code = id, Building = building, Unit = door, Residents = 2, Areas = ["c1", "g1"], AreaPath = $"c1{Place.PathSeparator}g1", Generation = 1,
        Place = Place.Nowhere(Basis.None) with { Chain = [new ChainLink("community", "c1", "c1", 1), new ChainLink("grid", "g1", "g1", 1)] },
    };
}
