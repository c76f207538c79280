using GridSteward.Geo;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index;
using NetTopologySuite.Index.Strtree;

namespace GridSteward.Benchmarks;

/// <summary>
/// What one would build of NetTopologySuite: a tree of the areas' boxes, and for each area the locator that its prepared polygons use. All of
/// it is made at once, so that no question pays for it.
/// </summary>
internal sealed class LocatorPeer
{
    private readonly STRtree<IndexedPointInAreaLocator> tree = new();
    private readonly Counter counter = new();

    public LocatorPeer(IReadOnlyList<AreaShape> shapes)
    {
        foreach (AreaShape shape in shapes)
        {
            var locator = new IndexedPointInAreaLocator(shape.Geometry);
            locator.Locate(shape.Geometry.Coordinate);
            tree.Insert(shape.Geometry.EnvelopeInternal, locator);
        }

        tree.Build();
    }

    /// <summary>How many areas cover a position.</summary>
    public int Count(Coordinate position)
    {
        (counter.Position, counter.Found) = (position, 0);
        tree.Query(new Envelope(position), counter);
        return counter.Found;
    }

    private sealed class Counter : IItemVisitor<IndexedPointInAreaLocator>
    {
        public Coordinate Position { get; set; } = new();

        public int Found { get; set; }

        public void VisitItem(IndexedPointInAreaLocator item) => Found += item.Locate(Position) == Location.Exterior ? 0 : 1;
    }
}
