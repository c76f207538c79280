using GridSteward.Domain.Assignments;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;

namespace GridSteward.Domain.Tests.People;

public class GrantTests
{
    private static readonly Capability[] Changing =
    [
        Capability.ManageJurisdictions, Capability.ManageAreas, Capability.ManageStaff, Capability.WriteHouseholds,
        Capability.HandleReports, Capability.CloseReports, Capability.DispatchReports, Capability.RunCoverage, Capability.InvitePeople,
    ];

    [Theory]
    [InlineData(Preset.Volunteer, "readReports")]
    [InlineData(Preset.Steward, "readStaff writeHouseholds readHouseholds readReferrals readReports handleReports readCoverage")]
    [InlineData(Preset.Manager, "manageStaff readStaff writeHouseholds readHouseholds readReferrals readReports handleReports closeReports dispatchReports readPrivateReports readCoverage runCoverage invitePeople")]
    [InlineData(Preset.Auditor, "readStaff readHouseholds readReferrals readReports readPrivateReports readOriginals readCoverage readAudit")]
    [InlineData(Preset.DutyDesk, "readStaff readReports handleReports closeReports dispatchReports readPrivateReports")]
    [InlineData(Preset.Partner, "readReferrals readReports handleReports")]
    [InlineData(Preset.Administrator, "manageJurisdictions manageAreas manageStaff readStaff writeHouseholds readHouseholds readReferrals readReports handleReports closeReports dispatchReports readPrivateReports readCoverage runCoverage invitePeople readAudit managePersonalData")]
    public void A_preset_holds_exactly_this(Preset preset, string capabilities)
        => Assert.Equal(capabilities.Split(' '), Presets.CapabilitiesOf(preset).Order().Select(Wire.Name));

    [Fact]
    public void Every_preset_is_known_and_an_auditor_changes_nothing()
    {
        Assert.All(Enum.GetValues<Preset>(), p => Assert.NotEmpty(Presets.CapabilitiesOf(p)));
        Assert.Empty(Presets.CapabilitiesOf(Preset.Auditor).Intersect(Changing));
        Assert.Throws<ArgumentOutOfRangeException>(() => Presets.CapabilitiesOf((Preset)99));
    }

    [Fact]
    public void Nobody_can_nothing_and_the_program_everything()
    {
        Assert.All(Enum.GetValues<Capability>(), c =>
        {
            Assert.False(Caller.Nobody.Can(c, new Target("a", ["1"], "1", "1")));
            Assert.True(Caller.Nobody.ScopeOf(c, "a").IsEmpty);
            Assert.True(Caller.Program.Can(c, new Target()));
            Assert.True(Caller.Program.ScopeOf(c, "a").Whole);
        });
        Assert.False(Caller.Nobody.IsSignedIn);
    }

    [Fact]
    public void A_grant_reaches_what_names_its_node()
    {
        int reached = 0;
        Check.ForSeeds(2000, random =>
        {
            Caller caller = AnyCaller(random);
            Capability capability = random.Pick(Enum.GetValues<Capability>());
            Target target = random.Next(10) == 0 ? new Target() : new Target(
                random.Pick("a", "b"), random.Some(["1", "2", "3"]), random.Pick("1", "2", null), random.Pick("1", "2", null), random.Pick("1", "2", null));

            // Everything the target is, in the written form of nodes: the deployment, its jurisdiction, its areas, its team or partner, itself.
            string?[] names =
            [
                "deployment",
                target.Jurisdiction is null ? null : $"jurisdiction:{target.Jurisdiction}",
                .. (target.Areas ?? []).Select(a => $"area:{target.Jurisdiction}/{a}"),
                target.Team is null ? null : $"team:{target.Jurisdiction}/{target.Team}",
                target.Partner is null ? null : $"partner:{target.Jurisdiction}/{target.Partner}",
                target.Case is null ? null : $"case:{target.Jurisdiction}/{target.Case}",
            ];
            bool expected = caller.Grants.Any(g => Presets.CapabilitiesOf(g.Preset).Contains(capability) && names.Contains(g.Node.ToString()));
            Assert.Equal(expected, caller.Can(capability, target));
            reached += expected ? 1 : 0;
        });
        Assert.InRange(reached, 200, 1800);
    }

    [Fact]
    public void A_list_shows_exactly_the_reports_that_can_be_read_one_by_one()
    {
        int shown = 0;
        Check.ForSeeds(2000, random =>
        {
            Caller caller = AnyCaller(random);
            Report report = AnyReport(random);
            Scope scope = caller.ScopeOf(Capability.ReadReports, report.Jurisdiction);
            bool listed = scope.Whole || scope.Keys.Intersect(report.Nodes).Any();
            Assert.Equal(caller.Can(Capability.ReadReports, report.Target), listed);
            Assert.Equal(!scope.IsEmpty, caller.CanSomewhereIn(Capability.ReadReports, report.Jurisdiction));
            shown += listed ? 1 : 0;
        });
        Assert.InRange(shown, 200, 1800);
    }

    private static Caller AnyCaller(Random random) => new("someone", null,
        [.. Enumerable.Range(0, random.Next(4)).Select(_ => new Grant(NodeTests.Any(random), random.Pick(Enum.GetValues<Preset>())))]);

    private static Report AnyReport(Random random)
    {
        string id = random.Pick("1", "2", "3");
        ChainLink[] chain = [.. random.Some(["1", "2", "3"]).Select(c => new ChainLink("grid", c, c, 1))];
        Assignee? assignee = random.Pick(null, new Assignee(AssigneeKind.Team, random.Pick("1", "2"), "t", "t", "1"), new Assignee(AssigneeKind.Partner, random.Pick("1", "2"), "q", "q", "1"), new Assignee(AssigneeKind.Post, "1", "p", "p", "1"));
        var place = new Place(Basis.Point, "a", 1, chain, [], [], null, []);
        var assignment = new Assignment(place, assignee, [], [], [], null, default);
        return new Report
        {
            Id = id,
            Jurisdiction = random.Pick("a", "b"),
            Category = "hazard",
            Kind = default,
            Source = default,
            State = default,
            Open = true,
            ReceivedAt = default,
            AcceptBy = default,
            ResolveBy = default,
            Assignment = assignment,
            Areas = place.Codes,
            AreaPath = place.AreaPath,
            Generation = 1,
            Nodes = [],
            TrackingHash = "",
            Sequence = 1,
            Assignee = assignee?.Key,
        }.WithNodes();
    }
}
