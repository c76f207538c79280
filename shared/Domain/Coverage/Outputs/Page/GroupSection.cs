using GridSteward.Domain.Households;

namespace GridSteward.Domain.Coverage.Outputs.Page;

/// <summary>Figures by steward, team, kind of unit and care level.</summary>
internal static class GroupSection
{
    public static void Write(Html html, PageModel page)
    {
        PageText text = page.Text;
        if (page.Report.Groups.Count == 0)
        {
            return;
        }

        html.Add($"<section aria-labelledby=\"h-groups\">\n<h2 id=\"h-groups\">{text.Of("网格员、服务队、类别和关爱等级", "Stewards, teams, kinds and care")}</h2>\n");
        foreach (var group in page.Report.Groups.GroupBy(g => g.Group))
        {
            Table(html, page, group.Key, [.. group]);
        }

        html.Add($"</section>\n");
    }

    private static void Table(Html html, PageModel page, CoverageGroup group, GroupFigures[] rows)
    {
        PageText text = page.Text;
        bool loops = group is CoverageGroup.Steward or CoverageGroup.Team;
        string caption = group switch
        {
            CoverageGroup.Steward => text.Of("网格员（每户只算给一位负责人）", "Stewards (each unit counts with the one who answers for it)"),
            CoverageGroup.Team => text.Of("服务队（服务区域重叠时，一户可算给几支队）", "Teams (where they share areas a unit counts with each)"),
            CoverageGroup.Kind => text.Of("类别", "Kinds of units"),
            _ => text.Of("关爱等级（楼栋不按等级清点，所以只能对照在册户）", "Care levels (buildings are not counted by these, so visits stand against the register)"),
        };
        string[] headers =
        [
            group switch { CoverageGroup.Steward => text.Of("网格员", "Steward"), CoverageGroup.Team => text.Of("服务队", "Team"), CoverageGroup.Kind => text.Of("类别", "Kind"), _ => text.Of("等级", "Level") },
            text.Of("在册户", "Registered"), text.Of("期内走访", "Visited of registered"),
            .. group == CoverageGroup.Care ? (string[])[text.Of("走访周期", "Interval")] : [text.Of("有效", "Effective"), text.Of("表面", "Naive")],
            text.Of("责任到人", "Answered for"), .. loops ? LoopSection.Headers(text) : [],
        ];
        html.Add($"{PageCells.TableBegin($"t-{Wire.Name(group)}", caption, 1, headers)}");
        foreach (GroupFigures row in rows.Take(PageModel.MostRows))
        {
            UnitFigures? units = row.Units;
            Markup shares = group == CoverageGroup.Care
                ? Markup.Of($"<td class=\"n\">{Interval(page, row.Key)}</td>")
                : Markup.Of($"{text.Rate(units?.EffectiveShare)}{text.Rate(units?.NaiveShare)}");
            Markup loop = row.Loop is { } l ? LoopSection.Cells(text, l) : loops ? LoopSection.Cells(text, LoopFigures.Nothing) : Markup.None;
            html.Add($"<tr><th scope=\"row\"><bdi>{Name(text, row)}</bdi></th>{text.Count(units?.Registered, units is null)}{text.Rate(units is null ? null : new Share(units.Visited, units.Registered))}{shares}{text.Rate(units?.ResponsibilityShare)}{loop}</tr>\n");
        }

        html.Add($"{PageCells.TableEnd}");
        if (rows.Length > PageModel.MostRows)
        {
            html.Add($"<p class=\"quiet\">{text.Of($"这里是 {PageText.Count(rows.Length)} 行中的 {PageModel.MostRows} 行，全部在表格文件 groups.csv 里。", $"{PageModel.MostRows} of {PageText.Count(rows.Length)} rows; all are in the table groups.csv.")}</p>\n");
        }
    }

    private static string Interval(PageModel page, string? key) => key is not null && Wire.TryParse(key, out CareLevel care)
        ? page.Text.Of($"{page.Report.Rules.Intervals.Of(care)} 天", $"{page.Report.Rules.Intervals.Of(care)} days")
        : "—";

    private static string Name(PageText text, GroupFigures row) => row switch
    {
        { Key: null } => text.Of("无", "nobody"),
        { Group: CoverageGroup.Kind } when Wire.TryParse(row.Key, out UnitKind kind) => text.Unit(kind),
        { Group: CoverageGroup.Care } when Wire.TryParse(row.Key, out CareLevel care) => text.Care(care),
        _ => row.Label ?? row.Key,
    };
}
