using GridSteward.Domain.Audit;
using GridSteward.Domain.Coverage;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Visits;

namespace GridSteward.Domain.Tests.Visits;

/// <summary>A town with units to visit.</summary>
internal sealed class VisitScene : IDisposable
{
    /// <summary>Keeps the households of g1.</summary>
    public static readonly Acting OfG1 = new(new Caller("wang", null, [new Grant(Node.OfArea("town", "g1"), Preset.Steward)]), "trace-3");

    public World World { get; } = new();

    public Jurisdiction Settings { get; } = Town.Settings() with { Coverage = new CoverageRules { Intervals = new VisitIntervals(90, 30, 7) } };

    public Instance Here => World.Here;

    public DateOnly Today => Settings.DayOf(World.Clock.Now);

    public static async Task<VisitScene> OpenAsync()
    {
        var scene = new VisitScene();
        await scene.World.AddTownAsync(scene.Settings, Town.Squares());
        return scene;
    }

    /// <summary>A unit, changed as a test wants it, last met so many days ago; null for never.</summary>
    public async Task<Household> UnitAsync(string code, double x = 0.5, int? metDaysAgo = null, CareLevel care = CareLevel.Ordinary, Func<Household, Household>? change = null)
    {
        var submission = new HouseholdSubmission(code, "Name of " + code, "1390000", SentPosition.Of(Town.Point(x, 0.5), 5), null, null, 2, null);
        Household unit = Expect.Fresh(await Here.Households.CreateAsync(Settings, submission, null, Acting.Program, World.Ct)).Value;
        Household wanted = unit with { Care = care, Visits = metDaysAgo is { } days ? Met(days) : null };
        wanted = change?.Invoke(wanted) ?? wanted;
        Stored<Household> stored = await StoredAsync(unit.Id);
        await Here.Store.CommitAsync(new Batch(Container.Households, "town").Replace(Kinds.Household, wanted, stored.ETag), World.Ct);
        return wanted;
    }

    public VisitSummary Met(int daysAgo) => new(Today.AddDays(-daysAgo), World.Clock.Now.AddDays(-daysAgo), VisitOutcome.Done, 0) { TriedOn = Today.AddDays(-daysAgo) };

    public static VisitSubmission Visit(VisitOutcome outcome = VisitOutcome.Done, DateTimeOffset? at = null) => new(at, null, VisitReason.Routine, outcome, null, null);

    public Task<Outcome<Stored<Visit>>> RecordAsync(string unit, VisitSubmission visit, Acting? by = null)
        => Here.Visits.RecordAsync(Settings, unit, visit, null, by ?? OfG1, World.Ct);

    public async Task<Stored<Household>> StoredAsync(string id) => (await Here.Store.FindAsync(Kinds.Household, "town", id, World.Ct))!;

    public async Task<Household> FindAsync(string id) => (await StoredAsync(id)).Value;

    public async Task<List<Visit>> VisitsAsync() => await World.AllAsync(Kinds.Visit, "town");

    /// <summary>The codes of a whole list, page after page.</summary>
    public async Task<string[]> DueAsync(DueFilter filter, int limit = 100, Caller? caller = null)
    {
        List<string> codes = [];
        for (PageToken? after = null; ;)
        {
            Page<Household> page = Expect.Done(await Here.Due.ListAsync(Settings, filter, new PageRequest(limit, after), caller ?? Caller.Program, World.Ct));
            codes.AddRange(page.Items.Select(u => u.Value.Code));
            if (page.Next is null)
            {
                return [.. codes];
            }

            // As it comes back from whoever asked.
            Assert.True(PageToken.TryParse(page.Next.ToString(), out after));
        }
    }

    public async Task<Steward> StewardAsync(string id, string? subject = null, params Leave[] leave)
    {
        Steward steward = Town.Steward(id, leave) with { Subject = subject };
        await World.WriteAsync(Kinds.Steward, steward);
        return steward;
    }

    public void Dispose() => World.Dispose();
}
