using GridSteward.Domain.Areas;
using GridSteward.Domain.People;
using GridSteward.Functions.Access;
using GridSteward.Functions.Areas.Editing;
using GridSteward.Functions.Http;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Areas;

/// <summary>What the functions of areas promise.</summary>
public static class AreaDeclarations
{
    private static readonly BodyDeclaration File = new(
        new BodyForm.GeoJson("FeatureCollection"), 20 * 1024 * 1024,
        """
        {
          "type": "FeatureCollection",
          "features": [{
            "type": "Feature",
            "properties": { "code": "G10", "name": "第十网格", "level": "grid", "parent": "C3" },
            "geometry": { "type": "Polygon", "coordinates": [[[113.57, 34.82], [113.58, 34.82], [113.58, 34.83], [113.57, 34.83], [113.57, 34.82]]] }
          }]
        }
        """,
        "application/geo+json", "application/json");

    private static readonly BodyDeclaration Feature = new(
        new BodyForm.GeoJson("Feature"), 20 * 1024 * 1024,
        """
        {
          "type": "Feature",
          "properties": { "name": "第九网格", "level": "grid", "parent": "C3" },
          "geometry": { "type": "Polygon", "coordinates": [[[113.56, 34.82], [113.57, 34.82], [113.57, 34.83], [113.56, 34.83], [113.56, 34.82]]] }
        }
        """,
        "application/geo+json", "application/json");

    private static readonly QueryParameter Generation = WholeNumber("generation", "As in this generation of the areas; not with asOf.", 1, AreaFunctions.MostGenerations, "1");

    private static readonly AnswerDeclaration OneFeature = new(200, new BodyForm.GeoJson("AreaFeature")) { HasETag = true, ContentType = "application/geo+json" };

    public static FeatureDeclarations All { get; } = new("Areas", "The tree of polygons of a jurisdiction: communities, villages, grids.",
    [
        new("ImportAreas", OnJurisdiction(Capability.ManageAreas), "Takes areas in from GeoJSON, all or nothing")
        {
            Details = "The query says which properties hold what. Foreign members and other properties are left alone; at most 10,000 areas. Every faulty feature is named.",
            Query =
            [
                Text("code", "The property that holds the code; code when left out.", "code"),
                Text("name", "The property that holds the name; name when left out.", "name"),
                Text("parent", "The property that holds the parent's code; parent when left out.", "parent"),
                Text("levelProperty", "The property that holds the level; level when left out.", "level"),
                Text("level", "The level of every area of the file, in place of a property.", "grid"),
                new QueryParameter("codePrefix", "Is put before every code and parent.", new QueryForm.Text(20), null),
                InSystem("The coordinate system of the file's positions, which are converted vertex by vertex; the file's crs member, else wgs84, when left out. A crs member that names another one is a fault."),
                Choice<ImportMode>("mode", "Whether areas that the file does not name stay (merge) or end (replace)."),
                Flag("dryRun", "Write nothing and use up no key; answer 200 with what would be wrong between the areas and is not yet, and the counts."),
            ],
            Body = File,
            TakesKey = true,
            Answers = [new(201, Written(j => j.AreaImportResponse)) { HasLocation = true }, new(200, new BodyForm.GeoJson("AreaImportTrial")) { ContentType = "application/geo+json" }],
            AlsoRefuses = [409],
        },
        Get(
            "AreaReport", OnJurisdiction(Capability.ManageAreas), "What is wrong between the areas: overlaps, gaps, parts outside their parents, slivers", new BodyForm.GeoJson("AreaReport"),
            Text("level", "Only problems of this level.", "grid"), Box("Only what this box meets."),
            Number("minSquareMetres", "Leaves out smaller parts; a hundredth of a square metre when left out. Below a millionth everything is taken for rounding.", "0.5"),
            Limit(AreaReportFunctions.UsuallyListed, AreaReportFunctions.MostListed)) with
        {
            Details = "Borders that neighbours share exactly are no problem. Gaps are looked for inside parents that have children on the level, or, on a level without parents, inside the outline of all areas. The problems are counted in full, also beyond the limit.",
            Answers = [new(200, new BodyForm.GeoJson("AreaReport")) { HasETag = true, ContentType = "application/geo+json" }],
        },
        List("ListAreas", Anyone, "The areas of a jurisdiction, by code, without geometry", Written(j => j.PageResponseAreaSummary),
            Box("Only what this box meets."), Text("level", "Only this level.", "grid"), AsOf("The areas"), Generation),
        One("GetArea", Anyone, "One area as a GeoJSON feature", new BodyForm.GeoJson("AreaFeature")) with
        {
            Details = "A report names the generation by which it was decided: ?generation= shows its areas as they were.",
            Query = [AsOf("The area"), Generation],
            Answers = [OneFeature],
        },
        Change("UpdateArea", OnJurisdiction(Capability.ManageAreas), "Replaces an area, in a new generation", Feature, new BodyForm.GeoJson("AreaFeature")) with
        {
            Details = "The properties are those by which areas are shown: code (left out or as in the path), name, level, parent. Others are left alone. What changes nothing makes no generation.",
            Answers = [OneFeature],
            AlsoRefuses = [409],
        },
        Remove("DeleteArea", OnJurisdiction(Capability.ManageAreas), "Ends an area, in a new generation; areas that are part of it, and posts, teams, partners and contact cards keep it"),
        .. AreaBorderDeclarations.All,
    ]);
}
