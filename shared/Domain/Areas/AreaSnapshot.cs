using System.Security.Cryptography;
using System.Text;
using GridSteward.Domain.Maps;
using GridSteward.Geo;

namespace GridSteward.Domain.Areas;

/// <summary>The areas of one generation in memory, immutable: by code, as a tree, and as an index of points.</summary>
public sealed class AreaSnapshot
{
    private readonly Dictionary<string, Area> byCode;
    private readonly Dictionary<string, AreaShape> shapes;
    private readonly Lazy<AreaReport> report;
    private readonly Lazy<string> fingerprint;

    /// <summary>Builds the snapshot of a generation.</summary>
    /// <param name="jurisdiction">The jurisdiction's code.</param>
    /// <param name="generation">The generation's number; 0 where nothing was imported yet.</param>
    /// <param name="levels">The level names, topmost first. Areas of other levels are kept but take no part in locating.</param>
    /// <param name="areas">The areas, with geometry.</param>
    /// <param name="index">Makes the index of the areas that locate; null builds it.</param>
    /// <param name="before">A snapshot of another generation: what has not changed is taken from it, and of the index only what has changed is made anew.</param>
    public AreaSnapshot(
        string jurisdiction,
        int generation,
        IReadOnlyList<string> levels,
        IReadOnlyList<Area> areas,
        Func<IReadOnlyList<AreaShape>, GridIndex>? index = null,
        AreaSnapshot? before = null)
    {
        before = before is not null && before.Levels.SequenceEqual(levels) ? before : null;
        Jurisdiction = jurisdiction;
        Generation = generation;
        Levels = levels;
        Areas = Merged(areas, before);
        byCode = Areas.ToDictionary(a => a.Code, StringComparer.Ordinal);
        Drawings = new AreaDrawings(Areas);
        AreaShape[] located = Located(before);
        Index = before?.Index.Become(located) ?? (index ?? GridIndex.Build)(located);
        shapes = Index.Shapes.ToDictionary(s => s.Code, StringComparer.Ordinal);
        report = new Lazy<AreaReport>(() => AreaReport.Of(Levels, Index, Areas));
        fingerprint = new Lazy<string>(Print);
    }

    /// <summary>The jurisdiction's code.</summary>
    public string Jurisdiction { get; }

    /// <summary>The generation's number; 0 where nothing was imported yet.</summary>
    public int Generation { get; }

    /// <summary>The level names, topmost first.</summary>
    public IReadOnlyList<string> Levels { get; }

    /// <summary>All areas, by code (ordinal).</summary>
    public IReadOnlyList<Area> Areas { get; }

    /// <summary>Answers which areas cover a point.</summary>
    public GridIndex Index { get; }

    /// <summary>The areas as maps show them.</summary>
    public AreaDrawings Drawings { get; }

    /// <summary>Estimated bytes of memory, with the drawings and the report that are there.</summary>
    public long SizeBytes => Index.SizeBytes + Drawings.SizeBytes + (report.IsValueCreated ? report.Value.SizeBytes : 0);

    /// <summary>SHA-256 of all that maps draw of the areas, in lower-case hexadecimal: snapshots with the same one are drawn alike, whatever their generation.</summary>
    public string Fingerprint => fingerprint.Value;

    /// <summary>What is wrong between the areas; looked for once.</summary>
    public Task<AreaReport> ReportAsync(CancellationToken cancellationToken) => report.IsValueCreated ? Task.FromResult(report.Value) : Task.Run(() => report.Value, cancellationToken);

    /// <summary>The area with this code; null when there is none.</summary>
    public Area? Find(string code) => byCode.GetValueOrDefault(code);

    /// <summary>What the index knows of the area with this code; null when there is none, or the settings no longer name its level.</summary>
    public AreaShape? ShapeOf(string code) => shapes.GetValueOrDefault(code);

    private string Print()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{Jurisdiction}\n{string.Join('\n', Levels)}\n\n"));
        foreach (Area area in Areas)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{area.Version} {area.Hash}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // The snapshot before must not get into what is remembered here: or none would ever be let go.
    private static Area[] Merged(IReadOnlyList<Area> areas, AreaSnapshot? before) =>
        [.. areas.Select(a => before?.Find(a.Code) is { } known && known.Hash == a.Hash && known.Version == a.Version ? known : a).OrderBy(a => a.Code, StringComparer.Ordinal)];

    private AreaShape[] Located(AreaSnapshot? before) =>
        [.. Areas.Where(a => LevelOf(a) >= 0).Select(a => before?.ShapeOf(a) ?? new AreaShape(a.Code, LevelOf(a), a.Geometry!))];

    /// <summary>What the index knows of this very version of an area; null where it has another one.</summary>
    private AreaShape? ShapeOf(Area area) => ReferenceEquals(Find(area.Code), area) ? ShapeOf(area.Code) : null;

    /// <summary>The areas that meet the box, or all; in no order.</summary>
    public IEnumerable<Area> Meeting(GeoBox? box) => box is { } b ? Index.Intersecting(b).Select(s => byCode[s.Code]) : Areas;

    /// <summary>The place of the area's level, 0 for the topmost; -1 where the settings no longer name it.</summary>
    public int LevelOf(Area area)
    {
        for (int i = 0; i < Levels.Count; i++)
        {
            if (Levels[i] == area.Level)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The area and what it is part of, topmost first, by parent codes.</summary>
    public IReadOnlyList<Area> Lineage(Area area)
    {
        List<Area> lineage = [area];
        for (Area? up = area; up?.Parent is { } parent && lineage.Count <= Levels.Count;)
        {
            up = Find(parent);
            if (up is not null)
            {
                lineage.Insert(0, up);
            }
        }

        return lineage;
    }

    /// <summary>The codes of the area and what it is part of.</summary>
    public IReadOnlyList<string> LineageCodes(string code) => Find(code) is { } area ? [.. Lineage(area).Select(a => a.Code)] : [code];
}
