using FsCheck;
using FsCheck.Fluent;
using NetTopologySuite.Geometries;
using Xunit;

namespace GridSteward.Geo.Tests;

/// <summary>Any valid quadrilaterals on a small lattice: edges that coincide in part, corners on edges, twins, parts that touch.</summary>
public class GridIndexLatticeTests
{
    private const int Side = 5;

    private static Gen<Geometry> Area { get; } =
        from corners in Gen.ArrayOf(from x in Gen.Choose(0, Side) from y in Gen.Choose(0, Side) select new Coordinate(x, y), 4)
        select (Geometry)Shapes.Factory.CreatePolygon([.. corners, corners[0].Copy()]) into area
        where area.IsValid && area.Area > 0
        select area;

    [Fact]
    public void Every_lattice_point_and_every_middle_agrees_with_covers() => Prop.ForAll(
        Gen.NonEmptyListOf(Area).ToArbitrary(),
        areas =>
        {
            GridIndex index = GridIndex.Build([.. areas.Select((area, i) => new AreaShape($"{i:D3}", 0, area))]);
            for (int x = -1; x <= (2 * Side) + 1; x++)
            {
                for (int y = -1; y <= (2 * Side) + 1; y++)
                {
                    var at = new Coordinate(x / 2.0, y / 2.0);
                    Point place = Shapes.Factory.CreatePoint(at);
                    Assert.Equal(
                        index.Shapes.Where(shape => shape.Geometry.Covers(place)).Select(shape => shape.Code),
                        index.Locate(new(at.X, at.Y)).At(0).All.Select(shape => shape.Code));
                }
            }
        }).Check(Seeded.Config);
}
