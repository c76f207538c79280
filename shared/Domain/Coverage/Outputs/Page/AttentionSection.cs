namespace GridSteward.Domain.Coverage.Outputs.Page;

/// <summary>What wants to be done today.</summary>
internal static class AttentionSection
{
    private const int MostAreas = 6;

    /// <summary>Less of an area than this inside exactly one part is worth a look; borders drawn by hand leave a little.</summary>
    private const double WellParted = 0.95;

    public static void Write(Html html, PageModel page)
    {
        var (text, total) = (page.Text, page.Report.Total);
        html.Add($"<section aria-labelledby=\"h-attention\">\n<h2 id=\"h-attention\">{text.Of("今天要办的", "What needs attention today")}</h2>\n<ul class=\"attention\">\n");
        bool any = Worst(html, page);
        any |= Item(html, page, total.Loop.Overdue, text.Of("件上报逾期", "reports are overdue"), text.Of("已过下一个时限。", "Past their next deadline."), page.Leaves, a => a.Loop.Overdue);
        any |= Item(
            html, page, total.Loop.LateThreeTimes, text.Of("件上报超过时限三倍", "reports took more than three times what was allowed"),
            text.Of($"近 {page.Report.Rules.LoopDays} 天收到的。", $"Of those received in the last {page.Report.Rules.LoopDays} days."), page.Leaves, a => a.Loop.LateThreeTimes);
        any |= Item(html, page, total.Loop.Orphaned, text.Of("件在办上报无人承办", "open reports are with nobody"), text.Of("岗位空缺、失效，或没有分派。", "Their post is vacant or not in force, or there is none."), page.Leaves, a => a.Loop.Orphaned);
        if (total.Units is { } units)
        {
            any |= Item(
                html, page, units.Registered - units.Handled, text.Of("户没有主办人", "registered units have no handling steward"), text.Of("楼栋和各级区域都没有在岗的主办。", "Neither their building nor any of their areas has one in office."),
                page.Leaves, a => a.Units is { } u ? u.Registered - u.Handled : 0);
            any |= Item(
                html, page, units.Handled - units.Responsible, text.Of("户的主办人没有确认联系渠道", "units have a steward who has not confirmed a channel"),
                text.Of($"{page.Report.Rules.ConfirmedDays} 天内没有确认过。", $"Not within {page.Report.Rules.ConfirmedDays} days."), page.Leaves, a => a.Units is { } u ? u.Handled - u.Responsible : 0);
            any |= Item(
                html, page, page.Leaves.Count(IsUnknown), text.Of("个区域还没有清点过应有户数", "areas have no enumerated building"), text.Of("那里的覆盖率是未知，不是百分之百。", "Their coverage is unknown, not 100 %."),
                page.Leaves, a => IsUnknown(a) ? a.Units!.Registered : 0);
            any |= Item(
                html, page, units.BuildingsUncounted, text.Of("栋楼没有清点过应有户数", "buildings have not been counted"), text.Of("清点以前，这些楼的覆盖是未知。", "Until they are, what they hold is unknown."),
                page.Leaves, a => a.Units?.BuildingsUncounted ?? 0);
            any |= Item(
                html, page, units.Orphaned, text.Of("户失联", "units are orphaned"), text.Of("所属楼栋已不存在，或与楼栋不在同一区域。", "Their building is gone, or lies in other areas than they do."),
                page.Leaves, a => a.Units?.Orphaned ?? 0);
            any |= Item(html, page, units.Unlocated, text.Of("户没有位置", "units have no place on the map"), text.Of("没有坐标，或在所有区域之外。", "Without a position, or outside all areas."), [], _ => 0);
        }

        AreaFigures[] holed = [.. page.Report.Areas.Where(a => a.Spatial is { Rate: < WellParted })];
        if (holed.Length > 0)
        {
            any = true;
            html.Add($"<li><p><strong>{PageText.Count(holed.Length)}</strong> {text.Of("个区域没有被下级区域不重不漏地覆盖", "areas are not covered by their parts once and whole")} <span class=\"quiet\">{text.Of("恰好位于一个下级区域内的面积占比；最低的：", "The share inside exactly one part; the lowest:")}</span></p>");
            Chips(html, page, holed.OrderBy(a => a.Spatial!.Rate).ThenBy(a => a.Code, StringComparer.Ordinal).Take(MostAreas).Select(a => (a, PageText.Rate(a.Spatial!.Rate))), holed.Length - MostAreas);
            html.Add($"</li>\n");
        }

        if (!any)
        {
            html.Add($"<li class=\"calm\"><p>{text.Of("没有需要特别处理的事。", "Nothing out of the ordinary.")}</p></li>\n");
        }

        html.Add($"</ul>\n</section>\n");
    }

    private static bool IsUnknown(AreaFigures area) => area.Units is { Enumerated: null };

    private static bool Worst(Html html, PageModel page)
    {
        PageText text = page.Text;
        AreaFigures[] bad = [.. PageModel.Worst(page.Leaves.Where(a => a.Units is not null && a.Band is CoverageBand.Poor or CoverageBand.None))];
        if (bad.Length == 0)
        {
            return false;
        }

        html.Add($"<li><p><strong>{PageText.Count(bad.Length)}</strong> {text.Of("个区域覆盖不足", "areas are poorly covered")} <span class=\"quiet\">{text.Of($"有效覆盖率低于 {PageText.Setting(page.Report.Rules.Bands.Partial)}；最差的：", $"Effective coverage under {PageText.Setting(page.Report.Rules.Bands.Partial)}; the worst:")}</span></p>");
        Chips(html, page, bad.Take(MostAreas).Select(a => (a, PageText.Rate(a.Units!.EffectiveShare.Rate ?? 0))), bad.Length - MostAreas);
        html.Add($"</li>\n");
        return true;
    }

    private static bool Item(Html html, PageModel page, long count, string what, string why, IReadOnlyList<AreaFigures> areas, Func<AreaFigures, long> of)
    {
        if (count <= 0)
        {
            return false;
        }

        html.Add($"<li><p><strong>{PageText.Count(count)}</strong> {what} <span class=\"quiet\">{why}</span></p>");
        AreaFigures[] where = [.. areas.Where(a => of(a) > 0).OrderByDescending(of).ThenBy(a => a.Code, StringComparer.Ordinal)];
        Chips(html, page, where.Take(MostAreas).Select(a => (a, PageText.Count(of(a)))), where.Length - MostAreas);
        html.Add($"</li>\n");
        return true;
    }

    private static void Chips(Html html, PageModel page, IEnumerable<(AreaFigures Area, string Number)> areas, int more)
    {
        html.Add($"<p class=\"chips\">");
        foreach (var (area, number) in areas)
        {
            html.Add($"<span class=\"chip\">{page.NameOf(area)} {number}</span> ");
        }

        if (more > 0)
        {
            html.Add($"<span class=\"quiet\">{page.Text.Of($"另有 {more} 个区域", $"and {more} more areas")}</span>");
        }

        html.Add($"</p>");
    }
}
