using GridSteward.Domain.Audit;
using GridSteward.Domain.Exports;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.People;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tables;
using GridSteward.Geo;

namespace GridSteward.Domain.Tests.Exports;

/// <summary>Tables as files: what is in them.</summary>
public sealed class ExportTableTests : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    public static TheoryData<TableKind, TableLabels, TableEncoding?, TableDelimiter?> Forms => new()
    {
        { TableKind.Csv, TableLabels.English, null, null },
        { TableKind.Csv, TableLabels.Chinese, TableEncoding.Gb18030, TableDelimiter.Semicolon },
        { TableKind.Csv, TableLabels.Chinese, TableEncoding.Utf8, TableDelimiter.Tab },
        { TableKind.Ndjson, TableLabels.English, null, null },
        { TableKind.Ndjson, TableLabels.Chinese, null, null },
        { TableKind.Geojson, TableLabels.English, null, null },
        { TableKind.Geojson, TableLabels.Chinese, null, null },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Households_are_read_again_as_they_are_by_the_names_that_an_import_knows(TableKind format, TableLabels labels, TableEncoding? encoding, TableDelimiter? delimiter)
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        await world.WriteAsync(Kinds.Building, Town.Building("b1", 0.5, 0.5));
        var sent = new SentPosition(114.00070000000001, 22.500600000000002, "cgcs2000", 12.5);
        await world.WriteAsync(
            Kinds.Household,
            ExportWorld.Household("1", h => h with { Sent = sent, Point = new(sent.Longitude, sent.Latitude), Unit = "-1层\"东\",1", OriginVillage = "刘庄", Floor = -1, Located = HowLocated.Gps, Care = CareLevel.Key, Consent = new(true, new(2026, 1, 2)) }),
            ExportWorld.Household("2", h => h with { Building = "b1", Residents = 0, Kind = UnitKind.Shop, MovedOn = new(2026, 5, 1) }),
            ExportWorld.Household("3", h => h with { Building = "gone", Unit = "=1+1" }));
        await world.WriteAsync(Kinds.HouseholdPersonalPart, ExportWorld.Personal("1", "𠮷田\r\n𫖯") with { Needs = ["oldAge.alone", "health.chronic"] }, ExportWorld.Personal("3", "'0123"));

        var request = new ExportRequest { What = ExportSubject.Households, Format = format, Labels = labels, Encoding = encoding, Delimiter = delimiter };
        List<MappedRow> rows = await ExportWorld.RowsAsync(
            await ExportWorld.ExportAsync(world, request), request,
            "code", "name", "phone", "longitude", "latitude", "coordinateSystem", "accuracyMetres", "building", "unit", "residents", "originVillage", "wantsAcquaintance",
            "movedOn", "kind", "floor", "located", "care", "consent", "consentOn", "needs");

        Assert.Equal(["h-1", "h-2", "h-3"], rows.Select(r => r.Code("code", 64)));
        Assert.Equal(["𠮷田\r\n𫖯", null, "'0123"], rows.Select(r => r.Text("name", 100)));
        Assert.Equal(["013800000001", null, "013800000001"], rows.Select(r => r.Phone("phone")));
        Assert.Equal([sent.Longitude, null, null], rows.Select(r => r.Number("longitude", -180, 180)));
        Assert.Equal([sent.Latitude, null, null], rows.Select(r => r.Number("latitude", -90, 90)));
        Assert.Equal(["cgcs2000", null, null], rows.Select(r => r.Code("coordinateSystem", 20)));
        Assert.Equal([12.5, null, null], rows.Select(r => r.Number("accuracyMetres", 0, 100)));
        Assert.Equal([null, "b1", "gone"], rows.Select(r => r.Code("building", 64)));
        Assert.Equal(["-1层\"东\",1", null, "=1+1"], rows.Select(r => r.Text("unit", 100)));
        Assert.Equal([3, 0, 3], rows.Select(r => r.Whole("residents", 0, 200)));
        Assert.Equal(["刘庄", null, null], rows.Select(r => r.Text("originVillage", 100)));
        Assert.Equal([-1, null, null], rows.Select(r => r.Whole("floor", -20, 200)));
        Assert.Equal([null, new DateOnly(2026, 5, 1), null], rows.Select(r => r.Date("movedOn")));
        Assert.Equal([UnitKind.Household, UnitKind.Shop, UnitKind.Household], rows.Select(r => r.Choice<UnitKind>("kind")));
        Assert.Equal([CareLevel.Key, CareLevel.Ordinary, CareLevel.Ordinary], rows.Select(r => r.Choice<CareLevel>("care")));
        Assert.Equal([HowLocated.Gps, null, null], rows.Select(r => r.Choice<HowLocated>("located")));
        Assert.Equal([true, null, null], rows.Select(r => r.YesNo("consent")));
        Assert.Equal([new DateOnly(2026, 1, 2), null, null], rows.Select(r => r.Date("consentOn")));
        Assert.Equal("oldAge.alone health.chronic", string.Join(' ', rows[0].Codes("needs", 20, 60)!));
    }

    [Fact]
    public async Task Staff_is_named_by_codes()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        await world.WriteAsync(Kinds.Building, Town.Building("b1", 0.5, 0.5) with { Code = "一号楼", Expected = new(40, Shops: 3, CountedOn: new(2026, 3, 1)) });
        await world.WriteAsync(
            Kinds.Steward,
            new Steward { Id = "s1", Jurisdiction = "town", Code = "007", Name = "王", Phone = "0138", ChannelConfirmedAt = new DateTimeOffset(2026, 2, 27, 1, 30, 0, TimeSpan.Zero) },
            new Steward { Id = "s2", Jurisdiction = "town", Name = "李", Subject = "sub" });
        await world.AddPostAsync("p1", "g1", p => p with { Steward = "s1", Building = "b1", Categories = ["hazard", "trees"], ValidTo = new(2027, 1, 1), Duty = Duty.Assist });
        await world.AddPostAsync("p2", "g2", p => p with { Steward = "s2" });
        await world.AddPostAsync("p3", "g3", p => p with { Steward = null });

        Assert.Equal(
            "code,name,phone,subject,channelConfirmedAt\r\n007,王,0138,,2026-02-27T01:30:00.0000000Z\r\n,李,,sub,\r\n",
            await ExportWorld.TextAsync(world, new() { What = ExportSubject.Stewards, Format = TableKind.Csv }));
        Assert.Equal(
            "code,name,longitude,latitude,coordinateSystem,accuracyMetres,expectedHouseholds,expectedCompanies,expectedShops,countedOn\r\n"
            + "一号楼,b1,114.0005,22.5005,wgs84,,40,0,3,2026-03-01\r\n",
            await ExportWorld.TextAsync(world, new() { What = ExportSubject.Buildings, Format = TableKind.Csv }));
        string posts = await ExportWorld.TextAsync(world, new() { What = ExportSubject.Posts, Format = TableKind.Csv });
        Assert.Equal(
            """
            code,title,area,duty,steward,building,categories,originVillages,capacity,validFrom,validTo
            p1,Post p1,g1,assist,007,一号楼,hazard|trees,,10,2020-01-01,2027-01-01
            p2,Post p2,g2,handle,s2,,,,10,2020-01-01,
            p3,Post p3,g3,handle,,,,,10,2020-01-01,

            """.ReplaceLineEndings("\r\n"), posts);
        Assert.Equal(2, (await ExportWorld.TextAsync(world, new() { What = ExportSubject.Posts, Format = TableKind.Csv, Area = "g2" })).Count(c => c == '\n'));
    }

    [Fact]
    public async Task Areas_are_of_one_generation_though_another_comes_while_they_are_written()
    {
        var settings = await world.AddTownAsync(Town.Settings(), [.. Town.Squares(), .. Enumerable.Range(0, 120).Select(i => new Square($"x{i:D3}", "grid", null, i, 10))]);
        byte[] before = await ExportWorld.ExportAsync(world, new() { What = ExportSubject.Areas, Format = TableKind.Geojson });
        Job job = await ExportWorld.OrderAsync(world, new() { What = ExportSubject.Areas, Format = TableKind.Geojson });
        bool imported = false;
        world.Store.BeforeRead = async kind =>
        {
            world.Clock.Now += TimeSpan.FromMinutes(2);
            if (kind == Kinds.Generation && !imported)
            {
                imported = true;
                await World.ImportAsync(world.Beside, settings, [new Square("x000", "grid", null, 0, 12, Name: "later")]);
            }
        };
        int slices = 0;
        Job done;
        while (!(done = await ExportWorld.WorkAsync(world, world.Here, job)).HasEnded)
        {
            slices++;
        }

        Assert.True(slices > 1);
        byte[] file = await ExportWorld.ReadAsync(world, done);
        Assert.Contains("later", System.Text.Encoding.UTF8.GetString(file), StringComparison.Ordinal);
        Assert.NotEqual(before, file);
        Assert.Equal(file, await ExportWorld.ExportAsync(world, new() { What = ExportSubject.Areas, Format = TableKind.Geojson }));
        GeoJsonReading read = GeoJsonReader.ReadFeatures(file, GeoJsonLimits.Default);
        Assert.Empty(read.Faults);
        Assert.Equal(125, read.Features.Count);
    }

    [Fact]
    public async Task Reports_come_with_words_and_places()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        await world.AddPostAsync("p1", "g1");
        var report = Expect.Done(await world.Beside.Submit.RunAsync(World.Hazard(0.5, 0.5) with { ContactName = "Li", ContactPhone = "+1" }, null, Acting.Program, World.Ct)).Report.Value;
        Expect.Done(await world.Beside.Submit.RunAsync(World.Hazard(1.5, 1.5), null, Acting.Program, World.Ct));
        string text = await ExportWorld.TextAsync(world, new() { What = ExportSubject.Reports, Format = TableKind.Csv, Area = "g1" });
        Assert.Equal(
            $"""
            id,number,category,kind,source,state,receivedAt,acceptBy,resolveBy,dueAt,longitude,latitude,areas,assignee,title,words,contactName,contactPhone
            {report.Id},{report.Number},hazard,hazard,resident,received,2026-03-01T08:00:00.0000000Z,2026-03-02T08:00:00.0000000Z,2026-03-04T08:00:00.0000000Z,2026-03-02T08:00:00.0000000Z,114.0005,22.5005,c1|g1,p1,Post p1,A lamp is broken,Li,'+1

            """.ReplaceLineEndings("\r\n"), text);

        // Not all who may read reports may read households: where one lives is not in the file.
        await world.WriteAsync(Kinds.Household, ExportWorld.Household("1", h => h with { Point = Town.Point(0.5, 1.5) }));
        Expect.Done(await world.Beside.Submit.RunAsync(World.Hazard(0.5, 0.5) with { Where = new(null, Household: "town/1") }, null, Acting.Program, World.Ct));
        Assert.Contains(",,,c1|g3,", await ExportWorld.TextAsync(world, new() { What = ExportSubject.Reports, Format = TableKind.Csv }), StringComparison.Ordinal);
        Assert.Contains("受理号", await ExportWorld.TextAsync(world, new() { What = ExportSubject.Reports, Format = TableKind.Csv, Labels = TableLabels.Chinese }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TableKind.Csv, "code,name")]
    [InlineData(TableKind.Ndjson, "")]
    [InlineData(TableKind.Geojson, "{\"type\":\"FeatureCollection\"")]
    public async Task A_jurisdiction_without_any_gives_a_file_without_rows(TableKind format, string begins)
    {
        await world.AddTownAsync(Town.Settings());
        foreach (ExportSubject what in Enum.GetValues<ExportSubject>())
        {
            Job job = await ExportWorld.WorkAsync(world, world.Beside, await ExportWorld.OrderAsync(world, new() { What = what, Format = format }));
            Assert.Equal((JobState.Done, 0), (job.State, job.Progress.Done));
            string text = System.Text.Encoding.UTF8.GetString(await ExportWorld.ReadAsync(world, job)).TrimStart('\uFEFF');
            Assert.StartsWith(what == ExportSubject.Households ? begins : "", text, StringComparison.Ordinal);
            Assert.Equal($"{Wire.Name(what)}.{Wire.Name(format)}", Assert.Single(job.Files).Name);
        }
    }

    [Fact]
    public async Task Whoever_may_not_read_it_on_the_whole_jurisdiction_may_not_export_it_and_the_order_is_audited()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        Acting Holding(Preset preset, Node node) => new(new Caller("someone", null, [new Grant(node, preset)]), null);
        Task<Outcome<Stored<Job>>> Ask(ExportSubject what, Acting acting)
            => world.Here.Exports.OrderAsync(Town.Settings(), new() { What = what, Format = TableKind.Csv, Area = what == ExportSubject.Posts ? "g1" : null }, null, acting, World.Ct);

        Assert.IsType<Outcome<Stored<Job>>.Forbidden>(await Ask(ExportSubject.Households, Holding(Preset.Steward, Node.OfArea("town", "g1"))));
        Assert.IsType<Outcome<Stored<Job>>.Forbidden>(await Ask(ExportSubject.Households, Holding(Preset.DutyDesk, Node.OfJurisdiction("town"))));
        Assert.IsType<Outcome<Stored<Job>>.Forbidden>(await Ask(ExportSubject.Posts, Holding(Preset.Volunteer, Node.OfJurisdiction("town"))));
        Job job = Expect.Done(await Ask(ExportSubject.Posts, Holding(Preset.DutyDesk, Node.OfJurisdiction("town")))).Value;
        Assert.Equal(Capability.ReadStaff, job.Needs);
        AuditFact fact = (await world.AllAsync(Kinds.Audit(Container.Outcomes), "town")).Select(a => a.Fact).Single(f => f.Action != "create");
        Assert.Equal(("someone", "exportPosts of g1", $"job/{job.Id}"), (fact.Actor, fact.Action, fact.Subject));
    }

    [Fact]
    public async Task Faults_of_an_order_are_all_named()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        Task<Outcome<Stored<Job>>> Ask(ExportRequest request) => world.Here.Exports.OrderAsync(Town.Settings(), request, null, Acting.Program, World.Ct);
        Assert.Equal(
            ["$.delimiter", "$.encoding", "$.area"],
            Expect.Faults(await Ask(new() { What = ExportSubject.Areas, Format = TableKind.Ndjson, Delimiter = TableDelimiter.Tab, Encoding = TableEncoding.Gb18030, Area = "g1" })));
        Assert.Equal(["$.area"], Expect.Faults(await Ask(ExportWorld.Households with { Area = "g9" })));
    }
}
