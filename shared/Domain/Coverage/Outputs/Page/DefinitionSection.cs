using GridSteward.Domain.Households;

namespace GridSteward.Domain.Coverage.Outputs.Page;

/// <summary>What the figures mean, in plain words, and by which rules they were counted.</summary>
internal static class DefinitionSection
{
    public static void Write(Html html, PageModel page)
    {
        var (text, rules) = (page.Text, page.Report.Rules);
        html.Add($"<section class=\"definitions\" aria-labelledby=\"h-definitions\">\n<h2 id=\"h-definitions\">{text.Of("怎样计算", "What the figures mean")}</h2>\n<dl>\n");
        Term(html, text.Of("应有户", "Units that are there"), text.Of("各楼栋清点出的应有户数之和。一栋楼都没有清点的区域是“未知”，绝不当作 100%。", "The sum of what buildings were counted to hold. Where no building was counted it is unknown, never 100%."));
        Term(html, text.Of("找到", "Found"), text.Of("已登记、已定位、对应到清点过的楼栋的户；每栋楼最多算到应有户数。", "Registered units that are located and matched to a counted building; of each building at most as many as it is expected to hold."));
        Term(html, text.Of("表面覆盖率", "Naive coverage"), text.Of("找到的户中，在走访周期内见到的。它看不见没找到的户，所以总是偏高，必须和有效覆盖率一起看。", "Of the units found: those met within their interval. It does not see what nobody found, so it is too high; never read it without effective coverage."));
        Term(html, text.Of("有效覆盖率", "Effective coverage"), text.Of("应有户中，在走访周期内见到的。", "Of the units that are there: those met within their interval."));
        Term(html, text.Of("责任到人率", "Answered for"), text.Of($"在册户中，楼栋或区域有在岗主办人，且主办人在 {rules.ConfirmedDays} 天内确认过联系渠道的。", $"Of the registered units: those whose building or area has a handling steward in office who confirmed a channel within {rules.ConfirmedDays} days."));
        Term(html, text.Of("95% 区间", "95% interval"), text.Of("按户数可信的范围（威尔逊区间）：户数越少，范围越宽。", "How far the number can be trusted for so many units (Wilson's score interval): the fewer, the wider."));
        Term(html, text.Of("空间覆盖率", "Spatial coverage"), text.Of("区域中恰好落在一个下级区域内的面积占比；其余是下级之间的重叠或空隙。", "The part of an area that lies inside exactly one of its parts; the rest are overlaps and gaps between them.") + Worst(page));
        Term(html, text.Of("走访周期", "Intervals"), text.Of(
            $"一般 {rules.Intervals.Of(CareLevel.Ordinary)} 天，关注 {rules.Intervals.Of(CareLevel.Attention)} 天，重点 {rules.Intervals.Of(CareLevel.Key)} 天。",
            $"Ordinary {rules.Intervals.Of(CareLevel.Ordinary)} days, attention {rules.Intervals.Of(CareLevel.Attention)} days, key {rules.Intervals.Of(CareLevel.Key)} days."));
        Term(html, text.Of("分档", "Bands"), string.Join(text.Of("；", "; "), Enum.GetValues<CoverageBand>().Where(b => b != CoverageBand.Unknown).Select(b => $"{text.Band(b)} {text.Range(b, rules.Bands)}")) + text.Of("。", "."));
        Term(html, text.Of("目标", "Target"), text.Of($"每个区域 {PageText.Setting(rules.Target)}。", $"{PageText.Setting(rules.Target)} in each area."));
        Term(html, text.Of("上报", "Reports"), text.Of($"统计近 {rules.LoopDays} 天收到的；“超时三倍”指用时或已等待超过时限的三倍。", $"Those received in the last {rules.LoopDays} days count; late ×3 took, or have waited, more than three times what was allowed."));
        html.Add($"</dl>\n</section>\n");
    }

    private static string Worst(PageModel page)
    {
        AreaFigures[] faulty = [.. page.Report.Areas.Where(a => a.Spatial is { } s && s.Overlap + s.Gap >= 1).OrderByDescending(a => a.Spatial!.Overlap + a.Spatial.Gap)];
        return faulty.Length == 0 ? "" : page.Text.Of(
            $" 现有 {faulty.Length} 个区域的下级有重叠或空隙，最多的是{faulty[0].Name}：重叠 {page.Text.Hectares(faulty[0].Spatial!.Overlap)}，空隙 {page.Text.Hectares(faulty[0].Spatial!.Gap)}。",
            $" {faulty.Length} {(faulty.Length == 1 ? "area has" : "areas have")} parts that overlap or leave gaps; most has {faulty[0].Name}: overlaps of {page.Text.Hectares(faulty[0].Spatial!.Overlap)}, gaps of {page.Text.Hectares(faulty[0].Spatial!.Gap)}.");
    }

    private static void Term(Html html, string term, string meaning) => html.Add($"<div><dt>{term}</dt><dd>{meaning}</dd></div>\n");
}
