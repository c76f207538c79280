using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Staff;

namespace GridSteward.Domain.Tests.Assignments;

/// <summary>Who would get it, why, and what would change that: each claim is held against what then happens.</summary>
public sealed class ExplainTests : IDisposable
{
    private static readonly Caller Manager = new("m", null, [new Grant(Node.OfJurisdiction("town"), Preset.Manager)]);
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_report_from_the_place_that_is_named_goes_where_it_is_said_to()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        await world.AddPostAsync("a", "g1");
        await world.AddPostAsync("c", "g3");
        Explanation explained = await ExplainAsync(new(SentPosition.Of(Town.Point(0.5, 0.97))));
        Assert.Equal("a", explained.Assignment.Assignee!.Code);
        WouldChange change = Assert.Single(explained.Changes, c => c.Kind == ChangeKind.Place);
        Assert.Equal("3.4 m north it would be g3. Post c would get it.", change.En);
        Assert.Equal("向北3.4米即属g3。由Post c承办。", change.Zh);
        Report there = Expect.Done(await world.Here.Submit.RunAsync(World.Hazard(change.Point!.Value), null, Acting.Program, World.Ct)).Report.Value;
        Assert.Equal((change.Assignee!.Key, "g3"), (there.Assignee, there.Areas[^1]));
        Report here = Expect.Done(await world.Here.Submit.RunAsync(World.Hazard(0.5, 0.97), null, Acting.Program, World.Ct)).Report.Value;
        Expect.SameJson(explained.Assignment with { Category = "hazard" }, here.Assignment, DomainJson.Default.Assignment);
    }

    [Fact]
    public async Task So_many_more_reports_and_no_fewer_bring_the_next_before_the_first()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        await world.AddPostAsync("a", "g1", p => p with { Capacity = 3 });
        await world.AddPostAsync("b", "g1", p => p with { Capacity = 7 });
        for (int i = 0; i < 8; i++)
        {
            Explanation explained = await ExplainAsync(new(SentPosition.Of(Town.Point(0.5, 0.5))));
            WouldChange more = explained.Changes.First(c => c.Kind == ChangeKind.Load);
            Assignment now = explained.Assignment;
            int by = int.Parse(more.Zh.Split('多', '件')[1], null);
            Assert.NotEqual(now.Assignee, more.Assignee);
            Assert.Equal(now.Assignee, WithLoad(now, now.Assignee!, by - 1).Assignee);
            Assert.Equal(more.Assignee, WithLoad(now, now.Assignee!, by).Assignee);
            foreach (WouldChange fewer in explained.Changes.Where(c => c.Kind == ChangeKind.Load).Skip(1))
            {
                int less = int.Parse(fewer.Zh.Split('少', '件')[1], null);
                Assert.Equal(fewer.Assignee, WithLoad(now, fewer.Assignee!, -less).Assignee);
                Assert.Equal(now.Assignee, WithLoad(now, fewer.Assignee!, 1 - less).Assignee);
            }

            Report next = Expect.Done(await world.Here.Submit.RunAsync(World.Hazard(0.5, 0.5), null, Acting.Program, World.Ct)).Report.Value;
            Assert.Equal(now.Assignee, next.Assignment.Assignee);
        }
    }

    [Fact]
    public async Task The_next_day_that_changes_it_is_found_and_on_that_day_it_is_so()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        await world.WriteAsync(Kinds.Steward, Town.Steward("steward", new Leave(new(2026, 3, 10), new(2026, 3, 12)), new Leave(new(2025, 1, 1), new(2025, 2, 1))));
        await world.AddPostAsync("a", "g1", p => p with { ValidTo = new(2026, 5, 1) });
        await world.AddPostAsync("z", "c1", p => p with { Steward = "other" });
        (string Moment, string Assignee, string? Next, string Says)[] days =
        [
            ("2026-03-01T08:00:00Z", "a", "2026-03-10", "is on leave"), ("2026-03-09T15:59:59Z", "a", "2026-03-10", "is on leave"), ("2026-03-09T16:00:00Z", "z", "2026-03-12", "Post a would get it."),
            ("2026-03-12T00:00:00Z", "a", "2026-05-01", "Post a ends"), ("2026-06-01T00:00:00Z", "z", null, ""),
        ];
        foreach (var (moment, assignee, next, says) in days)
        {
            DateTimeOffset at = DateTimeOffset.Parse(moment, null);
            Explanation explained = await ExplainAsync(new(SentPosition.Of(Town.Point(0.5, 0.5))), at: at);
            Assert.Equal((moment, assignee), (moment, explained.Assignment.Assignee!.Code));
            WouldChange? change = explained.Changes.SingleOrDefault(c => c.Kind == ChangeKind.Day);
            Assert.Equal((moment, next), (moment, change?.From?.ToString("yyyy-MM-dd", null)));
            Assert.Contains(says, change?.En ?? "", StringComparison.Ordinal);
            if (change is not null)
            {
                Explanation then = await ExplainAsync(new(SentPosition.Of(Town.Point(0.5, 0.5))), at: Town.Settings().MomentOf(change.From!.Value, TimeOnly.MinValue));
                Assert.Equal(change.Assignee, then.Assignment.Assignee);
            }
        }
    }

    [Fact]
    public async Task Categories_that_would_go_to_somebody_else_are_named()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        await world.AddPostAsync("a", "g1", p => p with { Categories = ["hazard"] });
        WouldChange change = Assert.Single((await ExplainAsync(new(SentPosition.Of(Town.Point(0.5, 0.5))), "hazard")).Changes, c => c.Kind == ChangeKind.Category);
        Assert.Equal(("trees", null, "With the category Trees the duty desk would get it.", "若类别为树木，则由值班台承办。"), (change.Category, change.Assignee, change.En, change.Zh));
    }

    [Fact]
    public async Task Loads_days_and_candidates_are_for_those_who_read_reports_there()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        await world.AddPostAsync("a", "g1", p => p with { ValidTo = new(2026, 5, 1) });
        await world.AddPostAsync("b", "g1");
        Caller elsewhere = new("v", null, [new Grant(Node.OfArea("town", "g2"), Preset.Manager)]);
        foreach (Caller caller in new[] { Caller.Nobody, elsewhere })
        {
            Explanation seen = await ExplainAsync(new(SentPosition.Of(Town.Point(0.5, 0.5))), caller: caller);
            Assert.False(seen.InFull);
            Assert.DoesNotContain(seen.Changes, c => c.Kind is ChangeKind.Load or ChangeKind.Day);
            Assert.Contains(seen.Changes, c => c.Kind == ChangeKind.Place);
        }

        Caller there = new("v", null, [new Grant(Node.OfArea("town", "g1"), Preset.Volunteer)]);
        Explanation inFull = await ExplainAsync(new(SentPosition.Of(Town.Point(0.5, 0.5))), caller: there);
        Assert.True(inFull.InFull);
        Assert.Equal([ChangeKind.Place, ChangeKind.Load, ChangeKind.Day], inFull.Changes.Select(c => c.Kind).Distinct());
    }

    [Fact]
    public async Task A_household_is_explained_to_those_who_see_it_and_its_card_does_not_tell_where_it_is()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        await world.AddPostAsync("a", "g1");
        await world.AddPostAsync("v", "g1", p => p with { OriginVillages = ["v1"] });
        Household[] households =
        [
            .. await Task.WhenAll(new[] { true, false }.Select(async wants => Expect.Done(await world.Here.Households.CreateAsync(
                town, new HouseholdSubmission($"h{wants}", "Li", null, SentPosition.Of(Town.Point(0.5, 0.97)), null, null, 3, "v1", WantsAcquaintance: wants), null, Acting.Program, World.Ct)).Value)),
        ];
        string reference = $"town/{households[0].Id}";
        Explanation seen = await ExplainAsync(new(null, Household: reference));
        Assert.Equal(("v", true), (seen.Assignment.Assignee!.Code, seen.MayLocate));
        Assert.Contains(seen.Changes, c => c.Kind == ChangeKind.Place && c.En.StartsWith("3.4 m north", StringComparison.Ordinal));
        Assert.Equal("a", (await ExplainAsync(new(null, Household: $"town/{households[1].Id}"))).Assignment.Assignee!.Code);
        foreach (Caller caller in new[] { Caller.Nobody, new Caller("v", null, [new Grant(Node.OfArea("town", "g2"), Preset.Steward)]), new Caller("v", null, [new Grant(Node.OfArea("town", "g1"), Preset.Volunteer)]) })
        {
            foreach (string named in new[] { reference, "town/none", "town/", "/", "nowhere/x", "x" })
            {
                Assert.IsType<Outcome<Explanation>.NotFound>(await world.Here.Explain.RunAsync(new(new(null, Household: named), null, null), caller, World.Ct));
            }
        }

        ContactCard card = Expect.Done(await world.Here.Staff.IssueCardAsync(town, households[0].Id, null, null, null, Acting.Program, World.Ct)).Value;
        Explanation byCard = await ExplainAsync(new(null, Card: card.Code), caller: Caller.Nobody);
        Assert.Equal(("v", false), (byCard.Assignment.Assignee!.Code, byCard.MayLocate));
        Assert.DoesNotContain(byCard.Changes, c => c.Kind == ChangeKind.Place);
    }

    [Fact]
    public async Task Of_the_past_areas_and_staff_are_those_of_then_and_loads_are_not_known()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        await world.AddPostAsync("a", "g1");
        await world.AddPostAsync("b", "g1");
        DateTimeOffset then = world.Clock.Now.AddMinutes(1);
        world.Clock.Now += TimeSpan.FromDays(3);
        Expect.Done(await World.ImportAsync(world.Here, town, [new("g1", "grid", "c1", 0, 0, 0.4, 1), new("g2", "grid", "c1", 0.4, 0, 1.6, 1)]));
        Assert.Equal("g2", (await ExplainAsync(new(SentPosition.Of(Town.Point(0.5, 0.5))))).Assignment.Place.Codes[^1]);
        Explanation past = await ExplainAsync(new(SentPosition.Of(Town.Point(0.5, 0.5))), at: then);
        Assert.Equal(("g1", 1, null), (past.Assignment.Place.Codes[^1], past.Assignment.Place.Generation, past.LoadsAt));
        Assert.Contains(past.Assignment.Reasons, r => r.Code == "loadsNotKnown");
        Assert.DoesNotContain(past.Changes, c => c.Kind is ChangeKind.Load or ChangeKind.Day);
    }

    [Fact]
    public async Task What_is_wrong_with_the_question_is_named()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        Assert.Equal(["$.at"], Expect.Faults(await world.Here.Explain.RunAsync(new(new(null), null, DateTimeOffset.MaxValue), Manager, World.Ct)));
        Assert.Equal(["$.category"], Expect.Faults(await world.Here.Explain.RunAsync(new(new(SentPosition.Of(Town.Point(0.5, 0.5))), "none", null), Manager, World.Ct)));
        Assert.Equal(["$.building"], Expect.Faults(await world.Here.Explain.RunAsync(new(new(null, Building: "town/none"), null, null), Manager, World.Ct)));
        Explanation nothing = await ExplainAsync(new(null));
        Assert.Equal(["noPlace", "dutyDesk"], nothing.Assignment.Reasons.Select(r => r.Code));
    }

    private static Assignment WithLoad(Assignment now, Assignee of, int by) => Assigner.Choose(now.Inputs with
    {
        Candidates = [.. now.Candidates.Select(c => c.Assignee == of ? c with { OpenLoad = c.OpenLoad + by } : c)],
    });

    private async Task<Explanation> ExplainAsync(Whereabouts where, string? category = null, DateTimeOffset? at = null, Caller? caller = null)
        => Expect.Done(await world.Here.Explain.RunAsync(new ExplainQuestion(where, category, at), caller ?? Manager, World.Ct));
}
