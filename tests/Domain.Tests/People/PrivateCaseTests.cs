using GridSteward.Domain.People;

namespace GridSteward.Domain.Tests.People;

/// <summary>Who is inside a private case.</summary>
public sealed class PrivateCaseTests
{
    private static readonly Target Case = new("town", ["c1", "g1"], null, "r1") { Private = true, Posts = ["p1"] };

    [Theory]
    [InlineData("jurisdiction:town", "administrator manager auditor dutyDesk")]
    [InlineData("deployment", "administrator manager auditor dutyDesk")]
    [InlineData("area:town/g1", "")]
    [InlineData("area:town/c1", "")]
    [InlineData("jurisdiction:other", "")]
    [InlineData("case:town/r1", "volunteer steward manager auditor dutyDesk partner administrator")]
    [InlineData("case:town/r2", "")]
    [InlineData("team:town/t1", "")]
    public void A_grant_reaches_a_private_case_only_from_inside(string node, string presets)
    {
        Assert.True(Node.TryParse(node, out Node at));
        Assert.Equal(
            presets.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal),
            Enum.GetValues<Preset>().Where(p => With(at, p).Can(Capability.ReadReports, Case)).Select(Wire.Name).Order(StringComparer.Ordinal));
        Assert.All(Enum.GetValues<Preset>(), p => Assert.Equal(
            Reaches(at), With(at, p).Can(Capability.ReadReports, Case with { Private = false })));
    }

    [Fact]
    public void The_team_and_the_partner_that_have_it_are_inside()
    {
        Assert.True(With(Node.OfTeam("town", "t1"), Preset.Partner).Can(Capability.HandleReports, Case with { Team = "t1" }));
        Assert.True(With(Node.OfPartner("town", "x1"), Preset.Partner).Can(Capability.HandleReports, Case with { Partner = "x1" }));
    }

    [Fact]
    public void Whoever_holds_the_post_that_has_it_reaches_it_as_far_as_their_grant_does()
    {
        Caller holder = With(Node.OfArea("town", "g1"), Preset.Steward) with { Posts = ["town/p1"] };
        Assert.True(holder.Can(Capability.HandleReports, Case));
        Assert.False(holder.Can(Capability.CloseReports, Case));
        Assert.False(holder.Can(Capability.HandleReports, Case with { Posts = ["p2"] }));
        Assert.False((holder with { Posts = ["other/p1"] }).Can(Capability.HandleReports, Case));
        Assert.False((holder with { Grants = [new Grant(Node.OfArea("town", "g2"), Preset.Steward)] }).Can(Capability.HandleReports, Case));
        Assert.False((holder with { Grants = [] }).Can(Capability.HandleReports, Case));
    }

    [Fact]
    public void The_scope_among_private_cases_is_all_or_what_one_has()
    {
        Assert.True(With(Node.OfJurisdiction("town"), Preset.Manager).PrivateScopeOf(Capability.ReadReports, "town").Whole);
        Assert.True(With(Node.OfJurisdiction("town"), Preset.Steward).PrivateScopeOf(Capability.ReadReports, "town").IsEmpty);
        Assert.True(With(Node.OfJurisdiction("town"), Preset.Manager).PrivateScopeOf(Capability.ReadReports, "other").IsEmpty);
        Caller some = new("who", null,
        [
            new Grant(Node.OfArea("town", "g1"), Preset.Steward), new Grant(Node.OfTeam("town", "t1"), Preset.Partner), new Grant(Node.OfCase("town", "r9"), Preset.Volunteer),
            new Grant(Node.OfPartner("other", "x"), Preset.Partner),
        ]) { Posts = ["town/p1", "other/p2"] };
        Assert.Equal(["case:r9", "post:p1", "team:t1"], some.PrivateScopeOf(Capability.ReadReports, "town").Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_hidden_is_seen_by_the_auditor_and_by_whoever_hid_it()
    {
        Target hidden = new("town", ["g1"]) { HiddenBy = "hider" };
        Node town = Node.OfJurisdiction("town");
        foreach (Preset preset in Enum.GetValues<Preset>())
        {
            Sight other = With(town, preset).SightOf(hidden), own = new Caller("hider", null, [new Grant(town, preset)]).SightOf(hidden);
            foreach (PersonalField field in new[] { PersonalField.ReportWords, PersonalField.ReportContact, PersonalField.ReportNote })
            {
                Assert.Equal((preset, preset == Preset.Auditor), (preset, other.Sees(field)));
                Assert.True(own.Sees(field));
            }

            Assert.True(other.Sees(PersonalField.ReportPoint));
            Assert.Equal(preset == Preset.Auditor, other.Sees(PersonalField.ReportOriginal));
        }
    }

    private static bool Reaches(Node node) => node.Kind switch
    {
        NodeKind.Deployment => true,
        NodeKind.Team => false,
        NodeKind.Case => node.Id == "r1",
        _ => node.Jurisdiction == "town",
    };

    private static Caller With(Node node, Preset preset) => new("who", null, [new Grant(node, preset)]);
}
