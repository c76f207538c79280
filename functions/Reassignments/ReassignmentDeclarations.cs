using GridSteward.Domain.People;
using GridSteward.Functions.Access;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Reassignments;

/// <summary>What the functions of re-assignments promise.</summary>
public static class ReassignmentDeclarations
{
    public static FeatureDeclarations All { get; } = new("Re-assignments", "Households and open reports after areas have changed.",
    [
        Order("CreateReassignment", OnJurisdiction(Capability.ManageAreas), "Orders that households and open reports be placed anew, or that it be said what would change") with
        {
            Details = "Every change of areas orders this by itself a little later. It looks at what lies where areas have changed since all was settled; with full at every household and open report. "
                + "The job's summary.json counts from whom to whom; changes.ndjson names each by its id. A dry run changes nothing.",
            Body = Json(input => input.ReadReassignment(), """{ "dryRun": true, "full": false }"""),
        },
    ]);
}
