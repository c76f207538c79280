using System.Text;

namespace GridSteward.Domain.Coverage.Outputs.Page;

/// <summary>Effective and naive coverage through the months, as a chart and in numbers.</summary>
internal static class TrendSection
{
    /// <summary>13 months, so that a month stands beside itself a year before.</summary>
    private const int MostDays = 396;

    /// <summary>Nights further apart are not joined by a line.</summary>
    private const int LongestGapDays = 3;

    private const int Left = 44;
    private const int Right = 8;
    private const int Top = 10;
    private const int Bottom = 26;

    public static void Write(Html html, PageModel page)
    {
        PageText text = page.Text;
        DateOnly last = page.Report.Date;
        Night[] nights =
        [
            .. page.Context.Trend.Where(n => n.Date <= last && last.DayNumber - n.Date.DayNumber <= MostDays).OrderBy(n => n.Date)
                .Select(n => n.Hidden && page.Report.Suppressed ? new Night(n.Date, null, null) : new Night(n.Date, n.Units.NaiveShare.Rate, n.Units.EffectiveShare.Rate)),
        ];
        if (nights.Count(n => n.Effective is not null || n.Naive is not null) < 2)
        {
            return;
        }

        html.Add($"<section aria-labelledby=\"h-trend\">\n<h2 id=\"h-trend\">{text.Of("走势", "Trend")}</h2>\n<p class=\"intro\"><span class=\"key\"><svg viewBox=\"0 0 28 10\" aria-hidden=\"true\"><path class=\"line-effective\" d=\"M1 5H27\"/></svg>{text.Of("有效覆盖率", "effective coverage")}</span> <span class=\"key\"><svg viewBox=\"0 0 28 10\" aria-hidden=\"true\"><path class=\"line-naive\" d=\"M1 5H27\"/></svg>{text.Of("表面覆盖率", "naive coverage")}</span> <span class=\"key\"><svg viewBox=\"0 0 28 10\" aria-hidden=\"true\"><path class=\"line-target\" d=\"M1 5H27\"/></svg>{text.Of($"目标 {PageText.Setting(page.Report.Rules.Target)}", $"target {PageText.Setting(page.Report.Rules.Target)}")}</span></p>\n");
        Chart(html, page, nights, "wide", 760, 260, 1);
        Chart(html, page, nights, "narrow", 340, 230, 3);
        Months(html, page, nights);
        html.Add($"</section>\n");
    }

    // Drawn twice, so that its letters are of a size that can be read on a phone too; only one is shown.
    private static void Chart(Html html, PageModel page, Night[] nights, string kind, int width, int height, int everyMonth)
    {
        PageText text = page.Text;
        DateOnly first = nights[0].Date;
        int days = Math.Max(1, nights[^1].Date.DayNumber - first.DayNumber);
        double X(DateOnly day) => Left + ((width - Left - Right) * (double)(day.DayNumber - first.DayNumber) / days);
        double Y(double rate) => Top + ((height - Top - Bottom) * (1 - rate));
        html.Add($"<svg class=\"chart {kind}\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"trend-{kind}\"><title id=\"trend-{kind}\">{Summary(text, nights)}</title>\n");
        for (int percent = 0; percent <= 100; percent += 25)
        {
            html.Add($"<path class=\"grid\" d=\"M{Left} {Y(percent / 100.0):0.0}H{width - Right}\"/><text class=\"end\" x=\"{Left - 6}\" y=\"{Y(percent / 100.0) + 4:0.0}\">{percent}%</text>\n");
        }

        DateOnly month = new(first.Year, first.Month, 1);
        for (int number = 0; month <= nights[^1].Date; number++, month = month.AddMonths(1))
        {
            if (month >= first)
            {
                html.Add($"<path class=\"grid\" d=\"M{X(month):0.0} {height - Bottom}v4\"/>");
                if (number % everyMonth == 0 && X(month) < width - Right - 20)
                {
                    html.Add($"<text x=\"{X(month):0.0}\" y=\"{height - 8}\">{(month.Month == 1 ? month.Year.ToString(System.Globalization.CultureInfo.InvariantCulture) : text.ShortMonth(month))}</text>\n");
                }
            }
        }

        html.Add($"<path class=\"line-target\" d=\"M{Left} {Y(page.Report.Rules.Target):0.0}H{width - Right}\"/>\n<path class=\"line-naive\" d=\"{new Markup(Line(nights, n => n.Naive))}\"/>\n<path class=\"line-effective\" d=\"{new Markup(Line(nights, n => n.Effective))}\"/>\n</svg>\n");

        string Line(Night[] through, Func<Night, double?> of)
        {
            StringBuilder path = new();
            DateOnly? before = null;
            foreach (Night night in through)
            {
                if (of(night) is { } rate)
                {
                    bool joined = before is { } day && night.Date.DayNumber - day.DayNumber <= LongestGapDays;
                    path.Append(System.Globalization.CultureInfo.InvariantCulture, $"{(joined ? 'L' : 'M')}{X(night.Date):0.#} {Y(rate):0.#}");
                    if (!joined)
                    {
                        // A night by itself is seen as a dot.
                        path.Append("h0");
                    }

                    before = night.Date;
                }
            }

            return path.ToString();
        }
    }

    private static string Summary(PageText text, Night[] nights)
    {
        string Said(double? rate) => rate is { } r ? PageText.Rate(r) : text.Unknown;
        Night first = nights[0];
        Night last = nights[^1];
        return text.Of(
            $"从{text.Day(first.Date)}到{text.Day(last.Date)}：有效覆盖率从 {Said(first.Effective)} 到 {Said(last.Effective)}，表面覆盖率从 {Said(first.Naive)} 到 {Said(last.Naive)}。",
            $"From {text.Day(first.Date)} to {text.Day(last.Date)}: effective coverage from {Said(first.Effective)} to {Said(last.Effective)}, naive coverage from {Said(first.Naive)} to {Said(last.Naive)}.");
    }

    private static void Months(Html html, PageModel page, Night[] nights)
    {
        PageText text = page.Text;
        html.Add($"<details><summary>{text.Of("每月最后一夜的数字", "The numbers of each month's last night")}</summary>\n{PageCells.TableBegin("t-months", text.Of("每月最后一夜", "Last night of each month"), 1, text.Of("月份", "Month"), text.Of("有效", "Effective"), text.Of("表面", "Naive"))}");
        foreach (Night night in nights.GroupBy(n => (n.Date.Year, n.Date.Month)).Select(m => m.Last()))
        {
            html.Add($"<tr><th scope=\"row\">{text.Month(night.Date)}</th>{Cell(night.Effective)}{Cell(night.Naive)}</tr>\n");
        }

        html.Add($"{PageCells.TableEnd}</details>\n");

        Markup Cell(double? rate) => rate is { } r ? Markup.Of($"<td class=\"n\">{PageText.Rate(r)}</td>") : Markup.Of($"<td class=\"n quiet\">{text.Unknown}</td>");
    }

    private sealed record Night(DateOnly Date, double? Naive, double? Effective);
}
