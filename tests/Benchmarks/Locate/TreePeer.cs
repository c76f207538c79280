using GridSteward.Geo;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index;
using NetTopologySuite.Index.Strtree;

namespace GridSteward.Benchmarks.Locate;

/// <summary>
/// What one would build of NetTopologySuite: a tree of the areas' boxes, and for each area the locator that its prepared polygons use. All of
/// it is made at once, so that no question pays for it.
/// </summary>
internal sealed class TreePeer
{
    private readonly STRtree<Item> tree = new();
    private readonly Finder finder = new();

    /// <summary>Makes it.</summary>
    /// <param name="shapes">The areas of one level, by code.</param>
    public TreePeer(IReadOnlyList<AreaShape> shapes)
    {
        for (int i = 0; i < shapes.Count; i++)
        {
            var locator = new IndexedPointInAreaLocator(shapes[i].Geometry);
            locator.Locate(shapes[i].Geometry.Coordinate);
            tree.Insert(shapes[i].Geometry.EnvelopeInternal, new Item(i, locator));
        }

        tree.Build();
    }

    /// <summary>The place of the first area that covers a position; -1 where none does.</summary>
    public int Owner(Coordinate position)
    {
        (finder.Position, finder.Least) = (position, int.MaxValue);
        tree.Query(new Envelope(position), finder);
        return finder.Least == int.MaxValue ? -1 : finder.Least;
    }

    private sealed record Item(int Place, IndexedPointInAreaLocator Locator);

    private sealed class Finder : IItemVisitor<Item>
    {
        public Coordinate Position { get; set; } = new();

        public int Least { get; set; }

        public void VisitItem(Item item)
        {
            if (item.Place < Least && item.Locator.Locate(Position) != Location.Exterior)
            {
                Least = item.Place;
            }
        }
    }
}
