using GridSteward.Geo;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace GridSteward.Oracle;

/// <summary>
/// The expected owners, by NetTopologySuite's own indexed locator of every area whose box holds the point. Held against plain <c>Covers</c> on every area
/// before it is used: that is the yardstick, but it would take weeks for a hundred million points.
/// </summary>
internal sealed class LocatorOracle
{
    private readonly AreaShape[] _shapes;
    private readonly Lazy<IndexedPointInAreaLocator>[] _locators;
    private readonly STRtree<int> _boxes = new();

    /// <summary>Makes the oracle of one level.</summary>
    /// <param name="shapes">The areas, by code.</param>
    public LocatorOracle(AreaShape[] shapes)
    {
        _shapes = shapes;
        _locators = Array.ConvertAll(shapes, shape => new Lazy<IndexedPointInAreaLocator>(() => Built(shape.Geometry)));
        for (int i = 0; i < shapes.Length; i++)
        {
            _boxes.Insert(shapes[i].Geometry.EnvelopeInternal, i);
        }

        _boxes.Build();
    }

    /// <summary>The areas that cover a position, by code.</summary>
    public void Owners(Coordinate position, List<AreaShape> owners)
    {
        owners.Clear();
        List<int> found = [.. _boxes.Query(new Envelope(position))];
        found.Sort();
        foreach (int i in found)
        {
            if (_shapes[i].Geometry.EnvelopeInternal.Covers(position) && _locators[i].Value.Locate(position) != Location.Exterior)
            {
                owners.Add(_shapes[i]);
            }
        }
    }

    /// <summary>The same by plain <c>Covers</c>.</summary>
    public IEnumerable<AreaShape> Covering(Coordinate position)
    {
        Point place = _shapes[0].Geometry.Factory.CreatePoint(position);
        return _shapes.Where(shape => shape.Geometry.Covers(place));
    }

    // The locator makes its index in the first lookup, without a lock: that lookup is made here, under the lock of Lazy.
    private static IndexedPointInAreaLocator Built(Geometry geometry)
    {
        var locator = new IndexedPointInAreaLocator(geometry);
        locator.Locate(geometry.Coordinate);
        return locator;
    }
}
