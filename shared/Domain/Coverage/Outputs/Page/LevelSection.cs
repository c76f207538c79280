namespace GridSteward.Domain.Coverage.Outputs.Page;

/// <summary>A table of the areas of each level, wholes before parts.</summary>
internal static class LevelSection
{
    public static void Write(Html html, PageModel page)
    {
        PageText text = page.Text;
        if (page.Levels.Count == 0)
        {
            return;
        }

        html.Add($"<section aria-labelledby=\"h-levels\">\n<h2 id=\"h-levels\">{text.Of("各级区域", "Areas by level")}</h2>\n<p class=\"intro\">{text.Of("条形是有效覆盖率，横线是它的 95% 区间，竖线是表面覆盖率。", "The bar is effective coverage, the line across its end the 95% interval, the upright mark naive coverage.")}</p>\n");
        for (int i = 0; i < page.Levels.Count; i++)
        {
            Table(html, page, page.Levels[i], i);
        }

        html.Add($"</section>\n");
    }

    private static void Table(Html html, PageModel page, PageLevel level, int number)
    {
        PageText text = page.Text;
        bool spatial = level.Areas.Any(a => a.Spatial is not null);
        string name = text.Level(level.Name);
        string[] headers =
        [
            text.Of("区域", "Area"), text.Of("有效覆盖率", "Effective"), "", text.Of("表面", "Naive"), text.Of("找到", "Found"), text.Of("在册户", "Registered"), text.Of("责任到人", "Answered for"),
            text.Of("较上周", "Since last week"), text.Of("按时办结", "In time"), text.Of("逾期", "Overdue"), text.Of("达标还差", "To target"), .. spatial ? (string[])[text.Of("空间", "Spatial")] : [],
        ];
        html.Add($"{PageCells.TableBegin($"t-level{number}", text.Of($"{name}（{level.Areas.Count} 个）", $"Level {name}: {level.Areas.Count} areas"), 1, headers)}");
        foreach (AreaFigures area in PageModel.RowsOf(level))
        {
            Row(html, page, area, spatial);
        }

        html.Add($"{PageCells.TableEnd}{More(text, level.Areas.Count)}");
    }

    private static void Row(Html html, PageModel page, AreaFigures area, bool spatial)
    {
        PageText text = page.Text;
        UnitFigures? units = area.Units;
        Markup rate = units switch
        {
            null => Markup.Of($"<td class=\"n quiet\" data-v=\"-2\">{text.Hidden}</td>"),
            { EffectiveShare: { Rate: { } r } share } => Markup.Of($"<td class=\"n\" data-v=\"{r:0.######}\"><b>{PageText.Rate(r)}</b> <small>{PageText.Count(share.Count)}/{PageText.Count(share.Of!.Value)}</small></td>"),
            _ => Markup.Of($"<td class=\"n quiet\" data-v=\"-1\">{text.Unknown}</td>"),
        };
        html.Add($"<tr id=\"a{page.PlaceOf(area)}\"><th scope=\"row\"><bdi>{area.Name}</bdi> <small>{area.Code}</small></th>{rate}{text.BarCell(area)}{text.Rate(units?.NaiveShare)}{text.Rate(units?.FoundShare)}{text.Count(units?.Registered, units is null)}{text.Rate(units?.ResponsibilityShare)}<td class=\"n\" data-v=\"{area.Changes.Week?.Effective ?? -9:0.######}\">{PageCells.Change(area.Changes.Week?.Effective)}</td>{text.Rate(area.Loop.ResolvedShare)}{text.Count(area.Loop.Overdue)}{text.Count(area.MopUp?.Needed, units is null)}");
        if (spatial)
        {
            html.Add($"{(area.Spatial is { } s ? Markup.Of($"<td class=\"n\" data-v=\"{s.Rate:0.######}\">{PageText.Rate(s.Rate)}</td>") : Markup.Of($"<td class=\"n quiet\" data-v=\"-1\">—</td>"))}");
        }

        html.Add($"</tr>\n");
    }

    private static Markup More(PageText text, int count) => count <= PageModel.MostRows ? Markup.None
        : Markup.Of($"<p class=\"quiet\">{text.Of($"这里是 {PageText.Count(count)} 个区域中覆盖最低的 {PageModel.MostRows} 个，全部在表格文件 areas.csv 里。", $"The {PageModel.MostRows} of {PageText.Count(count)} areas with the lowest coverage; all are in the table areas.csv.")}</p>\n");
}
