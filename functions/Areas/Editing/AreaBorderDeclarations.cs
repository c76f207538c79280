using GridSteward.Domain.People;
using GridSteward.Functions.Access;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Areas.Editing;

/// <summary>What the edits of several areas promise.</summary>
public static class AreaBorderDeclarations
{
    private const string Together = "One generation: every area that has an edge into which a vertex comes gets it, of whatever level, so that neighbours, parents and parts stay exactly adjacent; "
        + "those are listed as touched. ";

    private const string Kept = "A code that posts, teams, partners or contact cards name does not end: 409. ";

    /// <summary>No example: an example is sent after the edit itself, when its codes are taken.</summary>
    private static readonly QueryParameter DryRun = new("dryRun", "Answers what it would do, and writes nothing.", new QueryForm.Flag(), null);

    public static IReadOnlyList<FunctionDeclaration> All { get; } =
    [
        Edit("SplitArea", "Splits an area along a line", Json(AreaEditInput.ReadSplit,
            """
            {
              "line": { "type": "LineString", "coordinates": [[113.55, 34.825], [113.575, 34.826], [113.6, 34.825]] },
              "parts": [{ "code": "G09", "name": "第九网格北", "points": [] }, { "code": "G10", "name": "第九网格南", "points": [] }]
            }
            """)) with
        {
            Details = Together + Kept + "The line goes all the way across and may begin and end outside. Without points there are two parts, what lies on the left of the line first, seen along it; "
                + "with points every piece belongs to the part that has a point in it. Areas that are part of it go to the part that has most of them.",
            TakesKey = true,
            WantsIfMatch = true,
        },
        Edit("MergeAreas", "Makes one area of several", Json(AreaEditInput.ReadMerge,
            """{ "areas": [{ "code": "G08", "version": 1 }, { "code": "G09", "version": 1 }], "code": "G08", "name": "第八网格", "parent": "C3", "allowMultiPart": false }""")) with
        {
            Details = Together + Kept + "They are on one level and have edges in common; their common border goes. Areas that are part of them go along.",
            TakesKey = true,
            AlsoRefuses = [409, 412],
        },
        Edit("MoveAreaBorder", "Gives two neighbours another border between them", Json(AreaEditInput.ReadBorder,
            """
            {
              "areas": [{ "code": "G01", "version": 1 }, { "code": "G02", "version": 1 }],
              "border": { "type": "LineString", "coordinates": [[113.5, 34.81], [113.515, 34.812], [113.53, 34.81]] },
              "snapMetres": 1
            }
            """)) with
        {
            Details = Together + "What they are together stays, position by position. The line replaces the stretch of their border whose ends are nearest; its ends are those of the old one, "
                + "or come on the outline of the two, where all get a new vertex.",
            AlsoRefuses = [409, 412],
        },
        Edit("SnapArea", "Proposes an area snapped to its neighbours, or makes it so", Json(AreaEditInput.ReadSnap, """{ "toleranceMetres": 2, "apply": false }""")) with
        {
            Details = Together + "Vertices within the tolerance of those on the same level, or else of the parent's outline, go there, and those in between come in. Without apply it is a proposal: nothing is written, "
                + "and If-Match may be left out. Gaps and overlaps are measured before and after.",
            Query = [],
            WantsIfMatch = true,
        },
        Edit("MakeMicroGrids", "Divides an area into parts with about equally many households", Json(AreaEditInput.ReadMicroGrids,
            """{ "parts": 4, "level": "microgrid", "codePrefix": "G09-", "namePrefix": "第九网格微网格", "replace": false }""")) with
        {
            Details = Together + Kept + "The parts are new areas on a lower level, each in one piece, which tile the area; it stays as their parent. Households of one building stay together. "
                + "Where a part is further than ten per cent from the mean, whyNot says why. Try it with dryRun first.",
            TakesKey = true,
            WantsIfMatch = true,
        },
    ];

    private static FunctionDeclaration Edit(string name, string summary, BodyDeclaration body)
        => new(name, OnJurisdiction(Capability.ManageAreas), summary)
        {
            Body = body,
            Query = [DryRun],
            Answers = [new(200, new BodyForm.GeoJson("EditedAreas")) { ContentType = "application/geo+json" }],
            AlsoRefuses = [409],
        };
}
