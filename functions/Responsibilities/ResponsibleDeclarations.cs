using GridSteward.Domain.People;
using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Responsibilities;

/// <summary>What the functions that say who was responsible promise.</summary>
public static class ResponsibleDeclarations
{
    private const string Details = "Each area, topmost first, with the posts in force then, their holders, the teams and the partners; and who would have got a report. By what was "
        + "recorded at that moment: a correction that came later counts from when it came. How many reports each had open then is not known. Reading names is audited.";

    private static readonly Access.Access Reads = Within(Capability.ReadStaff);

    private static readonly QueryParameter[] When =
    [
        AsOf("on", "The day, which means its end in the jurisdiction's zone, or the moment; now when left out."),
        Text("category", "The category of the report.", "fire-safety"),
    ];

    public static FeatureDeclarations All { get; } = new("Responsible", "Who was responsible, on any day.",
    [
        Get("ResponsibleForBuilding", Reads, "Who was responsible for a building, where it stood then", Written(j => j.ResponsibleResponse), When) with { Details = Details, AlsoRefuses = [404] },
        Get("ResponsibleForHousehold", Within(Capability.ReadHouseholds), "Who was responsible for a household, where it is now", Written(j => j.ResponsibleResponse), When) with
        {
            Details = Details + " Where a household was is not kept; names are for those who see stewards.",
            AlsoRefuses = [404],
        },
        Get("ResponsibleForArea", Reads, "Who was responsible for an area", Written(j => j.ResponsibleResponse), When) with { Details = Details, AlsoRefuses = [404] },
        Get("ResponsibleForPoint", Reads, "Who was responsible for a point", Written(j => j.ResponsibleResponse),
        [
            Number("longitude", "Degrees east; metres of easting in a Gauss-Kruger zone.", "113.505") with { Required = true },
            Number("latitude", "Degrees north; metres of northing in a Gauss-Kruger zone.", "34.805") with { Required = true },
            InSystem("The coordinate system of the point; wgs84 when left out."),
            .. When,
        ]) with { Details = Details },
    ]);
}
