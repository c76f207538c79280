namespace GridSteward.Domain.Coverage.Outputs.Page;

/// <summary>What it takes to the target, for the areas that want most.</summary>
internal static class MopUpSection
{
    private const int Most = 20;

    public static void Write(Html html, PageModel page)
    {
        PageText text = page.Text;
        AreaFigures[] wanting = [.. page.Leaves.Where(a => a.MopUp is { Needed: > 0 }).OrderByDescending(a => a.MopUp!.Needed).ThenBy(a => a.Code, StringComparer.Ordinal)];
        if (wanting.Length == 0)
        {
            return;
        }

        string target = PageText.Setting(page.Report.Rules.Target);
        html.Add($"<section aria-labelledby=\"h-mopup\">\n<h2 id=\"h-mopup\">{text.Of("补漏清单", "Visits to the target")}</h2>\n<p class=\"intro\">{text.Of($"要把每个区域的有效覆盖率提到 {target}，还需走访这么多户。", $"So many visits lift each area to {target} effective coverage.")}");
        if (page.Report.Total.MopUp is { } all)
        {
            html.Add($" {text.Of($"合计 {PageText.Count(all.Needed)} 户：{PageText.Count(all.Listed)} 户已登记、到期，在补漏清单上；{PageText.Count(all.ToFind)} 户还没有人找到。", $"Together {PageText.Count(all.Needed)}: {PageText.Count(all.Listed)} are known and due and on the lists, {PageText.Count(all.ToFind)} nobody has found yet.")}");
        }

        html.Add($"</p>\n{PageCells.TableBegin("t-mopup", text.Of("还差最多的区域", "The areas that want most"), 1, text.Of("区域", "Area"), text.Of("还需走访", "To visit"), text.Of("在补漏清单上", "On the list"), text.Of("待找到", "To be found"), text.Of("有效覆盖率", "Effective"))}");
        foreach (AreaFigures area in wanting.Take(Most))
        {
            html.Add($"<tr><th scope=\"row\">{page.NameOf(area)}</th>{Needed(text, area.MopUp!)}{text.Count(area.MopUp!.Listed)}{text.Count(area.MopUp.ToFind)}{text.Rate(area.Units?.EffectiveShare)}</tr>\n");
        }

        html.Add($"{PageCells.TableEnd}");
        if (wanting.Length > Most)
        {
            html.Add($"<p class=\"quiet\">{text.Of($"另有 {wanting.Length - Most} 个区域未达标，见 areas.csv。", $"{wanting.Length - Most} more areas are below the target; see areas.csv.")}</p>\n");
        }

        html.Add($"</section>\n");
    }

    /// <summary>Where nothing is enumerated the register, the best that is known, stands for it, and that is said.</summary>
    private static Markup Needed(PageText text, MopUp mopUp) => Markup.Of(
        $"<td class=\"n\" data-v=\"{mopUp.Needed}\">{PageText.Count(mopUp.Needed)}{(mopUp.OfRegistered ? Markup.Of($" <small>{text.Of("对照在册户", "of those registered")}</small>") : Markup.None)}</td>");
}
