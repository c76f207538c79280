namespace GridSteward.Domain.Coverage.Outputs.Page;

/// <summary>The numbers of the whole jurisdiction.</summary>
internal static class HeadlineSection
{
    public static void Write(Html html, PageModel page)
    {
        var (text, total) = (page.Text, page.Report.Total);
        html.Add($"<section class=\"headline\" aria-labelledby=\"h-headline\">\n<h2 id=\"h-headline\">{text.Of("总览", "At a glance")}</h2>\n");
        if (total.Units is { } units)
        {
            Coverage(html, page, units);
        }
        else
        {
            html.Add($"<p class=\"big quiet\">{text.Hidden}</p>\n");
        }

        html.Add($"<div class=\"stats\">\n");
        if (total.Units is { } u)
        {
            Stat(html, text, text.Of("找到率", "Found"), u.FoundShare, text.Of("应有户中已登记、已定位并对应到楼栋的", "Of the units that are there: registered, located and matched to a building"), text.Changes(total.Changes, c => c.Found));
            Stat(html, text, text.Of("责任到人率", "Someone answers for them"), u.ResponsibilityShare, text.Of($"在册户中，主办人在 {page.Report.Rules.ConfirmedDays} 天内确认过联系渠道的", $"Of the registered units: with a handling steward who confirmed a channel within {page.Report.Rules.ConfirmedDays} days"), text.Changes(total.Changes, c => c.Responsibility));
        }

        Stat(html, text, text.Of("按时办结", "Resolved in time"), total.Loop.ResolvedShare, text.Of($"近 {page.Report.Rules.LoopDays} 天收到、应已办结的上报", $"Of the reports of {page.Report.Rules.LoopDays} days that were due"), text.Changes(total.Changes, c => c.ResolvedInTime));
        Stat(html, text, text.Of("满意", "Satisfied"), total.Loop.SatisfiedShare, text.Of("作出评价的上报人", "Of the reporters who said"), text.Changes(total.Changes, c => c.Satisfied));
        html.Add($"</div>\n</section>\n");
    }

    private static void Coverage(Html html, PageModel page, UnitFigures units)
    {
        PageText text = page.Text;
        AreaFigures total = page.Report.Total;
        html.Add($"<div class=\"lead\">\n<div class=\"effective\"><h3>{text.Of("有效覆盖率", "Effective coverage")}</h3>\n");
        if (units.EffectiveShare is { Rate: { } effective } share)
        {
            html.Add($"<p class=\"big\">{PageText.Rate(effective)} <span class=\"tag s-{Wire.Name(total.Band)}\">{text.Band(total.Band)}</span></p>\n<p>{text.Of("应有户中，在走访周期内见到的。", "Of the units that are there: met within their interval.")} {text.Denominator(share)}</p>\n{text.Changes(total.Changes, c => c.Effective)}");
            html.Add($"{PageCells.Bar(units, Wire.Name(total.Band))}<p class=\"scale\" aria-hidden=\"true\"><span>0</span><span>50%</span><span>100%</span></p>");
        }
        else
        {
            html.Add($"<p class=\"big quiet\">{text.Unknown}</p>\n<p>{text.Of(
                $"没有一栋楼清点过应有户数，所以没有人知道覆盖了多少。登记的 {PageText.Count(units.Registered)} 户中，{PageText.Count(units.Visited)} 户在走访周期内见到过。",
                $"No building has been counted, so nobody knows how much is covered. Of {PageText.Count(units.Registered)} registered units {PageText.Count(units.Visited)} were met within their interval.")}</p>\n");
        }

        html.Add($"</div>\n<div class=\"looks\"><h3>{text.Of("表面覆盖率", "Naive coverage")}</h3>\n");
        if (units.NaiveShare is { Rate: { } naive } looks)
        {
            Markup over = units.EffectiveShare.Rate is { } e && naive > e
                ? Markup.Of($"<p class=\"over\">{text.Of($"比实际高估 {PageText.Points(naive - e)} 个百分点：还没有找到的户，它看不见。", $"That is {PageText.Points(naive - e)} points too much: it does not see the units that nobody has found.")}</p>\n")
                : Markup.None;
            html.Add($"<p class=\"second\">{PageText.Rate(naive)}</p>\n<p>{text.Of("只看已找到的户。", "Of the units that were found.")} {text.Denominator(looks)}</p>\n{over}{text.Changes(total.Changes, c => c.Naive)}");
        }
        else
        {
            html.Add($"<p class=\"second quiet\">{text.Unknown}</p>\n");
        }

        html.Add($"</div>\n</div>\n");
    }

    private static void Stat(Html html, PageText text, string label, Share share, string of, Markup changes)
    {
        string number = share.Rate is { } rate ? PageText.Rate(rate) : share.Of is null ? text.Unknown : "—";
        string counts = share.Rate is null && share.Of is 0 ? text.Of("没有可计的", "there are none") : text.Denominator(share);
        html.Add($"<div class=\"stat\"><h3>{label}</h3><p class=\"second\">{number}</p><p>{of}<br>{counts}</p>{changes}</div>\n");
    }
}
