using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace GridSteward.Geo.Tests;

public class Gcj02Tests
{
    private const double LargestShiftMetres = 740;

    /// <summary>The values that googollee/eviltransform has in its tests (go/transform_test.go), which the original gives.</summary>
    [Theory]
    [InlineData(121.5272106, 31.1774276, 121.531541859215, 31.17530398364597)]
    [InlineData(113.912316, 22.543847, 113.9171764808363, 22.540796131694766)]
    [InlineData(116.377817, 39.911954, 116.38404722455657, 39.91334545536069)]
    public void The_forward_formula_gives_the_published_values(double longitude, double latitude, double shiftedLongitude, double shiftedLatitude)
    {
        (double x, double y) = Gcj02.FromWgs84(longitude, latitude);
        Assert.Equal(shiftedLongitude, x, 1e-11);
        Assert.Equal(shiftedLatitude, y, 1e-11);
    }

    [Fact]
    public void Every_place_of_the_box_comes_back_within_a_millimetre()
    {
        double worst = Worst(ShiftLattice.Places.Concat(ShiftLattice.Borders)), worstAt105 = Worst(ShiftLattice.Meridian105);
        TestContext.Current.TestOutputHelper!.WriteLine($"inverse(forward(q)): {worst:E2} mm on the lattice, {worstAt105:E2} mm beside the meridian 105");
        Assert.True(worst < 0.0001 && worstAt105 < 0.001, $"{worst} mm, {worstAt105} mm");

        static double Worst(IEnumerable<(double X, double Y)> places) => places.Max(q => ShiftLattice.Millimetres(q, There(q, Gcj02.FromWgs84, Gcj02.ToWgs84)));
    }

    [Fact]
    public void Every_position_of_the_box_that_has_a_source_is_met_within_a_millimetre()
    {
        double worst = 0;
        int without = 0, places = 0;
        foreach ((double X, double Y) p in ShiftLattice.Places.Concat(ShiftLattice.Borders).Concat(ShiftLattice.Meridian105))
        {
            places++;
            (double x, double y) = Gcj02.ToWgs84(p.X, p.Y);
            if (Gcj02.Applies(x, y))
            {
                worst = Math.Max(worst, ShiftLattice.Millimetres(p, Gcj02.FromWgs84(x, y)));
            }
            else
            {
                without++;
                Assert.True(ToBorder(p) < 0.02, $"{p} -> {x}, {y}");
                Assert.True(ShiftLattice.Millimetres(p, (x, y)) < 1000 * LargestShiftMetres);
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"forward(inverse(p)): {worst:E2} mm; {without} of {places} positions near the border have no source");
        Assert.True(worst < 0.001, $"{worst} mm");
    }

    [Fact]
    public void Positions_outside_the_box_are_left_alone_except_those_shifted_out_of_it()
    {
        int alone = 0, shifted = 0;
        foreach ((double X, double Y) place in ShiftLattice.Borders)
        {
            foreach (double beyond in new[] { 1e-12, 1e-9, 1e-6, 1e-4, 0.002, 0.004, 0.01, 0.049, 0.051, 1 })
            {
                (double X, double Y) p = (Outward(place.X, Gcj02.West, Gcj02.East, beyond), Outward(place.Y, Gcj02.South, Gcj02.North, beyond));
                Assert.False(Gcj02.Applies(p.X, p.Y));
                Assert.Equal(p, Gcj02.FromWgs84(p.X, p.Y));
                (double X, double Y) back = Gcj02.ToWgs84(p.X, p.Y);
                if (back == p)
                {
                    alone++;
                    continue;
                }

                // Two sources: the one in the box is taken, and it is one.
                shifted++;
                Assert.True(Gcj02.Applies(back.X, back.Y));
                double off = ShiftLattice.Millimetres(p, Gcj02.FromWgs84(back.X, back.Y));
                Assert.True(off < 0.2, $"{p} -> {back}: {off} mm");
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{alone} left alone, {shifted} taken back into the box");
        Assert.True(alone > 10_000 && shifted > 10_000, $"{alone} left alone, {shifted} taken back");
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-180, -90)]
    [InlineData(180, 90)]
    [InlineData(-113, 34)]
    [InlineData(113, -34)]
    [InlineData(double.NaN, 34)]
    [InlineData(113, double.PositiveInfinity)]
    public void Far_positions_come_out_as_they_went_in(double x, double y)
    {
        Assert.Equal((x, y), Gcj02.ToWgs84(x, y));
        Assert.Equal((x, y), Gcj02.FromWgs84(x, y));
    }

    [Fact]
    public void The_shift_is_up_to_740_metres()
    {
        double[] shifts = [.. ShiftLattice.Places.Select(q => ShiftLattice.Millimetres(q, Gcj02.FromWgs84(q.X, q.Y)) / 1000)];
        TestContext.Current.TestOutputHelper!.WriteLine($"shifts of {shifts.Min():F0} to {shifts.Max():F0} m");
        Assert.InRange(shifts.Max(), 700, LargestShiftMetres);
    }

    [Fact]
    public void Any_place_in_the_box_comes_back_and_its_neighbour_stays_its_neighbour() => Prop.ForAll(
        Gen.Choose(0, 1_000_000_000).Four().ToArbitrary(),
        four =>
        {
            (double X, double Y) q = (Gcj02.West + ((Gcj02.East - Gcj02.West) * four.Item1 / 1e9), Gcj02.South + ((Gcj02.North - Gcj02.South) * four.Item2 / 1e9));
            (double X, double Y) beside = (Math.Clamp(q.X + (four.Item3 / 1e12), Gcj02.West, Gcj02.East), Math.Clamp(q.Y + (four.Item4 / 1e12), Gcj02.South, Gcj02.North));
            double apart = ShiftLattice.Millimetres(q, beside);
            double shifted = ShiftLattice.Millimetres(Gcj02.FromWgs84(q.X, q.Y), Gcj02.FromWgs84(beside.X, beside.Y));
            return ShiftLattice.Millimetres(q, There(q, Gcj02.FromWgs84, Gcj02.ToWgs84)) < 0.001 && Math.Abs(shifted - apart) < (0.03 * apart) + 1;
        }).Check(Seeded.Config);

    /// <summary>Edges are straight between converted vertices; what this costs is said in docs/assignment.md.</summary>
    [Theory]
    [InlineData(100, 5)]
    [InlineData(1000, 250)]
    public void The_middle_of_an_edge_is_hardly_beside_the_converted_edge(double metres, double mostMillimetres)
    {
        double worst = 0;
        foreach ((double X, double Y) p in ShiftLattice.Places.Where((place, i) => i % 7 == 0 && ToBorder(place) > 0.1))
        {
            (double east, double north) = Wgs84Ellipsoid.MetresPerDegree(p.Y);
            foreach ((double dx, double dy) in new[] { (metres / east, 0), (0, metres / north), (metres * 0.6 / east, metres * 0.8 / north) })
            {
                (double ax, double ay) = Gcj02.ToWgs84(p.X, p.Y);
                (double bx, double by) = Gcj02.ToWgs84(p.X + dx, p.Y + dy);
                worst = Math.Max(worst, ShiftLattice.Millimetres(((ax + bx) / 2, (ay + by) / 2), Gcj02.ToWgs84(p.X + (dx / 2), p.Y + (dy / 2))));
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{metres} m: {worst:F3} mm");
        Assert.InRange(worst, 0, mostMillimetres);
    }

    private static (double X, double Y) There(
        (double X, double Y) q, Func<double, double, (double Longitude, double Latitude)> forward, Func<double, double, (double Longitude, double Latitude)> inverse)
    {
        (double x, double y) = forward(q.X, q.Y);
        return inverse(x, y);
    }

    private static double Outward(double value, double least, double most, double by)
        => value <= Math.BitIncrement(least) ? least - by : value >= Math.BitDecrement(most) ? most + by : value;

    private static double ToBorder((double X, double Y) p)
        => Math.Min(Math.Min(p.X - Gcj02.West, Gcj02.East - p.X), Math.Min(p.Y - Gcj02.South, Gcj02.North - p.Y));
}
