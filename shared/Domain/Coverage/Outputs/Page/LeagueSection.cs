namespace GridSteward.Domain.Coverage.Outputs.Page;

/// <summary>Areas of one level held against each other.</summary>
internal static class LeagueSection
{
    public static void Write(Html html, PageModel page)
    {
        if (page.Peers is not { Areas.Count: > 1 } level || level.Areas.All(a => a.Units?.EffectiveShare.Rate is null))
        {
            return;
        }

        PageText text = page.Text;
        html.Add($"<section aria-labelledby=\"h-league\">\n<h2 id=\"h-league\">{text.Of("排名", "League table")}</h2>\n<p class=\"intro\">{text.Of("按有效覆盖率 95% 区间的下限排名：户数很少的区域不会因为碰巧全走到而排在前面。", "Ranked by the lower end of the 95% interval of effective coverage: so an area of a few households cannot top it by chance.")}</p>\n{PageCells.TableBegin("t-league", text.Level(level.Name), 2, text.Of("名次", "Rank"), text.Of("区域", "Area"), text.Of("有效覆盖率", "Effective"), text.Of("95% 区间", "95% interval"), "", text.Of("表面覆盖率", "Naive"), text.Of("较上月", "Since last month"))}");
        IReadOnlyList<LeagueRow> rows = LeagueTable.Of(level.Areas, level.Name, LeagueFigure.Effective).Rows;
        Dictionary<string, AreaFigures> byCode = level.Areas.ToDictionary(a => a.Code, StringComparer.Ordinal);
        foreach (LeagueRow row in rows.Take(PageModel.MostRows))
        {
            AreaFigures area = byCode[row.Code];
            string interval = row.Share?.Low is { } low ? $"{PageText.Rate(low)}–{PageText.Rate(row.Share.High!.Value)}" : "—";
            html.Add($"<tr><td class=\"rank\">{(row.Rank is { } rank ? PageText.Count(rank) : "—")}</td><th scope=\"row\">{page.NameOf(area)}</th>{text.Rate(row.Share)}<td class=\"n\">{interval}</td>{text.BarCell(area)}{text.Rate(area.Units?.NaiveShare)}<td class=\"n\">{PageCells.Change(area.Changes.Month?.Effective)}</td></tr>\n");
        }

        html.Add($"{PageCells.TableEnd}{More(text, rows.Count)}</section>\n");
    }

    /// <summary>Where the rest of a long table is.</summary>
    public static Markup More(PageText text, int count) => count <= PageModel.MostRows ? Markup.None
        : Markup.Of($"<p class=\"quiet\">{text.Of($"这里是 {PageText.Count(count)} 行中的 {PageModel.MostRows} 行，全部在表格文件 areas.csv 里。", $"{PageModel.MostRows} of {PageText.Count(count)} rows; all are in the table areas.csv.")}</p>\n");
}
