using GridSteward.Demo.Land;
using GridSteward.Domain.Jurisdictions;

namespace GridSteward.Demo.Life;

/// <summary>The settings of the town.</summary>
internal static class TownSettings
{
    public static Jurisdiction Of(string code) => new()
    {
        Id = Jurisdiction.OnlyId,
        Jurisdiction = code,
        Name = "望溪镇（演示）",
        TimeZone = "Asia/Shanghai",
        Levels = TownAreas.Levels,
        ToleranceMetres = 30,
        Categories =
        [
            new("fire-safety", "消防隐患", "Fire safety", ReportKind.Hazard, 2, 24),
            new("public-facility", "公共设施损坏", "Broken public facility", ReportKind.Hazard, 8, 72),
            new("cleanliness", "环境卫生", "Cleanliness", ReportKind.Hazard, 8, 72),
            new("order", "停车与秩序", "Parking and order", ReportKind.Hazard, 8, 120),
            new("care", "助老助困", "Care and help", ReportKind.Need, 8, 72),
            new("small-wish", "微心愿", "A small wish", ReportKind.Need, 24, 240),
            new("neighbours", "邻里纠纷", "Neighbours", ReportKind.Dispute, 24, 168),
            new("suggestion", "意见建议", "Suggestion", ReportKind.Suggestion, 72, 720),
        ],
    };
}
