using System.Globalization;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Imports;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tables;
using GridSteward.Domain.Tests.Worlds;
using GridSteward.Geo;
using NetTopologySuite.Geometries;
using static GridSteward.Domain.Tests.Imports.ImportRig;

namespace GridSteward.Domain.Tests.Imports;

/// <summary>Rows and areas in other coordinate systems: kept as sent, placed as converted.</summary>
public sealed class CoordinateImportTests : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    public static TheoryData<string, string> Words => new()
    {
        { "gcj02", "gcj02" }, { "GCJ-02", "gcj02" }, { "火星坐标系", "gcj02" }, { "国测局坐标", "gcj02" }, { "ＧＣＪ０２", "gcj02" }, { "BD09", "bd09" }, { "百度坐标系", "bd09" },
        { "CGCS2000", "cgcs2000" }, { "2000国家大地坐标系", "cgcs2000" }, { "EPSG:4490", "cgcs2000" }, { "WGS-84", "wgs84" }, { "EPSG:4326", "wgs84" }, { "", "wgs84" },
        { "EPSG:4547", "EPSG:4547" }, { "epsg:4526", "EPSG:4526" }, { "4526", "EPSG:4526" }, { "4490", "cgcs2000" },
    };

    [Theory]
    [MemberData(nameof(Words))]
    public async Task A_column_says_the_system_in_its_tag_or_in_Chinese(string word, string tag)
    {
        await world.AddTownAsync();
        SentPosition sent = Sent(tag, 1.5, 0.5);
        Imported done = await world.ImportAsync(
            Csv(ImportSubject.Households), string.Create(CultureInfo.InvariantCulture, $"户号,经度,纬度,坐标系,精度\nH1,{sent.Longitude},{sent.Latitude},{word},5\n"));
        Assert.True((1, 0, 0, 0) == done.Counts, done.Rejected);
        var household = (await world.HouseholdsAsync())["H1"].Household.Value;
        Assert.Equal(sent with { AccuracyMetres = 5 }, household.Sent);
        Assert.Equal(sent.ToPoint("", []), household.Point);
        Assert.True(Near(Town.Point(1.5, 0.5), household.Point!.Value));
        Assert.Equal(["c1", "g2"], household.Areas);
    }

    [Fact]
    public async Task The_request_says_the_system_of_rows_that_name_none()
    {
        await world.AddTownAsync();
        SentPosition bd = Sent("bd09", 0.5, 1.5), gcj = Sent("gcj02", 0.5, 1.5);
        string file = string.Create(CultureInfo.InvariantCulture, $"code,横坐标,纵坐标,坐标系\nB1,{bd.Longitude},{bd.Latitude},\nB2,{gcj.Longitude},{gcj.Latitude},gcj02\n");
        ImportRequest request = Csv(ImportSubject.Buildings) with { CoordinateSystem = "bd09" };
        Assert.Equal((2, 0, 0, 0), (await world.ImportAsync(request, file)).Counts);
        IReadOnlyList<Building> buildings = await world.AllAsync(Kinds.Building, "town");
        Assert.Equal([bd, gcj], buildings.OrderBy(b => b.Code, StringComparer.Ordinal).Select(b => b.Sent));
        Assert.All(buildings, b => Assert.True(Near(Town.Point(0.5, 1.5), b.Point)));

        Assert.Equal((0, 0, 2, 0), (await world.ImportAsync(request, file)).Counts);
    }

    [Fact]
    public async Task Each_wrong_position_says_what_was_probably_meant()
    {
        await world.AddTownAsync();
        Imported done = await world.ImportAsync(
            Csv(ImportSubject.Buildings),
            "code,easting,northing,coordinateSystem\nB1,2489563.5,38500061.25,EPSG:4526\nB2,39500061.25,2489563.5,EPSG:4526\nB3,114,22.5,EPSG:4547\nB4,114,22.5,火星\nB5,114,22.5,mars\n");
        Assert.Equal((1, 0, 0, 4), done.Counts);
        Assert.Equal(["2 longitude", "2 latitude", "3 longitude", "4 longitude", "4 latitude", "6 coordinateSystem"], done.Faults);
        foreach (string words in new[] { "easting and northing were exchanged", "is the coordinate system EPSG:4527?", "is the coordinate system cgcs2000?", "is not one of wgs84, cgcs2000, gcj02, bd09" })
        {
            Assert.Contains(words, done.Rejected, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_crs_member_of_a_GeoJson_file_says_the_system_unless_something_contradicts_it()
    {
        await world.AddTownAsync();
        SentPosition at = Sent("EPSG:4547", 1.5, 1.5);
        string file = string.Create(CultureInfo.InvariantCulture, $$$"""
            {"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4547"}},"features":[
            {"type":"Feature","properties":{"code":"B1"},"geometry":{"type":"Point","coordinates":[{{{at.Longitude}}},{{{at.Latitude}}}]}},
            {"type":"Feature","properties":{"code":"B2","坐标系":"gcj02"},"geometry":{"type":"Point","coordinates":[{{{at.Longitude}}},{{{at.Latitude}}}]}}]}
            """);
        ImportRequest request = new() { What = ImportSubject.Buildings, Format = TableKind.Geojson };
        Imported done = await world.ImportAsync(request, file);
        Assert.Equal((1, 0, 0, 1), done.Counts);
        Assert.Equal(at, Assert.Single(await world.AllAsync(Kinds.Building, "town")).Sent);
        Assert.Contains("The crs member names EPSG:4547, but", done.Rejected, StringComparison.Ordinal);
        Assert.Equal(["3 coordinateSystem"], done.Faults);

        Imported against = await world.ImportAsync(request with { CoordinateSystem = "wgs84" }, file);
        Assert.Equal((0, 0, 0, 2), against.Counts);
        string behind = """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"B9"},"geometry":{"type":"Point","coordinates":[1,2]}}],"crs":{"type":"name","properties":{"name":"EPSG:4547"}}}""";
        Assert.Contains("stands behind the features", (await world.ImportAsync(request, behind)).Rejected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gcj02", false)]
    [InlineData("bd09", true)]
    [InlineData("EPSG:4547", false)]
    [InlineData("EPSG:4526", true)]
    public async Task Areas_in_another_system_cover_what_is_sent_in_it(string tag, bool asColumn)
    {
        await world.AddTownAsync(Town.Settings());
        string column = asColumn ? ",坐标系" : "", value = asColumn ? $",{tag}" : "";
        string file = $"编号,层级,上级,几何{column}\nc1,community,,\"{Box(tag, 0, 0, 2)}\"{value}\n"
            + string.Concat(from j in new[] { 0, 1 } from i in new[] { 0, 1 } select $"g{1 + i + (2 * j)},grid,c1,\"{Box(tag, i, j, 1)}\"{value}\n");
        ImportRequest request = Csv(ImportSubject.Areas) with { CoordinateSystem = asColumn ? null : tag };
        Imported done = await world.ImportAsync(request, file);
        Assert.True((JobState.Done, (5, 0, 0, 0)) == (done.Job.State, done.Counts), done.Rejected);

        // Whoever stands on a vertex or in the middle of an edge belongs to whom the converted polygons say, to the smallest code.
        AreaSnapshot snapshot = await SnapshotAsync();
        foreach ((double x, double y) in from i in Enumerable.Range(0, 9) from j in Enumerable.Range(0, 9) select (i / 4.0, j / 4.0))
        {
            Wgs84Point point = Sent(tag, x, y).ToPoint("", [])!.Value;
            Point place = new(point.ToCoordinate());
            string[] covering = [.. snapshot.Areas.Where(a => a.Level == "grid" && a.Geometry!.Covers(place)).Select(a => a.Code).Order(StringComparer.Ordinal)];
            Assert.Equal(covering, snapshot.Index.Locate(point).At(1).All.Select(s => s.Code));
            if (x % 1 == 0 && y % 1 == 0)
            {
                Assert.Equal((x == 1 ? 2 : 1) * (y == 1 ? 2 : 1), covering.Length);
            }
        }

        Assert.Equal((0, 0, 5, 0), (await world.ImportAsync(request, file)).Counts);
    }

    [Fact]
    public async Task A_geometry_names_its_own_zone_and_must_not_contradict_the_request()
    {
        await world.AddTownAsync(Town.Settings());
        string file = $"code,level,geometry\nc1,community,\"SRID=4547;{Box("EPSG:4547", 0, 0, 2)}\"\n";
        Imported against = await world.ImportAsync(Csv(ImportSubject.Areas) with { CoordinateSystem = "EPSG:4526" }, file);
        Assert.Equal(["2 geometry"], against.Faults);
        Assert.Contains("in SRID 4547, but the coordinate system is EPSG:4526", against.Rejected, StringComparison.Ordinal);
        Assert.Equal((1, 0, 0, 0), (await world.ImportAsync(Csv(ImportSubject.Areas), file)).Counts);
        Assert.True(Near(Town.Point(0, 0), new Wgs84Point((await SnapshotAsync()).Areas[0].Box.West, (await SnapshotAsync()).Areas[0].Box.South)));

        Imported swapped = await world.ImportAsync(Csv(ImportSubject.Areas), "code,level,geometry\nc2,community,\"SRID=4547;POLYGON((2489500 500000,2489600 500000,2489600 500100,2489500 500000))\"\n");
        Assert.Contains("easting and northing were exchanged", swapped.Rejected, StringComparison.Ordinal);
    }

    [Fact]
    public void A_position_that_is_merely_the_point_as_which_another_is_understood_leaves_that()
    {
        SentPosition before = Sent("gcj02", 0.5, 0.5) with { AccuracyMetres = 3 };
        Wgs84Point point = before.ToPoint("", [])!.Value;
        Assert.Same(before, SentPosition.Of(point, 3).Over(before, point));
        foreach (SentPosition other in new[] { SentPosition.Of(point, 4), SentPosition.Of(Town.Point(0.5, 0.6), 3), SentPosition.Of(point, 3) with { CoordinateSystem = "cgcs2000" }, before with { } })
        {
            Assert.Same(other, other.Over(before, point));
        }

        SentPosition plain = SentPosition.Of(point, 3) with { CoordinateSystem = "cgcs2000" };
        Assert.Equal("wgs84", SentPosition.Of(point, 3).Over(plain, point).CoordinateSystem);
        Assert.Equal("wgs84", SentPosition.Of(point, 3).Over(null, null).CoordinateSystem);
    }

    /// <summary>A place of the town as a device or a surveyor has it in the system.</summary>
    private static SentPosition Sent(string tag, double x, double y)
    {
        (double sentX, double sentY) = CoordinateSystems.Find(tag).FromWgs84(Town.Point(x, y));
        return new SentPosition(sentX, sentY, tag, null);
    }

    private static string Box(string tag, int x, int y, int size)
    {
        IEnumerable<SentPosition> corners = from c in new[] { (0, 0), (1, 0), (1, 1), (0, 1), (0, 0) } select Sent(tag, x + (c.Item1 * size), y + (c.Item2 * size));
        return $"POLYGON(({string.Join(',', corners.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Longitude:R} {c.Latitude:R}")))}))";
    }

    private static bool Near(Wgs84Point a, Wgs84Point b) => Math.Abs(a.Longitude - b.Longitude) < 1e-9 && Math.Abs(a.Latitude - b.Latitude) < 1e-9;

    private Task<AreaSnapshot> SnapshotAsync() => world.Beside.Snapshots.GetAsync("town", ["community", "grid"], Ct);
}
