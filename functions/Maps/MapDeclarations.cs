using GridSteward.Domain.Maps;
using GridSteward.Functions.Access;
using GridSteward.Geo;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Maps;

/// <summary>What the functions of maps promise.</summary>
public static class MapDeclarations
{
    public static FeatureDeclarations All { get; } = new("Maps", "What front ends draw their maps from.",
    [
        new("MapAreas", Anyone, "Areas with measures as GeoJSON")
        {
            Details = "Households are counted in full for those who may see them there; for others numbers under 5 are null, and so are as many others as keep them from being worked out. "
                + "With zoom borders lie up to half a pixel beside where they are, each the same for all areas and levels that share it, so that neighbours fit together, also between answers; without it geometries are exact.",
            Query =
            [
                Text("jurisdiction", "Only this jurisdiction.", "xinjiayuan"),
                Box("Only what this box meets; it may meet 16 jurisdictions."),
                Text("level", "Only this level.", "grid"),
                Choices<Measure>("measure", "What to count, with commas between; counts are of now, so not with asOf."),
                AsOf("The areas"),
                WholeNumber("zoom", "Simplified for a Web Mercator map at this zoom, counted as MapLibre does (tiles of 512 pixels; in tiles of 256 it is one more).", 0, MapScale.MaxZoom, "12"),
                Limit(MapFunctions.MaxAreas, MapFunctions.MaxAreas),
            ],
            Answers = [new(200, new BodyForm.GeoJson("AreaFeatureCollection")) { HasETag = true, ContentType = "application/geo+json" }],
            AlsoRefuses = [404],
        },
    ]);
}
