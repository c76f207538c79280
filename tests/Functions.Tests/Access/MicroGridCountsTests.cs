using System.Text.Json.Nodes;
using GridSteward.Domain.Areas.Editing;
using GridSteward.Domain.People;
using GridSteward.Functions.Areas.Editing;
using GridSteward.Geo.Editing;

namespace GridSteward.Functions.Tests.Access;

/// <summary>How many households a part of an area has is for who may see households; whether the parts are even is for who edits.</summary>
public sealed class MicroGridCountsTests
{
    private static readonly EditedAreas Edited = new(
        new AreaEdit
        {
            Id = "x", Jurisdiction = "town", Action = "makeMicroGrids", Generation = 2, Added = ["a", "b"], Changed = [], Ended = [], Touched = [], Warnings = [],
            Parts = new HouseholdParts([3, 9], 0.5, "One building holds 75 %."), PartCodes = ["a", "b"],
        },
        [], true, null);

    [Fact]
    public void Who_may_see_households_sees_the_counts_and_the_reason()
        => Assert.Equal(
            """{"withinTenPercent":false,"whyNot":"One building holds 75 %.","parts":[{"code":"a","households":3},{"code":"b","households":9}]}""",
            HouseholdsFor(new Caller("x", null, [new Grant(Node.OfJurisdiction("town"), Preset.Administrator)])));

    [Fact]
    public void Others_see_whether_the_parts_are_even()
        => Assert.Equal("""{"withinTenPercent":false,"whyNot":null,"parts":[{"code":"a","households":null},{"code":"b","households":null}]}""", HouseholdsFor(Caller.Nobody));

    private static string HouseholdsFor(Caller caller) => JsonNode.Parse(AreaEditGeoJson.Of(Edited, caller).Span)!["edit"]!["households"]!.ToJsonString();
}
