using GridSteward.Domain.Staff;
using GridSteward.Domain.Tables;
using GridSteward.Geo;
using NetTopologySuite.Geometries;

namespace GridSteward.Domain.Tests.Tables;

public sealed class FieldTests
{
    [Theory]
    [InlineData("12", 12)]
    [InlineData("１２", 12)]
    [InlineData(" -3 ", -3)]
    [InlineData("'7", 7)]
    [InlineData("=\"8\"", 8)]
    [InlineData("4.0", 4)]
    [InlineData("1.5", null)]
    [InlineData("1,000", null)]
    [InlineData("101", null)]
    [InlineData("99999999999", null)]
    [InlineData("三", null)]
    public async Task Whole_numbers(string text, int? expected) => await ReadsAsync(text, expected, row => row.Whole("a", -10, 100));

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData("１１８．１", 118.1)]
    [InlineData("-1e2", -100.0)]
    [InlineData("1,5", null)]
    [InlineData("NaN", null)]
    [InlineData("1e999", null)]
    [InlineData("201", null)]
    public async Task Numbers(string text, double? expected) => await ReadsAsync(text, expected, row => row.Number("a", -200, 200));

    [Fact]
    public async Task A_decimal_comma_is_refused_with_what_would_be_right()
    {
        (List<MappedRow> rows, _) = await Files.MapAsync("经度;x\n118,1;2\n", Files.Csv, new([new("longitude")]));

        Assert.Null(rows[0].Number("longitude", -180, 180));
        Assert.Equal(new RowFault(2, "经度", "longitude", "'118,1': write a decimal point, not a comma, and nothing between thousands."), Assert.Single(rows[0].Faults));
    }

    [Theory]
    [InlineData("2026-03-01", "2026-03-01")]
    [InlineData("2026/3/1", "2026-03-01")]
    [InlineData("2026年3月1日", "2026-03-01")]
    [InlineData("２０２６年０３月０１日", "2026-03-01")]
    [InlineData("2026-02-30", null)]
    [InlineData("1/3/2026", null)]
    [InlineData("46082", null)]
    [InlineData("2026-03-01 00:00", null)]
    public async Task Days(string text, string? expected)
        => await ReadsAsync(text, expected is null ? null : DateOnly.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), row => row.Date("a"));

    [Theory]
    [InlineData("true", true)]
    [InlineData("False", false)]
    [InlineData("是", true)]
    [InlineData("否", false)]
    [InlineData("１", true)]
    [InlineData("0", false)]
    [InlineData("yes", null)]
    public async Task Truths(string text, bool? expected) => await ReadsAsync(text, expected, row => row.YesNo("a"));

    [Theory]
    [InlineData("总领", Duty.Lead)]
    [InlineData("督办", Duty.Oversee)]
    [InlineData("主办", Duty.Handle)]
    [InlineData("跟办", Duty.FollowUp)]
    [InlineData("协办", Duty.Assist)]
    [InlineData("followUp", Duty.FollowUp)]
    [InlineData("FOLLOWUP", Duty.FollowUp)]
    [InlineData("3", null)]
    public async Task Duties(string text, Duty? expected) => await ReadsAsync(text, expected, row => row.Choice("a", TableWords.Duties));

    [Theory]
    [InlineData("13800138000", "13800138000")]
    [InlineData("０５９２－１２３", "0592-123")]
    [InlineData("'+86 138", "+86 138")]
    [InlineData("=\"0138\"", "0138")]
    [InlineData("1.38E+10", null)]
    [InlineData("1.38001E+10", null)]
    public async Task Phones(string text, string? expected)
    {
        MappedRow row = await Files.RowAsync(text, "x");

        Assert.Equal(expected, row.Phone("a"));
        Assert.Equal(expected is null ? 1 : 0, row.Faults.Count);
    }

    [Fact]
    public async Task A_phone_that_is_a_JSON_number_keeps_its_digits()
    {
        (List<MappedRow> rows, _) = await Files.MapAsync("{\"phone\":13800138000}\n", Files.Ndjson, new([new("phone")]));

        Assert.Equal("13800138000", rows[0].Phone("phone"));
    }

    [Theory]
    [InlineData("a|b; c、d；ｅ", "a,b,c,d,e")]
    [InlineData("a", "a")]
    [InlineData("[\"a|b\",\"c\"]", "a|b,c")]
    [InlineData("[x", "[x")]
    [InlineData("|", "")]
    [InlineData("a|b|c|d|e|f", null)]
    [InlineData("a|toolong", null)]
    public async Task Lists(string text, string? expected)
    {
        MappedRow row = await Files.RowAsync(text, "x");

        Assert.Equal(expected, row.Codes("a", 5, 4) is { } items ? string.Join(',', items) : null);
        Assert.Equal(expected is null ? 1 : 0, row.Faults.Count);
    }

    [Fact]
    public async Task Texts_keep_their_wide_letters_and_have_a_greatest_length()
    {
        MappedRow row = await Files.RowAsync("Ａ１\nb", "long text", "bell\a", "", "  ");

        Assert.Equal("Ａ１\nb", row.Text("a", 10));
        Assert.Null(row.Text("b", 5));
        Assert.Null(row.Text("c", 9));
        Assert.Null(row.Text("d", 9));
        Assert.Null(row.Text("e", 9));
        Assert.Equal([("b", "b", "At most 5 characters; these are 9."), ("c", "c", "The text holds control characters.")], row.Faults.Select(f => (f.Column!, f.Field!, f.Message)));
    }

    [Theory]
    [InlineData("118.1", "24.5", null, null)]
    [InlineData("24.5", "118.1", "b", "-90 to 90 degrees; this is 118.1. It looks as if longitude and latitude were exchanged.")]
    [InlineData("181", "24.5", "a", "-180 to 180 degrees; this is 181.")]
    [InlineData("118.1", "", "b", "Longitude and latitude must both be given, or neither.")]
    [InlineData("x", "24.5", "a", "'x' is not a number.")]
    public async Task Points(string longitude, string latitude, string? field, string? message)
    {
        MappedRow row = await Files.RowAsync(longitude, latitude);
        Wgs84Point? point = row.Point("a", "b");

        Assert.Equal(field is null ? new Wgs84Point(118.1, 24.5) : null, point);
        Assert.Equal(field is null ? [] : [(field, message!)], row.Faults.Select(f => (f.Field!, f.Message)));
    }

    [Theory]
    [InlineData("POINT (118.1 24.5)", "POINT (118.1 24.5)")]
    [InlineData("SRID=4490;POLYGON ((0 0, 1 0, 1 1, 0 0))", "POLYGON ((0 0, 1 0, 1 1, 0 0))")]
    [InlineData("{\"type\":\"LineString\",\"coordinates\":[[0,0],[1,1]]}", "LINESTRING (0 0, 1 1)")]
    [InlineData("SRID=3857;POINT (1 2)", null)]
    [InlineData("POINT (200 0)", null)]
    [InlineData("POINT EMPTY", null)]
    [InlineData("POLYGON ((0 0, 1 0, 1 1))", null)]
    [InlineData("POINT (1", null)]
    [InlineData("MULTIPOINT ((1 1))", null)]
    [InlineData("somewhere", null)]
    [InlineData("{\"type\":\"Point\",\"coordinates\":[0,91]}", null)]
    [InlineData("{\"type\":\"Point\"", null)]
    public async Task Geometries(string text, string? wkt)
    {
        MappedRow row = await Files.RowAsync(text, "x");
        Geometry? geometry = row.Geometry(field: "a");

        Assert.Equal(wkt, geometry?.AsText());
        Assert.Equal(wkt is null ? 1 : 0, row.Faults.Count);
        Assert.Equal(4326, geometry?.SRID ?? 4326);
    }

    [Fact]
    public async Task A_list_where_one_value_belongs_is_refused()
    {
        (List<MappedRow> rows, _) = await Files.MapAsync("{\"name\":[\"a\"],\"code\":{\"x\":[{}]},\"categories\":[\"a\",\"b\"]}\n", Files.Ndjson, new([new("name"), new("categories")]));

        Assert.Null(rows[0].Text("name", 5));
        Assert.Equal("One text or number, not a list or an object.", Assert.Single(rows[0].Faults).Message);
        Assert.Equal(["a", "b"], rows[0].Codes("categories", 5, 5)!);
    }

    private static async Task ReadsAsync<T>(string text, T? expected, Func<MappedRow, T?> read)
        where T : struct
    {
        MappedRow row = await Files.RowAsync(text, "x");

        Assert.Equal(expected, read(row));
        Assert.Equal(expected is null ? 1 : 0, row.Faults.Count);
        Assert.All(row.Faults, fault => Assert.Equal((2, "a", "a"), (fault.Line, fault.Column, fault.Field)));
    }
}
