namespace GridSteward.Domain.Coverage.Outputs.Page;

/// <summary>What became of the reports.</summary>
internal static class LoopSection
{
    public static void Write(Html html, PageModel page)
    {
        PageText text = page.Text;
        html.Add($"<section aria-labelledby=\"h-loop\">\n<h2 id=\"h-loop\">{text.Of("上报闭环", "Reports and what became of them")}</h2>\n<p class=\"intro\">{text.Of($"近 {page.Report.Rules.LoopDays} 天收到的上报；在办和逾期不论何时收到。不公开的个案不计入。", $"Reports received in the last {page.Report.Rules.LoopDays} days; open and overdue ones of any age. Private cases count nowhere.")}</p>\n");
        html.Add($"{PageCells.TableBegin("t-loop", text.Of("全辖区和各区域", "The whole jurisdiction and its areas"), 1, [text.Of("区域", "Area"), .. Headers(text), text.Of("中位用时", "Median time"), text.Of("九成用时", "90% took at most"), text.Of("在办", "Open"), text.Of("逾期", "Overdue"), text.Of("无人承办", "With nobody")])}");
        Row(html, page, Markup.Of($"<bdi>{page.Report.Total.Name}</bdi>"), page.Report.Total.Loop, "whole");
        foreach (AreaFigures area in (page.Peers?.Areas ?? []).Take(PageModel.MostRows))
        {
            Row(html, page, page.NameOf(area), area.Loop, "");
        }

        html.Add($"{PageCells.TableEnd}{LeagueSection.More(text, page.Peers?.Areas.Count ?? 0)}</section>\n");
    }

    /// <summary>The headers of <see cref="Cells"/>.</summary>
    public static string[] Headers(PageText text) =>
        [text.Of("收到", "Received"), text.Of("按时受理", "Accepted in time"), text.Of("按时办结", "Resolved in time"), text.Of("超时三倍", "Late ×3"), text.Of("重新办理", "Reopened"), text.Of("满意", "Satisfied")];

    /// <summary>The cells that areas, stewards and teams have alike.</summary>
    public static Markup Cells(PageText text, LoopFigures loop)
        => Markup.Of($"{text.Count(loop.Received)}{text.Rate(loop.AcceptedShare)}{text.Rate(loop.ResolvedShare)}{text.Count(loop.LateThreeTimes)}{text.Count(loop.Reopened)}{text.Rate(loop.SatisfiedShare)}");

    private static void Row(Html html, PageModel page, Markup name, LoopFigures loop, string kind)
        => html.Add($"<tr class=\"{kind}\"><th scope=\"row\">{name}</th>{Cells(page.Text, loop)}<td class=\"n\" data-v=\"{loop.MedianHours ?? -1:0.##}\">{page.Text.Hours(loop.MedianHours)}</td><td class=\"n\" data-v=\"{loop.NinetiethHours ?? -1:0.##}\">{page.Text.Hours(loop.NinetiethHours)}</td>{page.Text.Count(loop.Open)}{page.Text.Count(loop.Overdue)}{page.Text.Count(loop.Orphaned)}</tr>\n");
}
