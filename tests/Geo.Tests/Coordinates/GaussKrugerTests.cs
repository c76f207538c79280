using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace GridSteward.Geo.Tests;

public class GaussKrugerTests
{
    private const double MostMetres = 0.001;

    /// <summary>
    /// Computed by PROJ 9.1.1 (Debian 12, proj-bin): <c>cs2cs -f %.6f EPSG:4490 EPSG:4526</c>, which takes the zones from the EPSG registry and projects
    /// by Poder and Engsager's algorithm, exact to nanometres here.
    /// </summary>
    [Theory]
    [InlineData("EPSG:4513", 75, 30, 25500000.000000, 3320113.397845)]
    [InlineData("EPSG:4513", 76.5, 18.2, 25658692.119313, 2013767.152348)]
    [InlineData("EPSG:4526", 112.5, 53.5, 38400464.735401, 5931313.318786)]
    [InlineData("EPSG:4526", 114.734512, 39.908765, 38562806.517260, 4419657.154569)]
    [InlineData("EPSG:4526", 113.25, 34.75, 38431325.595522, 3847114.536350)]
    [InlineData("EPSG:4526", 111, 22.5, 38191210.794894, 2492262.894784)]
    [InlineData("EPSG:4533", 133.5, 53.5, 45400464.735401, 5931313.318786)]
    [InlineData("EPSG:4534", 78.5, 45, 775964.114660, 4990908.201733)]
    [InlineData("EPSG:4547", 113.25, 34.75, 431325.595522, 3847114.536350)]
    [InlineData("EPSG:4548", 117, 30, 500000.000000, 3320113.397845)]
    [InlineData("EPSG:4548", 117.734512, 39.908765, 562806.517260, 4419657.154569)]
    [InlineData("EPSG:4554", 136.5, 18.2, 658692.119313, 2013767.152348)]
    public void It_is_what_Proj_computes(string tag, double longitude, double latitude, double easting, double northing)
    {
        CoordinateSystem system = CoordinateSystems.Find(tag);
        (double x, double y) = system.FromWgs84(new Wgs84Point(longitude, latitude));
        Assert.Equal(easting, x, MostMetres);
        Assert.Equal(northing, y, MostMetres);
        Assert.True(Geodesic.Metres(new Wgs84Point(longitude, latitude), system.ToWgs84(easting, northing)) < MostMetres);
        (double seriesX, double seriesY) = KruegerSeries.Forward(longitude, latitude, ((GaussKruger)system).CentralMeridian, ((GaussKruger)system).FalseEasting);
        Assert.Equal(easting, seriesX, 2e-6);
        Assert.Equal(northing, seriesY, 2e-6);
    }

    [Fact]
    public void The_zones_are_those_of_the_Epsg_registry()
    {
        for (int zone = 25; zone <= 45; zone++)
        {
            GaussKruger prefixed = CoordinateSystems.Zone(zone, prefixed: true), bare = CoordinateSystems.Zone(zone, prefixed: false);
            Assert.Equal(($"EPSG:{4513 + zone - 25}", zone * 3, (zone * 1_000_000) + 500_000), (prefixed.Tag, prefixed.CentralMeridian, prefixed.FalseEasting));
            Assert.Equal(($"EPSG:{4534 + zone - 25}", zone * 3, 500_000), (bare.Tag, bare.CentralMeridian, bare.FalseEasting));
            (double x, double y) = prefixed.FromWgs84(new Wgs84Point((zone * 3) + 1.1, 31));
            (double bareX, double bareY) = bare.FromWgs84(new Wgs84Point((zone * 3) + 1.1, 31));
            Assert.Equal(x - (zone * 1_000_000), bareX, 1e-7);
            Assert.Equal(y, bareY);
        }

        Assert.Equal("CGCS2000 / 3-degree Gauss-Kruger zone 38", CoordinateSystems.Zone(38, prefixed: true).Name);
        Assert.Equal("CGCS2000 / 3-degree Gauss-Kruger CM 114E", CoordinateSystems.Zone(38, prefixed: false).Name);
    }

    [Fact]
    public void All_over_a_zone_and_its_neighbours_it_agrees_with_the_series_both_ways()
    {
        double worstForward = 0, worstBack = 0;
        GaussKruger system = CoordinateSystems.Zone(38, prefixed: false);
        for (int i = -40; i <= 40; i++)
        {
            for (int j = 0; j <= 250; j++)
            {
                double longitude = 114 + (i * 0.1), latitude = 4 + (j * 0.2);
                (double easting, double northing) = KruegerSeries.Forward(longitude, latitude, 114, 500_000);
                if (system.Faults(easting, northing) is not (null, null))
                {
                    continue;
                }

                var point = new Wgs84Point(longitude, latitude);
                (double x, double y) = system.FromWgs84(point);
                worstForward = Math.Max(worstForward, Math.Sqrt(Math.Pow(x - easting, 2) + Math.Pow(y - northing, 2)));
                worstBack = Math.Max(worstBack, Geodesic.Metres(point, system.ToWgs84(easting, northing)));
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"within 4 degrees of the central meridian: forward {worstForward:E2} m, inverse {worstBack:E2} m");
        Assert.True(worstForward < MostMetres && worstBack < MostMetres, $"{worstForward} m, {worstBack} m");
    }

    [Theory]
    [InlineData("EPSG:4526", 39431325.6, 3847114.5, "begins with 39 is of zone 39: is the coordinate system EPSG:4527?", null)]
    [InlineData("EPSG:4526", 431325.6, 3847114.5, "no zone number before the easting: is the coordinate system EPSG:4547?", null)]
    [InlineData("EPSG:4547", 38431325.6, 3847114.5, "begins with 38 is of zone 38: is the coordinate system EPSG:4526?", null)]
    [InlineData("EPSG:4526", 20431325.6, 3847114.5, "of a 6-degree zone (EPSG:4498)", null)]
    [InlineData("EPSG:4526", 3847114.5, 38431325.6, "easting and northing were exchanged: the easting comes first", "The northing 38431325.6")]
    [InlineData("EPSG:4547", 3847114.5, 431325.6, "easting and northing were exchanged", null)]
    [InlineData("EPSG:4526", 3847114.5, 431325.6, "exchanged, and more: There is no zone number", null)]
    [InlineData("EPSG:4526", 113.25, 34.75, "look like degrees: is the coordinate system cgcs2000?", "The northing 34.75")]
    [InlineData("EPSG:4547", 113.25, 34.75, "look like degrees", "The northing 34.75")]
    [InlineData("EPSG:4547", 950000, 3847114.5, "The easting 950000 is not one of EPSG:4547 (CGCS2000 / 3-degree Gauss-Kruger CM 114E), 100000 to 900000 m.", null)]
    [InlineData("EPSG:4547", 500000, 7000000, null, "The northing 7000000 is not one of China, 400000 to 6000000 m.")]
    [InlineData("EPSG:4547", double.NaN, double.NegativeInfinity, "The easting NaN", "The northing -")]
    public void What_is_out_of_range_says_what_was_probably_meant(string tag, double x, double y, string? saysOfX, string? saysOfY)
    {
        (string? wrongX, string? wrongY) = CoordinateSystems.Find(tag).Faults(x, y);
        Says(saysOfX, wrongX);
        Says(saysOfY, wrongY);

        static void Says(string? wanted, string? fault)
        {
            if (wanted is null)
            {
                Assert.Null(fault);
            }
            else
            {
                Assert.Contains(wanted, fault, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Whatever_has_no_fault_is_a_place_in_or_near_China_and_comes_back() => Prop.ForAll(
        Gen.Choose(0, 1_000_000).Two().ToArbitrary(), Gen.Choose(4, 45).ToArbitrary(),
        (two, i) =>
        {
            CoordinateSystem system = CoordinateSystems.All[i];
            (double x, double y) = (((GaussKruger)system).FalseEasting - 500_000 + two.Item1, two.Item2 * 7.0);
            if (system.Faults(x, y) is not (null, null))
            {
                return true;
            }

            Wgs84Point point = system.ToWgs84(x, y);
            (double backX, double backY) = system.FromWgs84(point);
            return Math.Abs(backX - x) < MostMetres && Math.Abs(backY - y) < MostMetres && Gcj02.Applies(point.Longitude, point.Latitude) == (point.Longitude is >= Gcj02.West and <= Gcj02.East);
        }).Check(Seeded.Config);
}
