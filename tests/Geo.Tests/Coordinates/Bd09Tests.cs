using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace GridSteward.Geo.Tests;

public class Bd09Tests
{
    /// <summary>The example of wandergis/coordtransform's README: gcj02tobd09(116.404, 39.915).</summary>
    [Fact]
    public void The_forward_formula_gives_the_published_value()
    {
        (double x, double y) = Bd09.FromGcj02(116.404, 39.915);
        Assert.Equal(116.41036949371029, x, 1e-12);
        Assert.Equal(39.92133699351022, y, 1e-12);
    }

    [Fact]
    public void Every_place_of_the_box_comes_back_within_a_millimetre_through_both_shifts()
    {
        double worst = 0, worstPosition = 0;
        foreach ((double X, double Y) q in ShiftLattice.Places.Concat(ShiftLattice.Borders).Concat(ShiftLattice.Meridian105))
        {
            var point = new Wgs84Point(q.X, q.Y);
            (double X, double Y) sent = CoordinateSystem.Bd09.FromWgs84(point);
            Wgs84Point back = CoordinateSystem.Bd09.ToWgs84(sent.X, sent.Y);
            worst = Math.Max(worst, ShiftLattice.Millimetres(q, (back.Longitude, back.Latitude)));
            worstPosition = Math.Max(worstPosition, ShiftLattice.Millimetres(sent, CoordinateSystem.Bd09.FromWgs84(back)));
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"inverse(forward(q)): {worst:E2} mm; forward(inverse(p)) of the same: {worstPosition:E2} mm");
        Assert.True(worst < 0.001 && worstPosition < 0.001, $"{worst} mm, {worstPosition} mm");
    }

    [Fact]
    public void Every_position_of_the_box_is_met_within_a_millimetre_by_the_second_shift()
    {
        double worst = ShiftLattice.Places.Concat(ShiftLattice.Borders).Max(p =>
        {
            (double x, double y) = Bd09.ToGcj02(p.X, p.Y);
            return ShiftLattice.Millimetres(p, Bd09.FromGcj02(x, y));
        });
        TestContext.Current.TestOutputHelper!.WriteLine($"forward(inverse(p)), GCJ-02 to BD-09 alone: {worst:E2} mm");
        Assert.True(worst < 0.001, $"{worst} mm");
    }

    [Fact]
    public void It_is_defined_on_the_whole_plane_and_comes_back_everywhere_on_the_earth() => Prop.ForAll(
        Gen.Choose(-1_000_000_000, 1_000_000_000).Two().ToArbitrary(),
        two =>
        {
            (double X, double Y) p = (180 * two.Item1 / 1e9, 90 * two.Item2 / 1e9);
            (double x, double y) = Bd09.ToGcj02(p.X, p.Y);
            (double thereX, double thereY) = Bd09.FromGcj02(p.X, p.Y);
            (double backX, double backY) = Bd09.ToGcj02(thereX, thereY);
            return Math.Max(Far(p, Bd09.FromGcj02(x, y)), Far(p, (backX, backY))) < 1e-11;

            static double Far((double X, double Y) a, (double X, double Y) b) => Math.Abs(a.X - b.X) + Math.Abs(a.Y - b.Y);
        }).Check(Seeded.Config);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.0065, 0.006)]
    [InlineData(-0.5, 1e-300)]
    [InlineData(-0.5, -1e-300)]
    public void Its_poles_and_its_cut_are_places_like_others(double x, double y)
    {
        (double backX, double backY) = Bd09.ToGcj02(x, y);
        (double thereX, double thereY) = Bd09.FromGcj02(backX, backY);
        Assert.Equal(x, thereX, 1e-12);
        Assert.Equal(y, thereY, 1e-12);
    }

    [Fact]
    public void Outside_China_it_is_the_second_shift_alone()
        => Assert.Equal(Bd09.FromGcj02(-0.1278, 51.5074), CoordinateSystem.Bd09.FromWgs84(new Wgs84Point(-0.1278, 51.5074)));

    [Theory]
    [InlineData(-180, 10)]
    [InlineData(10, -90)]
    [InlineData(-180, -90)]
    public void What_leaves_the_earth_is_a_fault(double x, double y)
    {
        (string? wrongX, string? wrongY) = CoordinateSystem.Bd09.Faults(x, y);
        Assert.Null(wrongX);
        Assert.Contains("no place on the earth", wrongY, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => CoordinateSystem.Bd09.ToWgs84(x, y));
    }
}
