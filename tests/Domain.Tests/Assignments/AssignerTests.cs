using GridSteward.Domain.Assignments;
using GridSteward.Domain.Staff;

namespace GridSteward.Domain.Tests.Assignments;

/// <summary>What is asked in a test: of the roster and of the choice.</summary>
internal sealed record AssignmentQuestion(Place Place, string? Category, DateOnly Day, string? Building, string? OriginVillage);

/// <summary>The rules of the choice, one by one. The place is grid g1 of community c1.</summary>
public class AssignerTests
{
    private static readonly DateOnly Day = new(2026, 3, 1);

    [Theory]
    [InlineData("2026-03-01", null, true)]
    [InlineData("2026-03-02", null, false)]
    [InlineData("2026-02-01", "2026-03-02", true)]
    [InlineData("2026-02-01", "2026-03-01", false)]
    [InlineData("2026-03-01", "2026-03-02", true)]
    [InlineData("2026-03-01", "2026-03-01", false)]
    public void A_post_holds_from_its_first_day_until_before_its_valid_to(string from, string? to, bool holds)
    {
        Post post = Town.Post("p", "g1") with { ValidFrom = DateOnly.Parse(from, null), ValidTo = to is null ? null : DateOnly.Parse(to, null) };
        Assignment assignment = Choose(Question(), [post]);
        Assert.Equal(holds ? "p" : null, assignment.Assignee?.Code);
        Assert.Equal(holds ? null : Exclusion.NotInForce, Assert.Single(assignment.Candidates).Excluded);
        Assert.Equal(holds, post.IsActiveOn(Day));
    }

    [Fact]
    public void A_vacant_post_gets_nothing()
    {
        Assignment assignment = Choose(Question(), [Town.Post("a", "g1") with { Steward = null }, Town.Post("b", "g1")]);
        Assert.Equal("b", assignment.Assignee!.Code);
        Assert.Equal([Exclusion.Vacant, null], assignment.Candidates.Select(c => c.Excluded));
        Assert.Equal(["covers", "vacant", "onlyHandler"], Codes(assignment));
    }

    [Theory]
    [InlineData(Duty.Lead)]
    [InlineData(Duty.Oversee)]
    [InlineData(Duty.FollowUp)]
    [InlineData(Duty.Assist)]
    public void Only_the_duty_to_handle_gets_reports(Duty duty)
    {
        Assignment assignment = Choose(Question(), [Town.Post("p", "g1") with { Duty = duty }]);
        Assert.Null(assignment.Assignee);
        Assert.Empty(assignment.Candidates);
    }

    [Theory]
    [InlineData("", "hazard", true)]
    [InlineData("hazard", "hazard", true)]
    [InlineData("trees,hazard", "hazard", true)]
    [InlineData("trees", "hazard", false)]
    [InlineData("Hazard", "hazard", false)]
    [InlineData("trees", null, true)]
    public void Posts_and_teams_take_the_categories_they_name_or_all(string takes, string? asked, bool taken)
    {
        string[] categories = takes.Split(',', StringSplitOptions.RemoveEmptyEntries);
        AssignmentQuestion question = Question() with { Category = asked };
        Assignment byPost = Choose(question, [Town.Post("p", "g1") with { Categories = categories }]);
        Assignment byTeam = Choose(question, [], [Town.Team("t", "g1") with { Categories = categories }]);
        Assert.Equal(taken ? null : Exclusion.OtherCategory, Assert.Single(byPost.Candidates).Excluded);
        Assert.Equal(taken ? null : Exclusion.OtherCategory, Assert.Single(byTeam.Candidates).Excluded);
        Assert.Equal(taken, byPost.Assignee is not null && byTeam.Assignee is not null);
    }

    [Fact]
    public void Who_does_not_hold_that_day_is_excluded_for_that_whatever_else_is_wrong()
    {
        Post post = Town.Post("p", "g1") with { ValidTo = Day, Steward = null, Categories = ["trees"] };
        Assert.Equal(Exclusion.NotInForce, Assert.Single(Choose(Question(), [post]).Candidates).Excluded);
        Assert.Equal(Exclusion.Vacant, Assert.Single(Choose(Question(), [post with { ValidTo = null }]).Candidates).Excluded);
    }

    /// <summary>Each row: what a has, what z has, who wins and why. Both are equal in all that is not said.</summary>
    [Theory]
    [InlineData("building", "village", "a", "sameBuilding")]
    [InlineData("village", "building", "z", "sameBuilding")]
    [InlineData("building village", "building", "a", "acquainted")]
    [InlineData("building", "building village", "z", "acquainted")]
    [InlineData("village load=9", "load=0", "a", "acquainted")]
    [InlineData("load=0", "village load=9", "z", "acquainted")]
    [InlineData("load=3", "load=2", "z", "leastLoad")]
    [InlineData("load=3 capacity=10", "load=2 capacity=5", "a", "leastLoad")]
    [InlineData("load=1 capacity=3", "load=2 capacity=6", "a", "smallestCode")]
    [InlineData("building village load=1 capacity=4", "building village load=1 capacity=2", "a", "leastLoad")]
    [InlineData("", "", "a", "smallestCode")]
    [InlineData("otherBuilding", "", "a", "smallestCode")]
    [InlineData("otherBuilding otherVillage", "village", "z", "acquainted")]
    public void Of_two_the_first_difference_in_order_decides(string a, string z, string winner, string because)
    {
        AssignmentQuestion question = Question() with { Building = "b1", OriginVillage = "v1" };
        Assignment assignment = Choose(question, [PostWith("z", z), PostWith("a", a)], loads: LoadOf(a, "a").Concat(LoadOf(z, "z")).ToDictionary());
        Assert.Equal(winner, assignment.Assignee!.Code);
        Assert.Equal(winner == "a" ? "z" : "a", Assert.Single(assignment.RunnersUp).Code);
        Assert.Equal(because, Codes(assignment)[^1]);
    }

    [Fact]
    public void Without_a_building_or_a_village_in_question_nobody_has_the_advantage()
    {
        Assignment assignment = Choose(Question(), [PostWith("z", "building village"), PostWith("a", "")]);
        Assert.Equal("a", assignment.Assignee!.Code);
        Assert.All(assignment.Candidates, c => Assert.False(c.SameBuilding || c.Acquainted));
    }

    [Fact]
    public void Codes_are_compared_ordinally_and_equal_codes_by_id()
    {
        Assert.Equal(["B", "Z", "a", "é"], Order(["é", "a", "Z", "B"]));
        Post one = Town.Post("same", "g1") with { Id = "id-1" };
        Assert.Equal("id-1", Choose(Question(), [Town.Post("same", "g1") with { Id = "id-2" }, one]).Assignee!.Id);
    }

    [Fact]
    public void A_team_stands_beside_a_post_by_load_and_code_but_knows_no_building_and_no_village()
    {
        Assert.Equal(AssigneeKind.Team, Choose(Question(), [Town.Post("b", "g1")], [Town.Team("a", "g1")]).Assignee!.Kind);
        Assert.Equal(AssigneeKind.Post, Choose(Question(), [Town.Post("a", "g1")], [Town.Team("b", "g1")]).Assignee!.Kind);
        Assert.Equal("b", Choose(Question(), [Town.Post("b", "g1")], [Town.Team("a", "g1")], new() { ["team:id-a"] = 1 }).Assignee!.Code);
        AssignmentQuestion question = Question() with { Building = "b1", OriginVillage = "v1" };
        Assert.Equal("z", Choose(question, [PostWith("z", "building")], [Town.Team("a", "g1")]).Assignee!.Code);
        Assert.Equal("z", Choose(question, [PostWith("z", "village")], [Town.Team("a", "g1")]).Assignee!.Code);
    }

    [Fact]
    public void A_partner_that_handles_stands_beside_posts_and_teams_and_one_that_assists_does_not()
    {
        Partner helper = Town.Partner("a", "g1");
        Assignment handled = Choose(Question(), [Town.Post("b", "g1")], [Town.Team("c", "g1")], partners: [helper]);
        Assert.Equal((AssigneeKind.Partner, "partner:id-a"), (handled.Assignee!.Kind, handled.Assignee.Key));
        Assert.Equal(["b", "c"], handled.RunnersUp.Select(r => r.Code));
        Assert.Equal("b", Choose(Question(), [Town.Post("b", "g1")], partners: [helper with { Duty = PartnerDuty.Assist }]).Assignee!.Code);
        Assert.Equal("b", Choose(Question(), [Town.Post("b", "g1")], loads: new() { ["partner:id-a"] = 1 }, partners: [helper]).Assignee!.Code);
        Assert.Equal("b", Choose(Question(), [Town.Post("b", "g1")], partners: [helper with { Categories = ["trees"] }]).Assignee!.Code);
    }

    [Theory]
    [InlineData("2026-03-01", "2026-03-02", true)]
    [InlineData("2026-02-01", "2026-03-02", true)]
    [InlineData("2026-02-01", "2026-03-01", false)]
    [InlineData("2026-03-02", "2026-03-05", false)]
    public void A_post_whose_holder_is_on_leave_that_day_gets_nothing(string from, string to, bool away)
    {
        Leave[] leave = [new(new(2025, 1, 1), new(2025, 1, 2)), new(DateOnly.Parse(from, null), DateOnly.Parse(to, null))];
        Assignment assignment = Choose(Question(), [Town.Post("a", "g1"), Town.Post("b", "g1") with { Steward = "other" }], stewards: [Town.Steward("steward", leave)]);
        Assert.Equal(away ? "b" : "a", assignment.Assignee!.Code);
        Assert.Equal(away ? Exclusion.OnLeave : null, assignment.Candidates[0].Excluded);

        // Why somebody is away is not a resident's business.
        Assert.Equal(away, Codes(assignment).Contains("notAvailable"));
        Assert.DoesNotContain("leave", string.Join(' ', assignment.Reasons.Select(r => r.En)), StringComparison.Ordinal);
    }

    [Fact]
    public void Loads_are_compared_as_fractions_without_rounding()
    {
        // 1/3 against 33333333/100000000 and the like: doubles would still do here, one bit less would not.
        Post[] posts = [Town.Post("a", "g1") with { Capacity = 99_991 }, Town.Post("b", "g1") with { Capacity = 99_989 }];
        Assert.Equal("a", Choose(Question(), posts, loads: new() { ["post:id-a"] = 99_991L * 90_071_992_547, ["post:id-b"] = 99_989L * 90_071_992_547 }).Assignee!.Code);
        Assert.Equal("b", Choose(Question(), posts, loads: new() { ["post:id-a"] = (99_991L * 90_071_992_547) + 1, ["post:id-b"] = 99_989L * 90_071_992_547 }).Assignee!.Code);
        Assert.Equal("a", Choose(Question(), posts, loads: new() { ["post:id-a"] = 99_991L * 90_071_992_547, ["post:id-b"] = (99_989L * 90_071_992_547) + 1 }).Assignee!.Code);
    }

    [Fact]
    public void Exclusions_follow_from_the_facts_and_without_them_stay_as_they_are_written()
    {
        Assignment assignment = Choose(Question(), [Town.Post("a", "g1"), Town.Post("b", "g1")]);
        AssignmentInputs inputs = assignment.Inputs;
        Candidate[] tampered = [.. inputs.Candidates.Select(c => c with { Excluded = Exclusion.Vacant })];
        Assert.Equal("a", Assigner.Choose(inputs with { Candidates = tampered }).Assignee!.Code);
        Candidate[] old = [.. inputs.Candidates.Select((c, i) => c with { Facts = null, Excluded = i == 0 ? Exclusion.Vacant : null })];
        Assert.Equal("b", Assigner.Choose(inputs with { Candidates = old }).Assignee!.Code);
    }

    [Fact]
    public void Candidates_of_areas_that_the_chain_does_not_have_and_above_the_one_that_decides_do_not_count()
    {
        Assignment low = Choose(Question(), [Town.Post("z", "g1")]);
        Candidate elsewhere = low.Candidates[0] with { Assignee = low.Assignee! with { Id = "id-a", Code = "a", Area = "g2" } };
        Candidate above = elsewhere with { Assignee = elsewhere.Assignee with { Area = "c1" } };
        Expect.SameJson(low, Assigner.Choose(low.Inputs with { Candidates = [above, elsewhere, .. low.Candidates] }), DomainJson.Default.Assignment);
    }

    [Fact]
    public void A_team_that_names_an_area_twice_is_one_candidate()
    {
        Assignment assignment = Choose(Question(), [], [Town.Team("t", "g1", "g1")]);
        Assert.Single(assignment.Candidates);
        Assert.Empty(assignment.RunnersUp);
    }

    [Fact]
    public void The_lowest_area_with_anyone_answers_and_above_it_nobody_is_asked()
    {
        Assignment low = Choose(Question(), [Town.Post("a", "c1"), Town.Post("z", "g1")]);
        Assert.Equal("z", low.Assignee!.Code);
        Assert.Single(low.Candidates);

        Assignment high = Choose(Question(), [Town.Post("a", "c1"), Town.Post("z", "g1") with { Steward = null }, Town.Post("y", "g1") with { Categories = ["trees"] }]);
        Assert.Equal(("a", "c1"), (high.Assignee!.Code, high.Assignee.Area));
        Assert.Equal(["y", "z", "a"], high.Candidates.Select(c => c.Assignee.Code));
        Assert.Equal(["covers", "otherCategory", "vacant", "higherLevel", "onlyHandler"], Codes(high));
    }

    [Fact]
    public void Posts_elsewhere_are_not_asked()
    {
        Assignment assignment = Choose(Question(), [Town.Post("a", "g2"), Town.Post("b", "c2")], [Town.Team("t", "g2")]);
        Assert.Null(assignment.Assignee);
        Assert.Empty(assignment.Candidates);
    }

    [Fact]
    public void Where_nobody_is_on_duty_it_is_kept_for_the_duty_desk_and_flagged()
    {
        Assignment assignment = Choose(Question(), [Town.Post("a", "g1") with { Steward = null }]);
        Assert.Null(assignment.Assignee);
        Assert.Equal([PlaceFlag.NoAssignee], assignment.Flags);
        Assert.Equal(["covers", "vacant", "noAssignee"], Codes(assignment));

        Assignment outside = Choose(Question() with { Place = Place.Nowhere(Basis.Point) }, [Town.Post("a", "g1")]);
        Assert.Equal([PlaceFlag.OutsideAllAreas, PlaceFlag.NoAssignee], outside.Flags);
        Assert.Equal(["outsideAllAreas", "dutyDesk"], Codes(outside));
        Assert.Equal(["noPlace", "dutyDesk"], Codes(Choose(Question() with { Place = Place.Nowhere(Basis.None) }, [])));
    }

    [Fact]
    public void At_most_three_runners_up_are_named_in_their_order()
    {
        Assert.Equal(["b", "c", "d"], Choose(Question(), [.. "edcba".Select(c => Town.Post(c.ToString(), "g1"))]).RunnersUp.Select(r => r.Code));
    }

    [Fact]
    public void The_assignment_says_what_was_asked()
    {
        AssignmentQuestion question = Question();
        Assignment assignment = Choose(question, []);
        Assert.Equal((question.Place, question.Category, question.Day), (assignment.Place, assignment.Category, assignment.Day));
    }

    internal static AssignmentQuestion Question()
        => new(new Place(Basis.Point, "town", 7, [new("community", "c1", "North Gate", 3), new("grid", "g1", "g1", 7)], [], [], 12.34, []), "hazard", Day, null, null);

    /// <summary>As <see cref="Assigning"/> does it, with loads that are given.</summary>
    internal static Assignment Choose(
        AssignmentQuestion question, Post[] posts, Team[]? teams = null, Dictionary<string, long>? loads = null, Partner[]? partners = null, Steward[]? stewards = null)
    {
        var roster = new Roster(posts, teams ?? [], partners, stewards);
        IReadOnlyList<Candidate> candidates = roster.CandidatesOf(new(question.Place.Chain, question.Day, question.Building, question.OriginVillage));
        return Assigner.Choose(new(
            question.Place, question.Category, question.Day, [.. candidates.Select(c => c with { OpenLoad = loads?.GetValueOrDefault(c.Assignee.Key) })]));
    }

    private static string[] Order(string[] codes)
    {
        Assignment assignment = Choose(Question(), [.. codes.Select(c => Town.Post(c, "g1"))]);
        return [assignment.Assignee!.Code, .. assignment.RunnersUp.Select(r => r.Code)];
    }

    private static string[] Codes(Assignment assignment) => [.. assignment.Reasons.Select(r => r.Code)];

    private static Post PostWith(string code, string what)
    {
        string[] words = what.Split(' ');
        return Town.Post(code, "g1") with
        {
            Building = words.Contains("building") ? "b1" : words.Contains("otherBuilding") ? "b2" : null,
            OriginVillages = words.Contains("village") ? ["v0", "v1"] : words.Contains("otherVillage") ? ["v2"] : [],
            Capacity = int.Parse(words.FirstOrDefault(w => w.StartsWith("capacity=", StringComparison.Ordinal))?[9..] ?? "10", null),
        };
    }

    private static IEnumerable<KeyValuePair<string, long>> LoadOf(string what, string code)
        => what.Split(' ').Where(w => w.StartsWith("load=", StringComparison.Ordinal)).Select(w => KeyValuePair.Create($"post:id-{code}", long.Parse(w[5..], null)));
}
