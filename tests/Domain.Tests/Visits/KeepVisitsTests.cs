using System.Text;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Households;
using GridSteward.Domain.People;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Visits;

namespace GridSteward.Domain.Tests.Visits;

public sealed class KeepVisitsTests : IDisposable
{
    private static readonly Acting OfG1 = new(new Caller("wang", null, [new Grant(Node.OfArea("town", "g1"), Preset.Steward)]), "trace-3");
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_visit_is_one_batch_of_the_visit_its_words_and_its_audit_entry_and_lies_where_the_household_does()
    {
        Household household = await HouseholdAsync("h1", 0.5);
        await world.WriteAsync(Kinds.Steward, new Steward { Id = "s1", Jurisdiction = "town", Name = "Wang" });
        world.Store.Committed.Clear();
        VisitSubmission submission = Done("NOTESECRET") with { By = "s1", CheckIn = SentPosition.Of(Town.Point(0.51, 0.5), 12) };
        Visit visit = Expect.Fresh(await RecordAsync(household, submission)).Value;

        Batch batch = Assert.Single(world.Store.Committed);
        Assert.Equal(["audit", "household", "visit", "visitPersonalPart"], batch.Operations.Select(o => o.Kind.Name).Order());
        Assert.All(batch.Operations, o => Assert.Equal(o.Kind == Kinds.VisitPersonalPart, Encoding.UTF8.GetString(o.Body.Span).Contains("NOTESECRET", StringComparison.Ordinal)));
        Assert.Equal((household.Id, world.Clock.Now, "s1", true, household.AreaPath, household.Generation), (visit.Household, visit.At, visit.By, visit.HasNote, visit.AreaPath, visit.Generation));
        Assert.Equal(["c1", "g1"], visit.Areas);
        Assert.Equal((Town.Point(0.51, 0.5), 12), (visit.CheckInPoint, visit.CheckIn!.AccuracyMetres));
        Expect.SameJson(visit, Assert.Single(await world.AllAsync(Kinds.Visit, "town")), Kinds.Visit.Json);

        Assert.Equal("NOTESECRET", Expect.Done(await world.Here.VisitReads.FindAsync("town", visit.Id, OfG1, World.Ct)).Note);
        Assert.Equal(
            ["create", "readPersonal"],
            (await world.AllAsync(Kinds.Audit(Container.Households), "town")).Where(a => a.Fact.Subject == $"visit/{visit.Id}").Select(a => a.Fact.Action).Order());
    }

    [Fact]
    public async Task Visits_to_a_household_come_newest_first_and_in_pages()
    {
        Household household = await HouseholdAsync("h1", 0.5);
        Household other = await HouseholdAsync("h2", 0.5);
        foreach (int day in new[] { 3, 9, 1, 5 })
        {
            Expect.Fresh(await RecordAsync(household, Done() with { At = world.Clock.Now.AddDays(-day) }));
        }

        Expect.Fresh(await RecordAsync(other, Done()));
        List<int> days = [];
        for (PageToken? after = null; ;)
        {
            Page<Visit> page = Expect.Done(await world.Here.VisitReads.ListOfHouseholdAsync("town", household.Id, new PageRequest(3, after), OfG1.Caller, World.Ct));
            days.AddRange(page.Items.Select(v => (world.Clock.Now - v.Value.At).Days));
            if ((after = page.Next) is null)
            {
                break;
            }
        }

        Assert.Equal([1, 3, 5, 9], days);
    }

    [Fact]
    public async Task A_grant_reaches_the_visits_to_the_households_of_its_areas_and_no_others()
    {
        Household own = await HouseholdAsync("own", 0.5);
        Household other = await HouseholdAsync("other", 1.5);
        Visit mine = Expect.Fresh(await RecordAsync(own, Done())).Value;
        Visit theirs = Expect.Fresh(await world.Here.Visits.RecordAsync(Town.Settings(), other.Id, Done(), null, Acting.Program, World.Ct)).Value;

        Assert.Equal([mine.Id], await IdsAsync(null, OfG1.Caller));
        Assert.Empty(await IdsAsync("g2", OfG1.Caller));
        Assert.Equal([theirs.Id], await IdsAsync("g2", Caller.Program));
        Assert.Equal(2, (await IdsAsync("c1", Caller.Program)).Length);
        Assert.IsType<Outcome<VisitInFull>.NotFound>(await world.Here.VisitReads.FindAsync("town", theirs.Id, OfG1, World.Ct));
        Assert.IsType<Outcome<Page<Visit>>.NotFound>(await world.Here.VisitReads.ListOfHouseholdAsync("town", other.Id, new PageRequest(9), OfG1.Caller, World.Ct));
        Assert.IsType<Outcome<Stored<Visit>>.NotFound>(await RecordAsync(other, Done()));
        Caller auditor = new("auditor", null, [new Grant(Node.OfJurisdiction("town"), Preset.Auditor)]);
        Assert.IsType<Outcome<Stored<Visit>>.Forbidden>(await world.Here.Visits.RecordAsync(Town.Settings(), own.Id, Done(), null, new Acting(auditor, null), World.Ct));
        Assert.IsType<Outcome<Page<Visit>>.Forbidden>(await world.Here.VisitReads.ListAsync("town", new VisitFilter(), new PageRequest(9), Caller.Nobody, World.Ct));
    }

    [Fact]
    public async Task What_is_wrong_with_a_visit_is_named_at_once()
    {
        Household household = await HouseholdAsync("h1", 0.5);
        VisitSubmission wrong = Done() with { At = world.Clock.Now.AddHours(1), By = "nobody", CheckIn = new SentPosition(200, 0, "wgs84", null) };
        Assert.Equal(["$.checkIn.longitude", "$.at", "$.by"], Expect.Faults(await RecordAsync(household, wrong)));
        Assert.Empty(await world.AllAsync(Kinds.Visit, "town"));
    }

    private static VisitSubmission Done(string? note = null) => new(null, null, VisitReason.Routine, VisitOutcome.Done, null, note);

    private Task<Outcome<Stored<Visit>>> RecordAsync(Household household, VisitSubmission submission)
        => world.Here.Visits.RecordAsync(Town.Settings(), household.Id, submission, null, OfG1, World.Ct);

    private async Task<string[]> IdsAsync(string? area, Caller caller)
        => [.. Expect.Done(await world.Here.VisitReads.ListAsync("town", new VisitFilter { Area = area }, new PageRequest(10), caller, World.Ct)).Items.Select(v => v.Value.Id)];

    private async Task<Household> HouseholdAsync(string code, double x)
    {
        if (await world.Here.Jurisdictions.FindAsync("town", World.Ct) is null)
        {
            await world.AddTownAsync(Town.Settings(), Town.Squares());
        }

        var submission = new HouseholdSubmission(code, null, null, SentPosition.Of(Town.Point(x, 0.5)), null, null, 2, null);
        return Expect.Fresh(await world.Here.Households.CreateAsync(Town.Settings(), submission, null, Acting.Program, World.Ct)).Value;
    }
}
