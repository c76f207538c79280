using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Notifications;
using GridSteward.Domain.Privacy;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tests.Worlds;
using GridSteward.Domain.Visits;

namespace GridSteward.Domain.Tests.Privacy;

public sealed class RetentionTests : IDisposable
{
    private readonly PrivacyWorld town = new();

    private World World => town.World;

    public void Dispose() => town.Dispose();

    [Fact]
    public async Task What_is_personal_of_a_closed_report_goes_after_a_year_and_that_it_went_stays()
    {
        await town.OpenAsync();
        Report closed = await town.ClosedAsync();
        Report open = await town.ReportAsync();
        await NightAsync(364);
        Assert.Equal(4, (await World.AllAsync(Kinds.ReportPersonalPart, "town")).Count(p => p.Report == closed.Id));

        Job job = await NightAsync(1);
        Assert.Equal(new Dictionary<string, long> { ["reports"] = 1 }, job.Progress.Counts);
        Assert.Equal([open.Id], (await World.AllAsync(Kinds.ReportPersonalPart, "town")).Select(p => p.Report).Distinct());
        Report erased = await town.AgainAsync(closed);
        Assert.Equal((World.Clock.Now, true, ReportState.Closed, 4), (erased.ErasedAt, erased.Erased, erased.State, erased.Sequence));
        Assert.NotNull(erased.Point);
        Assert.Single(await town.FactsAsync(), f => f == new AuditFact(World.Clock.Now, "system", "retention.erase", $"report/{closed.Id}", null));
        Assert.Equal(0, (await NightAsync(1)).Progress.Done);
        Assert.Empty(await World.AllAsync(Kinds.JobCheckpoint(Container.Reports), "town"));
    }

    [Fact]
    public async Task A_household_that_moved_away_loses_its_name_and_place_after_its_time_and_still_counts_in_its_areas()
    {
        await town.OpenAsync();
        Household moved = await town.HouseholdAsync(movedOn: new DateOnly(2026, 3, 1));
        Household stays = await town.HouseholdAsync();
        await NightAsync(89);
        Assert.False((await town.AgainAsync(moved)).Erased);

        await NightAsync(1);
        Household erased = await town.AgainAsync(moved);
        Assert.Equal((true, null, null, null, null), (erased.Erased, erased.Point, erased.Sent, erased.Unit, erased.OriginVillage));
        Assert.Equal((moved.AreaPath, 3, moved.Code), (erased.AreaPath, erased.Residents, erased.Code));
        Assert.Null(erased.Place.DistanceToEdgeMetres);
        Assert.Equal([stays.Id], (await World.AllAsync(Kinds.HouseholdPersonalPart, "town")).Select(p => p.Household));
        Assert.Equal(2, await World.Here.Store.CountAsync(Kinds.Household.In("town").Where(new Filter.HasAny("areas", ["g1"])), World.Ct));
    }

    [Fact]
    public async Task The_settings_say_how_long_and_whether_places_go()
    {
        await town.OpenAsync(s => s with { Retention = new Retention(10, 0, false, 3) });
        Report closed = await town.ClosedAsync();
        Household moved = await town.HouseholdAsync(movedOn: new DateOnly(2026, 3, 1));
        await NightAsync(1);
        Assert.Equal((false, true), ((await town.AgainAsync(closed)).Erased, (await town.AgainAsync(moved)).Erased));
        Household erased = await town.AgainAsync(moved);
        Assert.Equal((moved.Point, "2-301", null), (erased.Point, erased.Unit, erased.OriginVillage));
        await NightAsync(9);
        Assert.True((await town.AgainAsync(closed)).Erased);
    }

    [Fact]
    public async Task A_report_placed_by_a_household_loses_where_that_is()
    {
        await town.OpenAsync();
        Household household = await town.HouseholdAsync();
        Report report = await town.ClosedAsync(household: household.Id);
        Assert.NotNull(report.Point);
        await NightAsync(365);
        Report erased = await town.AgainAsync(report);
        Assert.Equal((null, null, report.AreaPath), (erased.Point, erased.Assignment.Place.DistanceToEdgeMetres, erased.AreaPath));
    }

    [Fact]
    public async Task What_was_heard_at_visits_goes_with_the_household_however_many_there_were()
    {
        await town.OpenAsync();
        Household moved = await town.HouseholdAsync(movedOn: new DateOnly(2026, 3, 1));
        Household stays = await town.HouseholdAsync();
        for (int i = 0; i < 130; i++)
        {
            await VisitAsync(moved);
        }

        await VisitAsync(stays);
        Job job = await NightAsync(90);
        Assert.Equal(1, job.Progress.Counts["households"]);
        Assert.Equal([stays.Id], (await World.AllAsync(Kinds.VisitPersonalPart, "town")).Select(n => n.Household));
        Assert.Equal([stays.Id], (await World.AllAsync(Kinds.Visit, "town")).Where(v => v.CheckIn is not null || v.CheckInPoint is not null).Select(v => v.Household));
        Assert.Equal(131, (await World.AllAsync(Kinds.Visit, "town")).Count);

        // A visit that leaves a note after that makes it due again.
        await VisitAsync(moved);
        Assert.False((await town.AgainAsync(moved)).Erased);
        await NightAsync(1);
        Assert.True((await town.AgainAsync(moved)).Erased);
        Assert.Single(await World.AllAsync(Kinds.VisitPersonalPart, "town"));
    }

    [Fact]
    public async Task Reports_that_lie_nowhere_have_a_night_too()
    {
        await town.OpenAsync();
        var submission = new ReportSubmission("hazard", PrivacyWorld.Words, new(null), ReportSource.Resident, null, null, PrivacyWorld.Name, null);
        Report report = Expect.Done(await World.Here.Submit.RunAsync(submission, null, Acting.Program, World.Ct)).Report.Value;
        Assert.Equal("unassigned", report.Jurisdiction);
        foreach (Move move in new[] { Move.Accept, Move.Resolve, Move.Close })
        {
            Expect.Done(await World.Here.Move.RunAsync(new WantedMove("unassigned", report.Id, move, null, _ => true), null, Acting.Program, World.Ct));
        }

        await NightAsync(366);
        Assert.True((await town.AgainAsync(report)).Erased);
        Assert.Empty(await World.AllAsync(Kinds.ReportPersonalPart, "unassigned"));
    }

    [Fact]
    public async Task Old_audit_entries_are_forgotten_and_that_they_were_is_not()
    {
        await town.OpenAsync();
        for (int i = 0; i < 30; i++)
        {
            await town.ClosedAsync(null, null);
        }

        int before = (await World.AllAsync(Kinds.Audit(Container.Reports), "town")).Count;
        await NightAsync((3 * 366) + 1);
        var left = await World.AllAsync(Kinds.Audit(Container.Reports), "town");
        Assert.All(left, e => Assert.True(e.Fact.At > World.Clock.Now.AddYears(-3)));
        Assert.Equal(2, left.Count(e => e.Fact.Action == "forgetAudit"));
        Assert.InRange(before, 120, 200);
    }

    [Fact]
    public async Task What_became_of_messages_is_forgotten_after_a_month_and_what_is_dead_after_half_a_year()
    {
        await town.OpenAsync();
        DateTimeOffset now = World.Clock.Now;
        foreach (OutboxState state in Enum.GetValues<OutboxState>())
        {
            await World.WriteAsync(Kinds.OutboxMessage, Enumerable.Range(0, 100).Select(i => new OutboxMessage
            {
                Id = $"{state}-{i}", Jurisdiction = "town", Report = "r", Event = "e", To = OutboxMessage.DutyDesk, State = state, CreatedAt = now,
            }).ToArray());
        }

        await World.WriteAsync(Kinds.Delivery, Enum.GetValues<DeliveryState>().Select(state => new Delivery
        {
            Id = $"{state}", Jurisdiction = "town", Message = "m", Report = "r", Event = "e", To = OutboxMessage.DutyDesk, Channel = "c", CreatedAt = now, TriedFrom = now,
            State = state, DueAt = state == DeliveryState.Pending ? now : null, EndedAt = state == DeliveryState.Pending ? null : now,
        }).ToArray());
        Assert.Empty((await NightAsync(29)).Progress.Counts);
        Assert.Equal(new Dictionary<string, long> { ["deliveries"] = 2, ["messages"] = 200 }, (await NightAsync(2)).Progress.Counts);
        Assert.Equal(["Dead", "Pending"], (await World.AllAsync(Kinds.Delivery, "town")).Select(d => d.Id).Order(StringComparer.Ordinal));
        Assert.All(await World.AllAsync(Kinds.OutboxMessage, "town"), m => Assert.Equal(OutboxState.Pending, m.State));
        Assert.Equal(1, (await NightAsync(150)).Progress.Counts["deliveries"]);
        Assert.Equal("Pending", Assert.Single(await World.AllAsync(Kinds.Delivery, "town")).Id);
    }

    /// <summary>The job is killed at each of its writes in turn; whoever goes on erases the rest, and counts each once.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Killed_anywhere_it_is_done_by_the_next(bool afterTheCommit)
    {
        await town.OpenAsync();
        for (int i = 0; i < 3; i++)
        {
            await town.ClosedAsync();
            await town.HouseholdAsync(movedOn: new DateOnly(2026, 3, 1));
        }

        World.Clock.Now += TimeSpan.FromDays(366);
        Assert.Equal(2, (await World.Here.NightlyRetention.RunAsync(World.Ct)).Ordered);
        int kills = await town.WorkWithKillsAsync(b => b.Operations.Any(o => o.Kind == Kinds.Report || o.Kind == Kinds.Household), afterTheCommit);
        Assert.InRange(kills, 2, 6);
        Job job = Assert.Single(await World.AllAsync(Kinds.Job, "town"));
        Assert.Equal((JobState.Done, 3, 3), (job.State, job.Progress.Counts["reports"], job.Progress.Counts["households"]));
        Assert.Empty(await World.AllAsync(Kinds.ReportPersonalPart, "town"));
        Assert.Empty(await World.AllAsync(Kinds.HouseholdPersonalPart, "town"));
        Assert.Equal(6, (await town.FactsAsync()).Count(f => f.Action == "retention.erase"));
    }

    [Fact]
    public async Task One_job_is_ordered_a_day_by_each_jurisdictions_own_night_however_often_it_is_asked()
    {
        await town.OpenAsync();
        World.Clock.Now = new DateTimeOffset(2026, 3, 1, 18, 59, 0, TimeSpan.Zero);
        NightlyRetentionOutcome early = await World.Here.NightlyRetention.RunAsync(World.Ct);
        Assert.Equal((1, 1), (early.Ordered, early.NotDue));
        World.Clock.Now += TimeSpan.FromMinutes(1);
        Assert.Equal(1, (await World.Here.NightlyRetention.RunAsync(World.Ct)).Ordered);
        for (int i = 0; i < 3; i++)
        {
            World.Clock.Now += TimeSpan.FromHours(1);
            Assert.Equal(0, (await World.Restarted().NightlyRetention.RunAsync(World.Ct)).Ordered);
        }

        Assert.Single(await World.AllAsync(Kinds.Job, "town"));
        Assert.Single(await World.AllAsync(Kinds.Job, "unassigned"));
    }

    [Fact]
    public async Task A_note_that_comes_after_an_erasure_makes_the_report_due_again()
    {
        await town.OpenAsync();
        Report report = await town.ReportAsync();
        Expect.Done(await World.Here.PersonRequests.OrderAsync(PersonRequests.Erase, "town", new PersonTerms { Report = report.Id }, null, null, Acting.Program, World.Ct));
        await town.WorkAsync();
        Assert.True((await town.AgainAsync(report)).Erased);
        Report moved = Expect.Done(await World.Here.Move.RunAsync(new WantedMove("town", report.Id, Move.Accept, PrivacyWorld.Note, _ => true), null, Acting.Program, World.Ct)).Value;
        Assert.False(moved.Erased);
    }

    private async Task VisitAsync(Household household)
    {
        var submission = new VisitSubmission(null, null, VisitReason.Care, VisitOutcome.Done, SentPosition.Of(Town.Point(0.5, 0.5)), PrivacyWorld.Note);
        Expect.Done(await World.Here.Visits.RecordAsync(Town.Settings(), household.Id, submission, null, Acting.Program, World.Ct));
    }

    /// <summary>Lets days pass and the next night do its work; the town's job.</summary>
    private async Task<Job> NightAsync(int days)
    {
        World.Clock.Now += TimeSpan.FromDays(days);
        await World.Here.NightlyRetention.RunAsync(World.Ct);
        return Assert.Single(await town.WorkAsync(), j => j.Jurisdiction == "town");
    }
}
