namespace GridSteward.Domain.Coverage.Outputs.Page;

/// <summary>A level of the report.</summary>
internal sealed record PageLevel(string Name, IReadOnlyList<AreaFigures> Areas);

/// <summary>A report as the page goes through it.</summary>
internal sealed class PageModel
{
    /// <summary>The most rows of a table; the rest is in the CSV file.</summary>
    public const int MostRows = 200;

    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly HashSet<string> listed = new(StringComparer.Ordinal);

    public PageModel(CoverageReport report, OutputContext context, OutputLanguage language)
    {
        (Report, Context, Text) = (report, context, new PageText(language, context.TimeZone));
        Levels = [.. report.Areas.GroupBy(a => a.Level).Select(l => new PageLevel(l.Key, [.. l]))];
        HashSet<string> wholes = [.. report.Areas.Select(a => a.Parent).OfType<string>()];
        Leaves = [.. report.Areas.Where(a => !wholes.Contains(a.Code))];
        Peers = Levels.FirstOrDefault(l => l.Areas.Count > 1) ?? (Levels is [var top, ..] ? top : null);
        for (int i = 0; i < report.Areas.Count; i++)
        {
            places[report.Areas[i].Code] = i;
        }

        foreach (PageLevel level in Levels)
        {
            listed.UnionWith(RowsOf(level).Select(a => a.Code));
        }
    }

    public CoverageReport Report { get; }

    public OutputContext Context { get; }

    public PageText Text { get; }

    /// <summary>The levels, topmost first.</summary>
    public IReadOnlyList<PageLevel> Levels { get; }

    /// <summary>The areas without parts: where the work is done.</summary>
    public IReadOnlyList<AreaFigures> Leaves { get; }

    /// <summary>The topmost level with several areas, whose areas are held against each other; null where there are no areas.</summary>
    public PageLevel? Peers { get; }

    /// <summary>The areas of a level that its table shows: all by code, or where they are too many those with the lowest coverage.</summary>
    public static IReadOnlyList<AreaFigures> RowsOf(PageLevel level) => level.Areas.Count <= MostRows ? level.Areas : [.. Worst(level.Areas).Take(MostRows)];

    /// <summary>Areas by the upper end of the interval of their coverage, lowest first: those that are surely bad. What is unknown or hidden comes last.</summary>
    public static IEnumerable<AreaFigures> Worst(IEnumerable<AreaFigures> areas)
        => areas.OrderBy(a => a.Units?.EffectiveShare.High ?? 2).ThenBy(a => a.Code, StringComparer.Ordinal);

    /// <summary>The name of an area, linked to its row where it has one.</summary>
    public Markup NameOf(AreaFigures area) => listed.Contains(area.Code)
        ? Markup.Of($"<a href=\"#a{places[area.Code]}\"><bdi>{area.Name}</bdi></a>")
        : Markup.Of($"<bdi>{area.Name}</bdi>");

    /// <summary>The id of an area's row.</summary>
    public int PlaceOf(AreaFigures area) => places[area.Code];

    /// <summary>The band as the page shows it: hidden figures are in none.</summary>
    public static string ClassOf(AreaFigures area) => area.Units is null ? "hidden" : Wire.Name(area.Band);
}
