using GridSteward.Domain.Areas;
using GridSteward.Domain.Areas.Editing;
using GridSteward.Functions.Http;
using NetTopologySuite.Geometries;

namespace GridSteward.Functions.Areas.Editing;

/// <summary>Reads edits of several areas from bodies.</summary>
public static class AreaEditInput
{
    private const int MaxPositions = 10_000, MaxParts = 20, MaxPoints = 100, MaxMerged = 100, MaxMicroGrids = 100, MaxPrefix = 40;

    public static SplitOrder ReadSplit(this JsonInput input)
    {
        LineString? line = input.Line("line", MaxPositions, required: true);
        IReadOnlyList<NewPart> parts = [.. input.NestedList("parts", MaxParts, required: true).Select(ReadPart)];
        input.Finish();
        return new SplitOrder(line!, parts);
    }

    public static MergeOrder ReadMerge(this JsonInput input)
    {
        var order = new MergeOrder(
            ReadSeen(input, MaxMerged), input.RequiredText("code", AreaDraft.MaxCode), input.Text("name", AreaDraft.MaxName),
            input.Text("parent", AreaDraft.MaxCode), input.Flag("allowMultiPart") ?? false);
        input.Finish();
        return order;
    }

    public static BorderOrder ReadBorder(this JsonInput input)
    {
        var order = new BorderOrder(ReadSeen(input, 2), input.Line("border", MaxPositions, required: true)!, input.Number("snapMetres", min: 0, max: 100) ?? 1);
        input.Finish();
        return order;
    }

    public static SnapOrder ReadSnap(this JsonInput input)
    {
        var order = new SnapOrder(input.Number("toleranceMetres", required: true, min: 0.01, max: 100) ?? 0, input.Flag("apply") ?? false);
        input.Finish();
        return order;
    }

    public static MicroGridOrder ReadMicroGrids(this JsonInput input)
    {
        var order = new MicroGridOrder(
            input.WholeNumber("parts", 2, MaxMicroGrids, required: true) ?? 0, input.RequiredText("level", AreaDraft.MaxCode),
            input.Text("codePrefix", MaxPrefix), input.Text("namePrefix", MaxPrefix), input.Flag("replace") ?? false);
        input.Finish();
        return order;
    }

    private static NewPart ReadPart(JsonInput input)
    {
        input.Means<NewPart>();
        string code = input.RequiredText("code", AreaDraft.MaxCode);
        return new NewPart(code, input.Text("name", AreaDraft.MaxName), input.Positions("points", MaxPoints));
    }

    private static IReadOnlyList<SeenArea> ReadSeen(JsonInput input, int most) => [.. input.NestedList("areas", most, required: true).Select(area =>
    {
        area.Means<SeenArea>();
        return new SeenArea(area.RequiredText("code", AreaDraft.MaxCode), area.WholeNumber("version", 1, 1_000_000_000, required: true) ?? 0);
    })];
}
