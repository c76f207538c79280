using GridSteward.Domain.Tables;

namespace GridSteward.Domain.Tests.Tables;

public sealed class MappingTests
{
    private static readonly TableMapping Households = new(
        [new("code", Required: true), new("name"), new("phone"), new("longitude"), new("latitude"), new("residents"), new("originVillage")]);

    [Theory]
    [InlineData("code,name,phone,longitude,latitude,residents,originVillage")]
    [InlineData("户号,户主,联系电话,经度,纬度,人数,原籍村")]
    [InlineData("编号,姓名,手机,LNG,Lat,人口,来源村")]
    [InlineData(" 编 码 ,Name,ＰＨＯＮＥ,lon,LATITUDE,Residents,原村")]
    public async Task Known_names_of_columns_are_recognised(string header)
    {
        (List<MappedRow> rows, MappedTable table) = await Files.MapAsync($"{header}\nA,B,C,1,2,3,D\n", Files.Csv, Households);

        Assert.Empty(table.Faults);
        Assert.Empty(table.Ignored);
        MappedRow row = Assert.Single(rows);
        Assert.Equal(["A", "B", "C", "1", "2", "3", "D"], Households.Fields.Select(field => row[field.Name].Text));
    }

    [Fact]
    public async Task The_mapping_names_columns_and_takes_them_from_other_fields()
    {
        var mapping = Households with { Headers = new Dictionary<string, string> { ["code"] = "门牌号码", ["name"] = "编号" } };
        (List<MappedRow> rows, MappedTable table) = await Files.MapAsync("编号,门牌号码,备注\nA,B,C\n", Files.Csv, mapping);

        Assert.Empty(table.Faults);
        Assert.Equal(["备注"], table.Ignored);
        Assert.Equal(("B", "A"), (rows[0].Code("code", 10), rows[0].Text("name", 10)));
    }

    [Fact]
    public async Task A_header_that_does_not_fit_names_every_fault_and_gives_no_rows()
    {
        var mapping = Households with { Headers = new Dictionary<string, string> { ["phone"] = "座机" } };
        (List<MappedRow> rows, MappedTable table) = await Files.MapAsync("\n姓名,户主,备注,备注\nA,B,C,D\n", Files.Csv, mapping);

        Assert.Empty(rows);
        Assert.Equal(
            [(2, "备注", null), (2, "座机", "phone"), (2, "户主", "name"), (2, null, "code")],
            table.Faults.Select(fault => ((int, string?, string?))(fault.Line, fault.Column, fault.Field)));
        Assert.Equal("The file has no column '座机', which the mapping names for phone; it has 姓名, 户主, 备注, 备注.", table.Faults[1].Message);
        Assert.Equal(["姓名", "户主", "备注", "备注"], table.Header!.Names);
    }

    [Fact]
    public async Task A_header_without_rows_is_checked_too()
    {
        (List<MappedRow> rows, MappedTable table) = await Files.MapAsync("name\n", Files.Csv, Households);

        Assert.Empty(rows);
        Assert.Equal("code", Assert.Single(table.Faults).Field);
    }

    [Fact]
    public async Task Unknown_columns_are_listed_once_or_are_faults_where_the_mapping_is_strict()
    {
        const string text = "code,x,,y\n1,2,3,4\n5,6,7,8\n";
        (List<MappedRow> rows, MappedTable table) = await Files.MapAsync(text, Files.Csv, Households);
        (_, MappedTable strict) = await Files.MapAsync(text, Files.Csv, Households with { Strict = true });
        (_, MappedTable json) = await Files.MapAsync("{\"code\":1,\"x\":2}\n{\"y\":1,\"code\":2,\"x\":2}\n", Files.Ndjson, Households);

        Assert.Equal(2, rows.Count);
        Assert.Equal(["x", "y"], table.Ignored);
        Assert.Equal(["x", "y"], strict.Faults.Select(fault => fault.Column));
        Assert.Equal(["x", "y"], json.Ignored);
    }

    [Fact]
    public async Task In_JSON_a_mapped_member_may_be_missing_in_some_rows_but_not_in_all()
    {
        var mapping = Households with { Headers = new Dictionary<string, string> { ["name"] = "who.name", ["phone"] = "who.tel" } };
        (List<MappedRow> rows, MappedTable table) = await Files.MapAsync("{\"code\":1}\n{\"who\":{\"name\":\"张三\"}}\n", Files.Ndjson, mapping);

        Assert.Equal([null, "张三"], rows.Select(row => row.Text("name", 10)));
        Assert.Equal(("who.tel", "phone"), (Assert.Single(table.Faults).Column, table.Faults[0].Field));
        Assert.Null(rows[1].Code("code", 10));
        Assert.Equal(new RowFault(2, null, "code", "A value is required."), Assert.Single(rows[1].Faults));
    }

    [Fact]
    public async Task Two_members_for_one_field_are_a_fault_of_their_row()
    {
        (List<MappedRow> rows, _) = await Files.MapAsync("{\"code\":1,\"姓名\":\"a\",\"name\":\"b\"}\n", Files.Ndjson, Households);

        Assert.Contains("both mean name", Assert.Single(rows[0].Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_of_empty_fields_are_passed_over_and_faulty_rows_are_kept()
    {
        (List<MappedRow> rows, MappedTable table) = await Files.MapAsync("code,name\n1,a\n,\n2,\"b\" c\n,,\n", Files.Csv, Households);

        Assert.Equal([2, 4], rows.Select(row => row.Row.Line));
        Assert.Single(rows[1].Faults);
        Assert.Empty(table.Faults);
    }

    [Fact]
    public async Task A_broken_file_gives_its_rows_and_then_its_fault()
    {
        const string text = "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"code\":\"1\"}},\n{";
        (List<MappedRow> rows, MappedTable table) = await Files.MapAsync(text, Files.Geojson, Households);

        Assert.Equal("1", Assert.Single(rows).Code("code", 5));
        Assert.Equal(2, Assert.Single(table.Faults).Line);
    }

    [Fact]
    public void A_mapping_for_fields_that_are_not_there_is_refused()
    {
        var mapping = Households with { Headers = new Dictionary<string, string> { ["nmae"] = "x", ["name"] = " ", ["code"] = "x" } };

        Assert.Equal(["$.columns.nmae", "$.columns.name"], mapping.Faults("$.columns").Select(fault => fault.Path));
    }
}
