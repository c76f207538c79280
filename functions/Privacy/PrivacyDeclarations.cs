using GridSteward.Domain.People;
using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Privacy;

/// <summary>What the functions of persons' requests promise.</summary>
public static class PrivacyDeclarations
{
    private static readonly Access.Access Asks = OnJurisdiction(Capability.ManagePersonalData);

    private static readonly BodyDeclaration Person = Json(
        input => input.ReadPerson(), $$"""{ "name": "王某", "phone": "0371-00000000", "household": "{{ExampleId("households")}}" }""");

    public static FeatureDeclarations All { get; } = new("Privacy", "What is held about a person: put together or erased on their request.",
    [
        Order("ExportPerson", Asks, "Has a job put together all that is held about a person") with
        {
            Body = Person,
            Details = "Name and phone find records by what they hold, ids name records. The job's file has one JSON object a line. It is kept a week.",
        },
        Order("ErasePerson", Asks, "Has a job erase what is personal of a person") with
        {
            Body = Person,
            Details = "Export first and look: a name alone may be several people's. With the records go all kept files of the jurisdiction's jobs and all uploads "
                + "that no job is about to read. The job's file lists what was erased, what stays and why, and what somebody should look at.",
        },
        new("NightlyRetention", new Access.Access.Timer(), "Orders each jurisdiction's nightly retention"),
    ]);
}
