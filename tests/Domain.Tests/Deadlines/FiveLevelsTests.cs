using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Responsibilities;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tests.Reassignment;

namespace GridSteward.Domain.Tests.Deadlines;

public sealed class FiveLevelsTests : IDisposable
{
    private static readonly RosterQuestion InG1 = new([new("community", "c1", "x", 1), new("grid", "g1", "x", 1)], new DateOnly(2026, 3, 1), null, null);

    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void The_nearest_area_comes_first_then_codes_and_only_posts_that_somebody_holds_for_the_category_count()
    {
        Post[] posts =
        [
            Lead("b", "c1"), Lead("a", "c1"), Lead("z", "g1"),
            Lead("vacant", "g1") with { Steward = null },
            Lead("later", "g1") with { ValidFrom = new(2026, 3, 2) },
            Lead("over", "g1") with { ValidTo = new(2026, 3, 1) },
            Lead("trees", "g1") with { Categories = ["trees"] },
            Lead("elsewhere", "g2"),
            Lead("follow", "g1") with { Duty = Duty.FollowUp },
        ];
        FiveLevels found = new Roster(posts, []).AnswerableFor(InG1, "hazard");
        Assert.Equal(["z", "a", "b"], found.Lead.Select(p => p.Code));
        Assert.Equal(["follow"], found.FollowUp.Select(p => p.Code));
        Assert.Empty(found.Oversee);
        Assert.Equal(["trees", "z", "a", "b"], new Roster(posts, []).AnswerableFor(InG1, "trees").Lead.Select(p => p.Code));
        Assert.Equal(new PostRef("id-z", "z", "Post z", "g1"), found.Lead[0]);
    }

    [Fact]
    public void Within_an_area_its_very_building_comes_first_and_who_is_on_leave_last()
    {
        Post[] posts =
        [
            Lead("away", "g1") with { Steward = "s1" }, Lead("here", "g1"), Lead("house", "g1") with { Building = "B1" }, Lead("other", "g1") with { Building = "B2" },
        ];
        Steward[] stewards = [Town.Steward("s1", new Leave(new(2026, 2, 1), new(2026, 4, 1)))];
        Assert.Equal(["house", "here", "away"], new Roster(posts, [], null, stewards).AnswerableFor(InG1 with { Building = "B1" }, null).Lead.Select(p => p.Code));
    }

    [Fact]
    public void No_list_is_longer_than_five()
        => Assert.Equal(FiveLevels.MaxOfADuty, new Roster([.. Enumerable.Range(0, 9).Select(i => Lead($"p{i}", "g1"))], []).AnswerableFor(InG1, null).Lead.Count);

    [Fact]
    public async Task A_report_names_them_from_its_intake_and_a_dispatch_and_a_reopening_find_them_anew()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        await world.AddPostAsync("handle", "g1");
        await world.AddPostAsync("lead", "c1", p => p with { Duty = Duty.Lead });
        await world.AddPostAsync("team", "g1", p => p with { Duty = Duty.Assist });
        Stored<Report> report = Expect.Done(await world.Here.Submit.RunAsync(World.Hazard(0.5, 0.5), null, Acting.Program, World.Ct)).Report;
        Assert.Equal(["lead"], Codes(report.Value.Responsibility!.Lead));
        Assert.Equal(["team"], Codes(report.Value.Responsibility.Assist));
        Assert.Empty(report.Value.Responsibility.Oversee);

        await world.AddPostAsync("oversee", "c1", p => p with { Duty = Duty.Oversee });
        await world.AddPostAsync("second", "g1");
        report = await MoveAsync(report, Move.Dispatch, "post:id-second");
        Assert.Equal(["oversee"], Codes(report.Value.Responsibility!.Oversee));
        await world.AddPostAsync("follow", "g1", p => p with { Duty = Duty.FollowUp });
        report = await MoveAsync(await MoveAsync(await MoveAsync(report, Move.Accept), Move.Resolve), Move.Reopen);
        Assert.Equal(["follow"], Codes(report.Value.Responsibility!.FollowUp));
    }

    [Fact]
    public async Task An_intake_reads_posts_stewards_teams_and_partners_once_for_it_all()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        await world.AddPostAsync("handle", "g1");
        await world.AddPostAsync("lead", "c1", p => p with { Duty = Duty.Lead });
        var counting = new CountingStore(world.Engine);
        await new Instance(counting, world.Blobs, world.Clock).Submit.RunAsync(World.Hazard(0.5, 0.5), null, Acting.Program, World.Ct);
        Assert.Equal(2, counting.Read(Kinds.Post));
    }

    private static Post Lead(string code, string area) => Town.Post(code, area) with { Duty = Duty.Lead };

    private static string[] Codes(IReadOnlyList<PostRef> posts) => [.. posts.Select(p => p.Code)];

    private async Task<Stored<Report>> MoveAsync(Stored<Report> report, Move move, string? assignee = null)
        => Expect.Done(await world.Here.Move.RunAsync(new WantedMove("town", report.Value.Id, move, "why", null) { Assignee = assignee }, null, Acting.Program, World.Ct));
}
