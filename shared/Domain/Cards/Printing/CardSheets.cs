using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Serialization;

namespace GridSteward.Domain.Cards.Printing;

/// <summary>On which paper cards are printed.</summary>
[JsonConverter(typeof(WireEnumConverter<CardPaper>))]
public enum CardPaper
{
    /// <summary>One on a sheet of A6.</summary>
    A6,

    /// <summary>Four on a sheet of A4, to be cut crosswise.</summary>
    A4,
}

/// <summary>Cards as one page of HTML that prints as it is and loads nothing.</summary>
/// <param name="codes">Makes QR codes.</param>
/// <param name="paper">The paper.</param>
public sealed class CardSheets(IQrCodes codes, CardPaper paper)
{
    /// <summary>The media type.</summary>
    public const string ContentType = "text/html; charset=utf-8";

    /// <summary>How many cards go on a sheet.</summary>
    public int OnASheet => paper == CardPaper.A4 ? 4 : 1;

    /// <summary>What comes before the first card.</summary>
    public string Begin(string title) => $$"""
        <!doctype html>
        <html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{{Text(title)}}</title>
        <style>
        @page { size: {{(paper == CardPaper.A4 ? "210mm 297mm" : "105mm 148mm")}}; margin: 0 }
        {{Style}}
        </style></head><body class="{{(paper == CardPaper.A4 ? "a4" : "a6")}}">

        """;

    /// <summary>What comes after the last card.</summary>
    public string End(int cards) => (cards % OnASheet == 0 ? "" : "</div>\n") + "</body></html>\n";

    /// <summary>One card.</summary>
    /// <param name="face">What stands on it.</param>
    /// <param name="before">How many came before it on these sheets.</param>
    public string Card(CardFace face, int before)
    {
        var html = new StringBuilder();
        html.Append(before % OnASheet == 0 ? "<div class=\"sheet\">\n" : "");
        html.Append(CultureInfo.InvariantCulture, $"""
            <section class="card">
            <header><h1>{Text(face.Jurisdiction)}</h1><p>联系卡<small lang="en">Contact card</small></p></header>
            <div class="who"><p class="grid">{string.Join("<wbr> · ", face.Areas.Select(Text))}</p>

            """);
        if (face.Responsible is { } title)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"post\"><small>责任人 <span lang=\"en\">Responsible</span></small> {Text(title)}</p>\n");
        }

        html.Append(CultureInfo.InvariantCulture, $"""
            </div>
            <div class="scan">{Svg(codes.Make(face.Link))}<p>扫码上报问题、诉求<small lang="en">Scan to report a problem or a wish</small></p></div>
            <p class="code"><small>卡号 <span lang="en">Card code</span></small><b>{Text(face.Code)}</b></p>
            <table>

            """);
        foreach (Hotline line in face.Hotlines)
        {
            string name = Text(line.Name) + (line.NameEn is { } english ? $"<small lang=\"en\">{Text(english)}</small>" : "");
            html.Append(CultureInfo.InvariantCulture, $"<tr class=\"{Wire.Name(line.Kind)}\"><th scope=\"row\">{name}</th><td>{Text(line.Phone)}</td></tr>\n");
        }

        html.Append(CultureInfo.InvariantCulture, $"""
            </table>
            <footer><p>{Text(face.Label ?? "")}</p><p>遗失请联系网格员换领 <span lang="en">Lost? Ask for a new one.</span></p></footer>
            </section>

            """);
        html.Append(before % OnASheet == OnASheet - 1 ? "</div>\n" : "");
        return html.ToString();
    }

    private const string Style = """
        * { box-sizing: border-box; margin: 0; padding: 0 }
        body { font-family: "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Zen Hei", sans-serif; color: #16202a; background: #fff;
          -webkit-print-color-adjust: exact; print-color-adjust: exact }
        small { font-size: .72em; font-weight: 400; color: #4a5763 }
        .sheet { break-after: page; break-inside: avoid; overflow: hidden }
        .sheet:last-child { break-after: auto }
        .a6 .sheet { width: 105mm; height: 148mm }
        .a4 .sheet { width: 210mm; height: 296.9mm; display: grid; grid-template: 1fr 1fr / 1fr 1fr }
        .a4 .card { border: .1mm dashed #b6bfc7 }
        .card { width: 105mm; height: 148mm; padding: 6mm 7mm 5mm; display: flex; flex-direction: column; overflow: hidden }
        header { display: flex; justify-content: space-between; align-items: flex-end; gap: 3mm; border-bottom: .6mm solid #0b5a8a; padding-bottom: 1.6mm }
        h1 { font-size: 5mm; line-height: 1.2; overflow-wrap: anywhere; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden }
        header p { font-size: 4mm; white-space: nowrap; color: #0b5a8a; font-weight: 700; text-align: right; line-height: 1.2 }
        header small { display: block }
        .who { padding-top: 2mm; font-size: 3.9mm; line-height: 1.35 }
        .who p { display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; overflow-wrap: anywhere }
        .grid { font-weight: 700 }
        .scan { display: flex; align-items: center; gap: 4mm; padding: 2mm 0 1.5mm }
        .scan svg { width: 42mm; height: 42mm; flex: none; margin: -2mm 0 -2mm -4.5mm }
        .scan p { font-size: 4.4mm; font-weight: 700; line-height: 1.35 }
        .scan small { display: block; margin-top: 1mm }
        .code { display: flex; align-items: baseline; justify-content: space-between; gap: 3mm; background: #eef4f8; border-radius: 1mm; padding: 1.4mm 2.5mm; font-size: 3.6mm; white-space: nowrap }
        .code b { font: 700 5.6mm/1.15 "Noto Sans Mono", "DejaVu Sans Mono", "Liberation Mono", monospace; letter-spacing: .1mm }
        table { width: 100%; border-collapse: collapse; margin-top: 1.6mm; font-size: 3.4mm }
        th { text-align: left; font-weight: 400; padding: .55mm 0; line-height: 1.2; overflow-wrap: anywhere }
        th small { display: inline; margin-left: 1.5mm }
        td { text-align: right; font-weight: 700; white-space: nowrap; padding-left: 3mm; font-variant-numeric: tabular-nums }
        tr + tr { border-top: .1mm solid #d5dce2 }
        .emergency td { color: #b3261e }
        footer { margin-top: auto; padding-top: 1.5mm; display: flex; justify-content: space-between; align-items: flex-end; gap: 3mm; font-size: 2.5mm; color: #4a5763; line-height: 1.3 }
        footer p:first-child { font-size: 3.4mm; color: #16202a; overflow-wrap: anywhere }
        footer p:last-child { text-align: right; flex: none; max-width: 45mm }
        footer span { display: block }
        @media screen { body { background: #dfe5ea; padding: 4mm } .sheet { background: #fff; margin: 0 auto 4mm; box-shadow: 0 .5mm 2mm #0003 } }
        """;

    /// <summary>The code as one path, its dark runs as rectangles, with the quiet zone of four modules that the standard wants.</summary>
    private static string Svg(QrCode code)
    {
        const int Quiet = 4;
        var path = new StringBuilder();
        for (int y = 0; y < code.Rows.Count; y++)
        {
            bool[] row = code.Rows[y];
            for (int x = 0; x < row.Length; x++)
            {
                int from = x;
                while (x < row.Length && row[x])
                {
                    x++;
                }

                if (x > from)
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{from + Quiet} {y + Quiet}h{x - from}v1h-{x - from}z");
                }
            }
        }

        int side = code.Rows.Count + (2 * Quiet);
        return $"<svg viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\" role=\"img\" aria-label=\"QR\"><path fill=\"#fff\" d=\"M0 0h{side}v{side}h-{side}z\"/><path d=\"{path}\"/></svg>";
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
