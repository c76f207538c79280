using System.Security.Cryptography;
using System.Text;

namespace GridSteward.Domain.Coverage.Outputs.Page;

/// <summary>How the page looks: on a screen, on 360 pixels, and on A4. Colours of text are at least 4.5 to 1 on their ground.</summary>
internal static class PageStyle
{
    /// <summary>The style sheet, without the tags.</summary>
    public const string Css = """

        :root { color-scheme: light; --paper: #f6f7f4; --surface: #fff; --ink: #16272b; --muted: #52646a; --line: #d9ded9; --accent: #0f5a63; --bad: #98231c; --good: #1d6b3f;
          --full: #1f6f78; --partial: #8fbfbc; --poor: #e6b655; --none: #b8432f; --unknown: #eceeea; --hidden: #fff;
          font: 16px/1.55 system-ui, -apple-system, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; color: var(--ink); background: var(--paper); }
        *, ::before, ::after { box-sizing: border-box; }
        body { margin: 0 auto; padding: 28px 24px 48px; max-width: 1120px; }
        h1, h2, h3, p, ul, dl, dd, figure { margin: 0; padding: 0; }
        h1, h2, h3 { line-height: 1.25; text-wrap: balance; }
        h1 { font-size: 2rem; letter-spacing: -.01em; }
        h2 { font-size: 1.3rem; margin-bottom: 4px; }
        h3 { font-size: .875rem; font-weight: 600; color: var(--muted); }
        small { font-size: .8125em; color: var(--muted); font-weight: 400; white-space: nowrap; }
        a { color: inherit; text-decoration-color: #9db4b4; text-underline-offset: 3px; }
        :focus-visible { outline: 3px solid #b86a00; outline-offset: 2px; }
        header { padding-bottom: 18px; border-bottom: 2px solid var(--ink); }
        .kicker { font-weight: 600; color: var(--accent); }
        .day { color: var(--muted); font-size: 1.0625rem; }
        section { margin-top: 40px; }
        .intro { color: var(--muted); margin-bottom: 12px; max-width: 46em; }
        .quiet { color: var(--muted); font-weight: 400; }
        .note { margin-top: 20px; padding: 14px 16px; border-left: 4px solid #b86a00; background: #fdf4e3; max-width: 60em; }
        .lead { display: grid; grid-template-columns: 1.6fr 1fr; gap: 16px; margin-top: 10px; }
        .lead > div, .stat { background: var(--surface); border: 1px solid var(--line); border-radius: 10px; padding: 16px 18px; }
        .lead p, .stat p { font-size: .9375rem; }
        .lead .big { font-size: 3.25rem; line-height: 1.15; font-weight: 650; font-variant-numeric: tabular-nums; letter-spacing: -.02em; }
        .lead .second { font-size: 2rem; line-height: 1.3; font-weight: 600; font-variant-numeric: tabular-nums; }
        .stat .second { font-size: 1.5rem; font-weight: 600; font-variant-numeric: tabular-nums; }
        .stat p:nth-of-type(2) { color: var(--muted); font-size: .875rem; }
        .over { margin-top: 6px; color: var(--bad); font-weight: 550; }
        .tag { display: inline-block; vertical-align: middle; font-size: .9375rem; letter-spacing: 0; font-weight: 600; padding: 2px 10px; border-radius: 99px; }
        .tag.s-full { color: #fff; background: var(--full); } .tag.s-partial { color: #10363a; background: var(--partial); } .tag.s-poor { color: #3d2900; background: var(--poor); }
        .tag.s-none { color: #fff; background: var(--none); } .tag.s-unknown { background: var(--unknown); }
        .stats { display: grid; grid-template-columns: repeat(4, 1fr); gap: 16px; margin-top: 16px; }
        .changes { display: flex; flex-wrap: wrap; gap: 2px 12px; margin-top: 8px; font-variant-numeric: tabular-nums; font-size: .8125rem !important; }
        .since { white-space: nowrap; }
        .up { color: var(--good); white-space: nowrap; } .down { color: var(--bad); white-space: nowrap; } .same { color: var(--muted); white-space: nowrap; }
        .bar { display: block; width: 100%; height: 12px; overflow: visible; }
        .effective .bar { height: 18px; margin-top: 14px; }
        .scale { display: flex; justify-content: space-between; color: var(--muted); font-size: .75rem !important; }
        .track { fill: #e7ebe7; }
        .s-full { fill: var(--full); } .s-partial { fill: var(--partial); } .s-poor { fill: var(--poor); } .s-none { fill: var(--none); } .s-unknown { fill: var(--unknown); } .s-hidden { fill: var(--hidden); }
        .whisker, .naive, .nothing { fill: none; stroke: var(--ink); stroke-width: 1.3; vector-effect: non-scaling-stroke; }
        .naive { stroke-width: 2.2; stroke: #6a5acd; }
        .nothing { stroke: #9aa7a7; stroke-dasharray: 2 4; }
        .attention { list-style: none; display: grid; grid-template-columns: 1fr 1fr; gap: 12px; margin-top: 10px; }
        .attention li { background: var(--surface); border: 1px solid var(--line); border-left: 4px solid var(--none); border-radius: 6px; padding: 10px 14px; }
        .attention li.calm { border-left-color: var(--full); }
        .attention strong { font-size: 1.25rem; font-variant-numeric: tabular-nums; }
        .chips { display: flex; flex-wrap: wrap; gap: 6px; margin-top: 6px; font-size: .875rem; }
        .chip { padding: 1px 9px; background: #f0f3f0; border-radius: 99px; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
        .defs { position: absolute; }
        .maps { display: grid; grid-template-columns: 1fr 1fr; gap: 20px; align-items: start; }
        .maps > :only-child { grid-column: 1 / -1; }
        .map { background: var(--surface); border: 1px solid var(--line); border-radius: 10px; padding: 12px 14px; }
        .map figcaption, caption { font-weight: 600; text-align: start; }
        .map > svg { display: block; width: 100%; height: auto; max-height: 620px; margin: 8px 0; }
        .map path, .legend rect { stroke: #fff; stroke-width: 1.2; stroke-linejoin: round; vector-effect: non-scaling-stroke; }
        .map .border { fill: none; stroke: var(--ink); stroke-width: 2; pointer-events: none; }
        .map .p-unknown, .map .p-hidden, .legend rect { stroke: #8b9a9a; }
        .map .light { stroke: rgb(255 255 255 / 75%); stroke-width: 1.6; } .dark { fill: #5b3c00; } .map .grey, .grey { stroke: #9aa7a7; stroke-width: 1; } .greydot { fill: #8b9a9a; }
        .light { stroke: rgb(255 255 255 / 75%); stroke-width: 1.6; }
        .p-full { fill: var(--full); } .p-partial { fill: url(#f-partial); } .p-poor { fill: url(#f-poor); } .p-none { fill: url(#f-none); } .p-unknown { fill: url(#f-unknown); } .p-hidden { fill: url(#f-hidden); }
        .map text { font-size: 13px; font-weight: 600; text-anchor: middle; fill: var(--ink); stroke: #fff; stroke-width: 3.5px; stroke-linejoin: round; paint-order: stroke; pointer-events: none; }
        .legend { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 16px; font-size: .8125rem; }
        .legend svg { width: 28px; height: 16px; vertical-align: -3px; margin-right: 6px; }
        .key { white-space: nowrap; margin-right: 14px; } .key svg { width: 28px; height: 10px; margin-right: 6px; }
        .chart { display: block; width: 100%; height: auto; background: var(--surface); border: 1px solid var(--line); border-radius: 10px; }
        .chart.narrow { display: none; }
        .chart text { font-size: 12px; fill: var(--muted); text-anchor: middle; } .chart .end { text-anchor: end; }
        .chart .grid { stroke: #dfe4df; fill: none; }
        .line-effective { fill: none; stroke: var(--full); stroke-width: 2.4; stroke-linejoin: round; stroke-linecap: round; }
        .line-naive { fill: none; stroke: #6a5acd; stroke-width: 1.8; stroke-dasharray: 5 4; }
        .line-target { fill: none; stroke: #8a5a00; stroke-width: 1.2; stroke-dasharray: 1 4; stroke-linecap: round; }
        details { margin-top: 10px; } summary { cursor: pointer; color: var(--accent); }
        .scroll { position: relative; overflow-x: auto; margin-top: 14px; background: var(--surface); border: 1px solid var(--line); border-radius: 10px; }
        table { border-collapse: collapse; width: 100%; font-size: .875rem; font-variant-numeric: tabular-nums; }
        caption { padding: 10px 12px 6px; }
        th, td { padding: 6px 10px; text-align: start; vertical-align: top; border-top: 1px solid var(--line); }
        thead th, thead td { position: sticky; top: 0; font-size: .8125rem; font-weight: 600; color: var(--muted); vertical-align: bottom; background: #fafbf9; }
        thead [role=button] { cursor: pointer; text-decoration: underline dotted #9db4b4; text-underline-offset: 3px; }
        [aria-sort=descending] [role=button]::after { content: " ↓"; } [aria-sort=ascending] [role=button]::after { content: " ↑"; }
        tbody th { font-weight: 550; overflow-wrap: anywhere; min-width: 8.5em; }
        .n { text-align: end; } td.n { white-space: nowrap; } td.n small { display: block; }
        td.zero { color: var(--muted); }
        .rank { text-align: start; font-weight: 600; }
        .barcell { min-width: 110px; padding-top: 11px; } .barcell small { display: block; margin-top: 3px; }
        tr.whole th, tr.whole td { font-weight: 650; background: #f4f7f4; }
        tr:target th, tr:target td { background: #fdf4e3; }
        .definitions dl { display: grid; grid-template-columns: 1fr 1fr; gap: 10px 28px; font-size: .9375rem; }
        .definitions dt { font-weight: 600; } .definitions dd { color: #3a4c51; }
        footer { margin-top: 40px; padding-top: 12px; border-top: 1px solid var(--line); color: var(--muted); font-size: .875rem; }
        @media (max-width: 860px) {
          .stats { grid-template-columns: 1fr 1fr; } .maps, .attention, .definitions dl, .lead { grid-template-columns: 1fr; }
        }
        @media (max-width: 560px) {
          body { padding: 18px 14px 36px; } h1 { font-size: 1.6rem; } section { margin-top: 32px; }
          .stats { grid-template-columns: 1fr; gap: 10px; } .lead .big { font-size: 2.6rem; }
          .map text { display: none; } .chart.wide { display: none; } .chart.narrow { display: block; }
          th, td { padding: 6px 8px; } tbody th { position: sticky; left: 0; z-index: 1; background: var(--surface); max-width: 9.5em; border-right: 1px solid var(--line); }
          tr.whole th { background: #f4f7f4; } thead th:first-child { left: 0; z-index: 2; }
        }
        @page { size: A4; margin: 14mm 12mm 16mm; @bottom-right { content: counter(page) " / " counter(pages); font-size: 8pt; color: #52646a; } }
        @media print {
          :root { font-size: 10.5pt; background: #fff; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          body { padding: 0 1px; max-width: none; }
          section { margin-top: 7mm; } h1 { font-size: 20pt; } h2 { font-size: 13.5pt; break-after: avoid; } h3, .intro, caption { break-after: avoid; }
          .lead, .stats, .attention li, .map, .chart, .stat, .definitions dl > div, .note { break-inside: avoid; }
          .lead .big { font-size: 32pt; } .lead > div, .stat { padding: 8px 12px; } .stats { gap: 8px; grid-template-columns: repeat(4, 1fr); } .lead { grid-template-columns: 1.6fr 1fr; gap: 8px; }
          .attention, .definitions dl { grid-template-columns: 1fr 1fr; } .maps { grid-template-columns: 1fr; gap: 10px; } .map > svg { max-height: 104mm; } .map text { font-size: 11px; }
          .chart.wide { display: block; } .chart.narrow, details { display: none; } .map text { display: inline; }
          .scroll { overflow: visible; border: 0; border-radius: 0; } table { font-size: 7.6pt; } thead { display: table-header-group; break-inside: avoid; break-after: avoid; } tr { break-inside: avoid; } tbody tr:first-child { break-before: avoid; break-after: avoid; }
          thead th, thead td { position: static; background: none; font-size: 7.4pt; } caption { padding-left: 0; font-size: 10pt; } th, td { padding: 3px 4px; } tbody th { min-width: 0; position: static; }
          .barcell { min-width: 18mm; padding-top: 5px; } .barcell .bar { height: 8px; } a { text-decoration: none; } thead [role=button] { text-decoration: none; }
        }

        """;

    /// <summary>The style sheet's hash as content security policies name it.</summary>
    public static string Hash { get; } = "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)));
}
