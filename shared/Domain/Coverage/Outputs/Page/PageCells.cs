namespace GridSteward.Domain.Coverage.Outputs.Page;

/// <summary>Figures in cells and sentences.</summary>
internal static class PageCells
{
    /// <summary>A rate with its counts below; unknown or hidden in words.</summary>
    public static Markup Rate(this PageText text, Share? share) => share switch
    {
        null => Markup.Of($"<td class=\"n quiet\" data-v=\"-2\">{text.Hidden}</td>"),
        { Rate: { } rate } => Markup.Of($"<td class=\"n\" data-v=\"{rate:0.######}\">{PageText.Rate(rate)} <small>{PageText.Count(share.Count)}/{PageText.Count(share.Of!.Value)}</small></td>"),
        { Of: null } => Markup.Of($"<td class=\"n quiet\" data-v=\"-1\">{text.Unknown}</td>"),
        _ => Markup.Of($"<td class=\"n quiet\" data-v=\"-1\">—</td>"),
    };

    public static Markup Count(this PageText text, long? count, bool hidden = false) => count is { } n
        ? Markup.Of($"<td class=\"n{(n == 0 ? " zero" : "")}\" data-v=\"{n}\">{PageText.Count(n)}</td>")
        : Markup.Of($"<td class=\"n quiet\" data-v=\"-1\">{(hidden ? text.Hidden : text.Unknown)}</td>");

    /// <summary>The counts and the interval of a share in words.</summary>
    public static string Denominator(this PageText text, Share share) => share.Rate is null
        ? text.Of($"{PageText.Count(share.Count)}，总数未知", $"{PageText.Count(share.Count)} of an unknown number")
        : text.Of(
            $"{PageText.Count(share.Of!.Value)} 中的 {PageText.Count(share.Count)}；95% 区间 {PageText.Rate(share.Low!.Value)}–{PageText.Rate(share.High!.Value)}",
            $"{PageText.Count(share.Count)} of {PageText.Count(share.Of!.Value)}; 95% interval {PageText.Rate(share.Low!.Value)}–{PageText.Rate(share.High!.Value)}");

    /// <summary>An arrow with the points of a change.</summary>
    public static Markup Change(double? difference) => difference switch
    {
        null => Markup.Of($"<span class=\"quiet\">—</span>"),
        >= 0.0005 => Markup.Of($"<span class=\"up\">▲ {PageText.Points(difference.Value)}</span>"),
        <= -0.0005 => Markup.Of($"<span class=\"down\">▼ {PageText.Points(difference.Value)}</span>"),
        _ => Markup.Of($"<span class=\"same\">= 0.0</span>"),
    };

    /// <summary>The changes of one rate against the last night, week and month.</summary>
    public static Markup Changes(this PageText text, Changes changes, Func<ChangeSince, double?> of)
    {
        Markup One(string label, ChangeSince? since) => Markup.Of(
            $"<span class=\"since\" title=\"{(since is null ? text.Of("没有可比的报告", "no report to compare with") : text.Of($"自 {text.Day(since.Date)}", $"since {text.Day(since.Date)}"))}\">{label} {Change(since is null ? null : of(since))}</span>");
        return Markup.Of(
            $"<p class=\"changes\">{One(text.Of("较上夜", "last night"), changes.Night)} {One(text.Of("较上周", "last week"), changes.Week)} {One(text.Of("较上月", "last month"), changes.Month)} <span class=\"quiet\">{text.Of("（百分点）", "(points)")}</span></p>");
    }

    /// <summary>A cell with a bar of effective coverage, and its band in words below.</summary>
    public static Markup BarCell(this PageText text, AreaFigures area) => Markup.Of(
        $"<td class=\"barcell\">{Bar(area.Units, PageModel.ClassOf(area))}{(area.Units?.Enumerated is null ? Markup.None : Markup.Of($"<small>{text.Band(area.Band)}</small>"))}</td>");

    /// <summary>A bar of effective coverage with its interval, a mark for the naive rate; said again in numbers beside it.</summary>
    public static Markup Bar(UnitFigures? units, string band)
    {
        if (units?.EffectiveShare is not { Rate: { } rate } share)
        {
            return Markup.Of($"<svg class=\"bar\" viewBox=\"0 0 100 12\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><path class=\"nothing\" d=\"M0 6H100\"/></svg>");
        }

        Markup naive = units.NaiveShare.Rate is { } looks ? Markup.Of($"<path class=\"naive\" d=\"M{looks * 100:0.0} 0V12\"/>") : Markup.None;
        return Markup.Of(
            $"<svg class=\"bar\" viewBox=\"0 0 100 12\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"track\" width=\"100\" height=\"12\"/><rect class=\"s-{band}\" width=\"{rate * 100:0.0}\" height=\"12\"/>{naive}<path class=\"whisker\" d=\"M{share.Low!.Value * 100:0.0} 6H{share.High!.Value * 100:0.0}M{share.Low.Value * 100:0.0} 3V9M{share.High.Value * 100:0.0} 3V9\"/></svg>");
    }

    /// <summary>The beginning of a table that scrolls by itself where the page is narrow.</summary>
    /// <param name="id">The id of its caption.</param>
    /// <param name="caption">What it is about.</param>
    /// <param name="words">How many columns from the first hold words; the others hold numbers.</param>
    /// <param name="headers">What its columns are; empty over the bars, which say nothing new.</param>
    public static Markup TableBegin(string id, string caption, int words, params IReadOnlyList<string> headers)
    {
        string cells = string.Concat(headers.Select((h, i) => (h.Length == 0 ? Markup.Of($"<td></td>") : Markup.Of($"<th scope=\"col\"{new Markup(i < words ? "" : " class=\"n\"")}>{h}</th>")).Text));
        return Markup.Of($"<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"{id}\"><table><caption id=\"{id}\">{caption}</caption><thead><tr>{new Markup(cells)}</tr></thead><tbody>\n");
    }

    public static Markup TableEnd { get; } = new("</tbody></table></div>\n");
}
