using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Households;
using GridSteward.Domain.Households.Campaigns;
using GridSteward.Domain.Households.Ledger;
using GridSteward.Domain.Households.Reshaping;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Households;

/// <summary>The town of tests with a register: a building in each of its four grids.</summary>
internal sealed class RegisterTown : IDisposable
{
    private int made;

    public World World { get; } = new();

    public Instance Here => World.Here;

    public Jurisdiction Settings { get; private set; } = null!;

    public DateOnly Today => Settings.DayOf(World.Clock.Now);

    public static async Task<RegisterTown> OpenAsync()
    {
        var town = new RegisterTown();
        town.Settings = await town.World.AddTownAsync(Town.Settings(), Town.Squares());
        await town.World.WriteAsync(Kinds.Building, Town.Building("b1", 0.5, 0.5), Town.Building("b2", 1.5, 0.5), Town.Building("b3", 0.5, 1.5), Town.Building("b4", 1.5, 1.5));
        return town;
    }

    public static HouseholdSubmission Unit(string code, string building = "b1", int residents = 2) => new(code, null, null, null, building, null, residents, null);

    public static Acting Steward(params string[] areas) => new(new Caller("s", null, [.. areas.Select(a => new Grant(Node.OfArea("town", a), Preset.Steward))]), null);

    public async Task<Stored<Household>> AddAsync(HouseholdSubmission? submission = null)
        => Expect.Fresh(await Here.Households.CreateAsync(Settings, submission ?? Unit($"auto{++made}"), null, Acting.Program, World.Ct));

    public async Task<Stored<Household>> AgainAsync(string id) => (await World.Store.FindAsync(Kinds.Household, "town", id, World.Ct))!;

    public async Task<HouseholdPersonalPart?> PersonalAsync(string id)
        => (await World.Store.FindAsync(Kinds.HouseholdPersonalPart, "town", HouseholdPersonalPart.IdOf(id), World.Ct))?.Value;

    /// <summary>The entries of a unit, oldest first.</summary>
    public async Task<List<UnitChange>> EntriesAsync(string unit)
        => [.. (await World.AllAsync(Kinds.UnitChange, "town")).Where(c => c.Unit == unit).OrderBy(c => c.At).ThenBy(c => c.Id, StringComparer.Ordinal)];

    public Task<Outcome<Reshaped>> MoveAsync(Stored<Household> seen, NewHome? to, Acting? acting = null, OnceKey? key = null)
        => Here.Reshape.MoveAsync(Settings, seen.Value.Id, new WantedMoveOut(Today, to, Why.Usual), e => e == seen.ETag, key, acting ?? Acting.Program, World.Ct);

    public Task<Outcome<Reshaped>> SplitAsync(Stored<Household> seen, int stay, params NewPart[] parts) => SplitAsync(seen, stay, null, parts);

    public Task<Outcome<Reshaped>> SplitAsync(Stored<Household> seen, int stay, OnceKey? key, params NewPart[] parts)
        => Here.Reshape.SplitAsync(Settings, seen.Value.Id, new WantedSplit(Today, stay, parts, Why.Usual), e => e == seen.ETag, key, Acting.Program, World.Ct);

    public Task<Outcome<Reshaped>> MergeAsync(Stored<Household> into, Acting? acting = null, OnceKey? key = null, params Stored<Household>[] others)
        => Here.Reshape.MergeAsync(
            Settings, into.Value.Id, new WantedMerger(Today, [.. others.Select(o => new SeenUnit(o.Value.Id, e => e == o.ETag))], new Why(null, "they married")), e => e == into.ETag, key,
            acting ?? Acting.Program, World.Ct);

    public static NewPart Part(string code, int residents, string? name = null, params string[] needs)
        => new(code, name, null, residents, null, null, null, needs.Length == 0 ? null : needs, null);

    /// <summary>A campaign whose units are written down.</summary>
    public async Task<Stored<Campaign>> CampaignAsync(CampaignCriteria criteria)
    {
        Campaign campaign = Expect.Fresh(await Here.Campaigns.CreateAsync(Settings, new WantedCampaign("autumn", criteria, Today, Today.AddDays(30)), null, Acting.Program, World.Ct)).Value;
        JobRound round = await Here.Runner(World.Clock, Here.FixCampaigns).RunDueAsync(TimeSpan.FromMinutes(5), World.Ct);
        Assert.Equal([JobState.Done], round.Ended.Select(j => j.State));
        return (await World.Store.FindAsync(Kinds.Campaign, "town", campaign.Id, World.Ct))!;
    }

    public void Dispose() => World.Dispose();
}
