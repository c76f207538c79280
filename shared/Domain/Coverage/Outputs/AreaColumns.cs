using GridSteward.Domain.Tables;

namespace GridSteward.Domain.Coverage.Outputs;

/// <summary>The columns of tables of areas.</summary>
internal static class AreaColumns
{
    public static IReadOnlyList<OutputColumn<AreaFigures>> All { get; } =
    [
        new("code", "编号", a => TableValue.Of(a.Code)),
        new("name", "名称", a => TableValue.Of(a.Name)),
        new("level", "层级", a => TableValue.Of(a.Level)),
        new("parent", "上级编号", a => TableValue.Of(a.Parent)),
        new("band", "分档", a => TableValue.Of(Wire.Name(a.Band))),
        .. OutputColumns.Units<AreaFigures>(a => a.Units),
        .. OutputColumns.Loop<AreaFigures>(a => a.Loop),
        Number("wholeSquareMetres", "面积平方米", a => a.Spatial?.Whole),
        Number("onceSquareMetres", "恰在一个下级内平方米", a => a.Spatial?.Once),
        Number("overlapSquareMetres", "下级重叠平方米", a => a.Spatial?.Overlap),
        Number("gapSquareMetres", "下级空隙平方米", a => a.Spatial?.Gap),
        Number("spatialRate", "空间覆盖率", a => OutputColumns.Rounded(a.Spatial?.Rate)),
        new("mopUpNeeded", "达标还需走访", a => TableValue.Of(a.MopUp?.Needed)),
        new("mopUpListed", "其中在补漏清单", a => TableValue.Of(a.MopUp?.Listed)),
        new("mopUpToFind", "其中待找到", a => TableValue.Of(a.MopUp?.ToFind)),
        Number("effectiveSinceNight", "有效覆盖较上夜", a => OutputColumns.Rounded(a.Changes.Night?.Effective)),
        Number("effectiveSinceWeek", "有效覆盖较上周", a => OutputColumns.Rounded(a.Changes.Week?.Effective)),
        Number("effectiveSinceMonth", "有效覆盖较上月", a => OutputColumns.Rounded(a.Changes.Month?.Effective)),
    ];

    private static OutputColumn<AreaFigures> Number(string field, string chinese, Func<AreaFigures, double?> of) => new(field, chinese, a => TableValue.Of(of(a)));
}
