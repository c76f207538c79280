using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Locate;

/// <summary>What the functions of locating promise.</summary>
public static class LocateDeclarations
{
    private static readonly BodyDeclaration Places = Json(
        input => input.ReadPlaces(),
        """
        {
          "points": [{ "id": "a", "longitude": 113.505, "latitude": 34.805, "coordinateSystem": "wgs84", "accuracyMetres": 20 }, { "longitude": 0, "latitude": 0 }],
          "category": "fire-safety", "jurisdiction": "xinjiayuan", "asOf": "2026-05-04"
        }
        """) with { MaxBytes = 8 * 1024 * 1024, Line = Line };

    private static BodyDeclaration Line => Json(input => input.ReadPoint(), """{ "id": "a", "longitude": 113.505, "latitude": 34.805, "coordinateSystem": "wgs84", "accuracyMetres": 20 }""")
        with { MaxBytes = 16 * 1024 * 1024, ContentTypes = BodyDeclaration.LineTypes };

    private const string Lines = "Lines of JSON are answered by lines, in their order: the areas alone, for up to 100,000 points. A line that is wrong is answered with what is wrong with it. The query counts for both forms; what the body says, too, it must say alike. ";

    private const string Past = "With asOf, by the areas, the settings and the staff as they were recorded then; how many reports each had open then is not known and left out of account.";

    public static FeatureDeclarations All { get; } = new("Locate", "Where points lie, and who would get a report from there.",
    [
        new("LocatePoints", Anyone, "Places many points")
        {
            Details = Lines + Past,
            Query = [Text("jurisdiction", "Only this jurisdiction.", "xinjiayuan"), AsOf("Areas")],
            Body = Places,
            Answers = [new(200, Written(j => j.LocateResponse)) { Line = Written(j => j.LocateLine) }],
        },
        Get("LocatePoint", Anyone, "Places one point", Written(j => j.LocateResult),
            Number("longitude", "Degrees east; metres of easting in a Gauss-Kruger zone.", "113.505") with { Required = true },
            Number("latitude", "Degrees north; metres of northing in a Gauss-Kruger zone.", "34.805") with { Required = true },
            InSystem("The coordinate system of the point; wgs84 when left out."),
            Number("accuracyMetres", "The radius of the circle in which the device believes itself.", "20"),
            Text("category", "The category of the report.", "fire-safety"),
            Text("jurisdiction", "Only this jurisdiction.", "xinjiayuan"), AsOf("Areas and staff")) with { Details = Past },
    ]);
}
