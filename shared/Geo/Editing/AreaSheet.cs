using NetTopologySuite.Geometries;

namespace GridSteward.Geo.Editing;

/// <summary>Something that whoever edits should know; nothing is refused for it.</summary>
/// <param name="Area">The area it is about; null for all.</param>
/// <param name="Message">What, in a sentence.</param>
public sealed record EditWarning(string? Area, string Message);

/// <summary>
/// All areas of a jurisdiction while they are edited. A vertex that comes into an edge comes into every area that has this very edge, of whatever
/// level, so that neighbours, parents and parts stay exactly adjacent. After a fault a sheet is of no more use.
/// </summary>
/// <remarks>
/// Exact means: the same positions on both sides, bit by bit. Borders that were not so before, because files had them otherwise, get the vertex too
/// where they pass within a centimetre, and a warning; those that pass within a metre get the warning only. Geometries are WGS-84 degrees, longitude
/// first, as <see cref="AreaGeometry"/> leaves them.
/// </remarks>
public sealed partial class AreaSheet
{
    private readonly SortedDictionary<string, Geometry> _areas = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _written = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _touched = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _beside = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Coordinate> _missed = new(StringComparer.Ordinal);
    private readonly List<EditWarning> _warnings = [];

    /// <summary>A sheet of areas by their codes.</summary>
    public AreaSheet(IEnumerable<KeyValuePair<string, Geometry>> areas)
    {
        ArgumentNullException.ThrowIfNull(areas);
        foreach (var (code, geometry) in areas)
        {
            _areas.Add(code, geometry);
        }
    }

    /// <summary>The areas that an edit made or changed, by code.</summary>
    public IReadOnlyCollection<string> Written => _written;

    /// <summary>The other areas that got new vertices, by code.</summary>
    public IReadOnlyCollection<string> Touched => [.. _touched.Where(c => !_written.Contains(c))];

    /// <summary>What whoever edits should know.</summary>
    public IReadOnlyList<EditWarning> Warnings =>
    [
        .. _warnings,
        .. _beside.Select(b => new EditWarning(b.Key, $"The border of {b.Key} is not the same there, vertex by vertex; new vertices put into longer edges of it: {b.Value}.")),
        .. _missed.Select(m => new EditWarning(m.Key, $"The border of {m.Key} passes beside the new vertex at {LonLat.Text(m.Value)} and was left as it is: a gap or an overlap is there already.")),
    ];

    /// <summary>The codes of all areas.</summary>
    public IReadOnlyCollection<string> Codes => _areas.Keys;

    /// <summary>The area with this code.</summary>
    public Geometry this[string code] => _areas[code];

    /// <summary>Brings what was written and touched into the form in which areas are stored; names those that cannot be.</summary>
    public IReadOnlyList<GeoFault> Settle(string path)
    {
        List<GeoFault> faults = [];
        foreach (string code in _written.Concat(Touched).ToList())
        {
            var (geometry, wrong) = AreaGeometry.Normalize(_areas[code]);
            faults.AddRange(wrong.Select(w => new GeoFault(path, $"{code} would not be an area any more: {w} Keep further away from other borders there.")));
            _areas[code] = geometry ?? _areas[code];
        }

        return faults;
    }

    internal void Warn(string? area, string message) => _warnings.Add(new(area, message));

    internal void Put(string code, Geometry area)
    {
        _areas[code] = area;
        _written.Add(code);
    }

    internal void End(string code)
    {
        _areas.Remove(code);
        _written.Remove(code);
        _touched.Remove(code);
        _beside.Remove(code);
        _missed.Remove(code);
    }

    /// <summary>Puts vertices into every area that has their edges.</summary>
    internal void PutOn(NewVertices vertices)
    {
        Envelope near = vertices.Box.Copy();
        near.ExpandBy(EditPrecision.Loose);
        foreach (string code in vertices.All.Count == 0 ? [] : _areas.Keys.ToList())
        {
            if (near.Intersects(_areas[code].EnvelopeInternal))
            {
                PutOn(code, vertices);
            }
        }
    }

    private void PutOn(string code, NewVertices vertices)
    {
        var putting = new VertexPutting(_areas[code], vertices);
        Geometry area = putting.Area;
        if (!ReferenceEquals(area, _areas[code]))
        {
            _areas[code] = area;
            _touched.Add(code);
        }

        if (putting.Beside > 0)
        {
            _beside[code] = _beside.GetValueOrDefault(code) + putting.Beside;
        }

        if (putting.Missed is { } missed)
        {
            _missed.TryAdd(code, missed);
        }
    }
}
