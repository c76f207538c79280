namespace GridSteward.Domain.Coverage.Outputs.Page;

/// <summary>
/// The report as one HTML page for whoever is in charge, read on a screen, on a phone and on A4 paper. It asks nothing of any server and runs without its script,
/// which only sorts tables. It may be opened from a file: it carries its own content security policy.
/// </summary>
public static class CoveragePage
{
    /// <summary>The media type.</summary>
    public const string MediaType = "text/html; charset=utf-8";

    /// <summary>The content security policy under which the page works: its own style and script by their hashes, and nothing else.</summary>
    public static string Policy { get; } = $"default-src 'none'; style-src '{PageStyle.Hash}'; script-src '{PageScript.Hash}'; base-uri 'none'; form-action 'none'";

    /// <summary>Writes the page.</summary>
    public static byte[] Write(CoverageReport report, OutputContext context, OutputLanguage language)
    {
        var page = new PageModel(report, context, language);
        PageText text = page.Text;
        var html = new Html();
        string title = text.Of($"{report.Name} 覆盖报告 {CoverageEntry.TextOf(report.Date)}", $"{report.Name}: coverage report of {CoverageEntry.TextOf(report.Date)}");
        html.Add($"""
            <!DOCTYPE html>
            <html lang="{text.LanguageTag}">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{Policy}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <meta name="referrer" content="no-referrer">
            <title>{title}</title>
            <style>{new Markup(PageStyle.Css)}</style>
            </head>
            <body>
            <header>
            <p class="kicker">{text.Of("覆盖报告", "Coverage report")}</p>
            <h1><bdi>{report.Name}</bdi></h1>
            <p class="day">{text.Day(report.Date)}</p>
            </header>
            <main>

            """);
        if (report.Suppressed)
        {
            Suppressed(html, text);
        }

        HeadlineSection.Write(html, page);
        AttentionSection.Write(html, page);
        MapSection.Write(html, page);
        TrendSection.Write(html, page);
        LeagueSection.Write(html, page);
        LevelSection.Write(html, page);
        LoopSection.Write(html, page);
        GroupSection.Write(html, page);
        MopUpSection.Write(html, page);
        DefinitionSection.Write(html, page);
        html.Add($"""
            </main>
            <footer><p>{text.Of(
                $"按 {text.Moment(report.AsOf)} 的情况判断，{text.Moment(report.GeneratedAt)} 生成。辖区 {report.Jurisdiction}，区域第 {report.Generation} 版。",
                $"Judged as of {text.Moment(report.AsOf)}, made {text.Moment(report.GeneratedAt)}. Jurisdiction {report.Jurisdiction}, generation {report.Generation} of its areas.")}</p></footer>
            <script>{new Markup(PageScript.Code)}</script>
            </body>
            </html>

            """);
        return html.ToBytes();
    }

    private static void Suppressed(Html html, PageText text) => html.Add($"""
        <aside class="note" role="note"><p><strong>{text.Of("部分数字已隐去。", "Some figures are hidden.")}</strong> {text.Of(
            "您没有查看住户资料的权限。户数少于 5 的区域，以及能够推算出它们的其他区域，户数一律隐去，以免认出个别住户；按网格员、服务队、类别和关爱等级的统计也不显示。显示的数字都是完整的，没有改动。",
            "You may not see households. Where an area has fewer than 5, its counts are hidden, and so are those of other areas from which they could be worked out, so that no single household can be recognised; nor are there figures by steward, team, kind and care level. What is shown is whole and unchanged.")}</p></aside>

        """);
}
