namespace GridSteward.Domain.Coverage.Outputs.Page;

/// <summary>The areas as maps, coloured and patterned by band: the level where the work is done, and the one above it.</summary>
internal static class MapSection
{
    private static readonly CoverageBand[] s_bands = [CoverageBand.Full, CoverageBand.Partial, CoverageBand.Poor, CoverageBand.None, CoverageBand.Unknown];

    public static void Write(Html html, PageModel page)
    {
        if (MapDrawing.Of(page.Context.Outlines) is not { } drawing)
        {
            return;
        }

        PageText text = page.Text;
        html.Add($"<section aria-labelledby=\"h-maps\">\n<h2 id=\"h-maps\">{text.Of("地图", "Maps")}</h2>\n<p class=\"intro\">{text.Of("有效覆盖率的分档；颜色和花纹说的是同一件事。", "Bands of effective coverage; colours and patterns say the same.")}</p>\n");
        Patterns(html);
        html.Add($"<div class=\"maps\">\n");
        PageLevel[] shown = [.. page.Levels.Reverse().Where(l => l.Areas.Any(a => drawing.PathOf(a.Code) is not null)).Take(2).Reverse()];
        for (int i = 0; i < shown.Length; i++)
        {
            Map(html, page, drawing, shown[i], i > 0 ? shown[i - 1] : null, i);
        }

        html.Add($"</div>\n</section>\n");
    }

    private static void Map(Html html, PageModel page, MapDrawing drawing, PageLevel level, PageLevel? above, int number)
    {
        PageText text = page.Text;
        string name = text.Level(level.Name);
        html.Add($"<figure class=\"map\"><figcaption id=\"map{number}\">{text.Of($"{name}（{level.Areas.Count} 个）", $"Level {name}: {level.Areas.Count} areas")}</figcaption>\n<svg viewBox=\"0 0 {drawing.Width} {drawing.Height}\" role=\"img\" aria-labelledby=\"map{number}\" aria-describedby=\"map{number}d\">\n<desc id=\"map{number}d\">{Summary(page, level)}</desc>\n");
        foreach (AreaFigures area in level.Areas)
        {
            if (drawing.PathOf(area.Code) is { } path)
            {
                html.Add($"<path class=\"p-{PageModel.ClassOf(area)}\" d=\"{new Markup(path)}\"><title>{area.Name} ({area.Code}): {Said(text, area)}</title></path>\n");
            }
        }

        foreach (AreaFigures area in above?.Areas ?? [])
        {
            if (drawing.PathOf(area.Code) is { } path)
            {
                html.Add($"<path class=\"border\" d=\"{new Markup(path)}\"/>\n");
            }
        }

        foreach (AreaFigures area in level.Areas)
        {
            if (drawing.LabelOf(area.Code, area.Name) is { } label)
            {
                html.Add($"<text x=\"{label.X:0}\" y=\"{label.Y:0}\">{label.Text}</text>\n");
            }
        }

        html.Add($"</svg>\n<ul class=\"legend\">\n");
        foreach (CoverageBand band in s_bands)
        {
            if (level.Areas.Count(a => a.Units is not null && a.Band == band) is > 0 and int count)
            {
                Legend(html, Wire.Name(band), $"{text.Band(band)} · {text.Range(band, page.Report.Rules.Bands)}", count);
            }
        }

        if (level.Areas.Count(a => a.Units is null) is > 0 and int hidden)
        {
            Legend(html, "hidden", text.Hidden, hidden);
        }

        html.Add($"</ul></figure>\n");
    }

    private static string Said(PageText text, AreaFigures area) => area.Units switch
    {
        null => text.Hidden,
        { EffectiveShare: { Rate: { } rate } share } => $"{PageText.Rate(rate)} ({PageText.Count(share.Count)}/{PageText.Count(share.Of!.Value)})",
        _ => text.Unknown,
    };

    private static string Summary(PageModel page, PageLevel level) => string.Join(
        page.Text.Of("，", ", "), s_bands.Select(b => (Band: b, Count: level.Areas.Count(a => a.Units is not null && a.Band == b))).Where(b => b.Count > 0).Select(b => $"{page.Text.Band(b.Band)}: {b.Count}"));

    private static void Legend(Html html, string band, string words, int count)
        => html.Add($"<li><svg viewBox=\"0 0 28 16\" aria-hidden=\"true\"><rect class=\"p-{band}\" x=\"1\" y=\"1\" width=\"26\" height=\"14\"/></svg>{words} <b>{count}</b></li>\n");

    // Patterns cannot be defined in what is not displayed; so they lie in a picture without size.
    private static void Patterns(Html html) => html.Add($"""
        <svg class="defs" width="0" height="0" aria-hidden="true"><defs>
        <pattern id="f-partial" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="s-partial" width="8" height="8"/><path class="light" d="M0 4H8"/></pattern>
        <pattern id="f-poor" width="9" height="9" patternUnits="userSpaceOnUse"><rect class="s-poor" width="9" height="9"/><circle class="dark" cx="4.5" cy="4.5" r="1.3"/></pattern>
        <pattern id="f-none" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="s-none" width="8" height="8"/><path class="light" d="M0 4H8M4 0V8"/></pattern>
        <pattern id="f-unknown" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><rect class="s-unknown" width="7" height="7"/><path class="grey" d="M0 3.5H7"/></pattern>
        <pattern id="f-hidden" width="7" height="7" patternUnits="userSpaceOnUse"><rect class="s-hidden" width="7" height="7"/><circle class="greydot" cx="3.5" cy="3.5" r=".9"/></pattern>
        </defs></svg>

        """);
}
