using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Imports;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.People;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tables;
using GridSteward.Domain.Tests.Worlds;
using static GridSteward.Domain.Tests.Imports.ImportRig;

namespace GridSteward.Domain.Tests.Imports;

public sealed class StaffImportTests : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Buildings_stewards_and_posts_come_from_files_and_name_each_other_by_code()
    {
        await world.AddTownAsync();
        Assert.Equal((2, 0, 0, 1), (await world.ImportAsync(Csv(ImportSubject.Buildings), "编号,名称,经度,纬度,坐标系\nB1,一号楼,114.0005,22.5005,cgcs2000\nB2,,114.0015,22.5005,\nB3,,,22.5,\n")).Counts);
        Assert.Equal((2, 0, 0, 1), (await world.ImportAsync(Csv(ImportSubject.Stewards), "编号,姓名,电话\nW1,李网格,1\nW2,张网格,\nW3,,2\n")).Counts);
        Imported posts = await world.ImportAsync(Csv(ImportSubject.Posts), """
            code,title,area,duty,steward,building,categories,originVillages,capacity,validFrom,validTo
            P1,网格员,g1,主办,W1,B1,hazard|trees,柳庄、杨庄,30,2026-01-01,
            P2,网格长,g2,lead,,,,,,2026/1/1,2027/1/1
            P3,网格员,g9,handle,W9,B9,fire,,,2026-01-01,2025-01-01
            P4,网格员,g1,whatever,,,,,0,someday,
            """);
        Assert.Equal((2, 0, 0, 2), posts.Counts);
        Assert.Equal(["4 validTo", "5 duty", "5 capacity", "5 validFrom"], posts.Faults);

        Building building = (await world.AllAsync(Kinds.Building, "town")).Single(b => b.Code == "B1");
        Steward steward = (await world.AllAsync(Kinds.Steward, "town")).Single(s => s.Code == "W1");
        Post post = (await world.AllAsync(Kinds.Post, "town")).Single(p => p.Code == "P1");
        Assert.Equal((steward.Id, building.Id, Duty.Handle, 30), (post.Steward, post.Building, post.Duty, post.Capacity));
        Assert.Equal(["hazard", "trees"], post.Categories);
        Assert.Equal(["柳庄", "杨庄"], post.OriginVillages);
        Assert.Equal(("一号楼", "cgcs2000"), (building.Name, building.Sent.CoordinateSystem));
    }

    [Fact]
    public async Task Every_name_in_a_row_that_leads_nowhere_is_a_fault()
    {
        await world.AddTownAsync();
        Imported posts = await world.ImportAsync(Csv(ImportSubject.Posts), "code,title,area,duty,steward,building,categories,validFrom\nP1,网格员,g9,handle,W9,B9,fire,2026-01-01\n");
        Assert.Equal(["2 steward", "2 building", "2 area", "2 categories"], posts.Faults);
    }

    [Theory]
    [InlineData(ImportSubject.Buildings, "code,name,longitude,latitude\nX1,a,114,22.5\nX2,b,114,22.5\n", "code,longitude,latitude\nX1,114,22.5\nX2,114.001,22.5\nX3,114,22.5\n")]
    [InlineData(ImportSubject.Stewards, "code,name,phone\nX1,a,1\nX2,b,2\n", "code,name\nX1,a\nX2,c\nX3,d\n")]
    [InlineData(
        ImportSubject.Posts, "code,title,area,duty,validFrom,capacity,validTo\nX1,a,g1,handle,2026-01-01,7,2027-01-01\nX2,b,g1,lead,2026-01-01,7,\n",
        "code,title,area,duty,validFrom\nX1,a,g1,handle,2026-01-01\nX2,b,g2,lead,2026-01-01\nX3,c,g1,assist,2026-01-01\n")]
    public async Task The_same_file_changes_nothing_and_another_changes_by_code(ImportSubject what, string file, string another)
    {
        await world.AddTownAsync();
        Assert.Equal((2, 0, 0, 0), (await world.ImportAsync(Csv(what), file)).Counts);
        string before = await world.FingerprintAsync();
        Assert.Equal((0, 0, 2, 0), (await world.ImportAsync(Csv(what), file)).Counts);
        Assert.Equal(before, await world.FingerprintAsync());
        Assert.Equal((1, 1, 1, 0), (await world.ImportAsync(Csv(what), another)).Counts);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Households_follow_a_building_that_a_file_moves(bool atomic)
    {
        await world.AddTownAsync();
        await world.ImportAsync(Csv(ImportSubject.Buildings), "code,longitude,latitude\nB1,114.0005,22.5005\n");
        await world.ImportAsync(Csv(ImportSubject.Households), "code,building,longitude,latitude\nH1,B1,,\nH2,B1,114.0005,22.5005\nH3,,114.0005,22.5005\n");
        Assert.Equal((0, 1, 0, 0), (await world.ImportAsync(Csv(ImportSubject.Buildings) with { Atomic = atomic }, "code,longitude,latitude\nB1,114.0015,22.5015\n")).Counts);
        Assert.Equal(["g4", "g1", "g1"], (await world.HouseholdsAsync()).Values.Select(h => h.Household.Value.Areas[^1]));
    }

    [Fact]
    public async Task Features_with_points_are_buildings()
    {
        await world.AddTownAsync();
        Imported done = await world.ImportAsync(new ImportRequest { What = ImportSubject.Buildings, Format = TableKind.Geojson, CoordinateSystem = "cgcs2000" },
            """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"B1","name":"一号楼"},"geometry":{"type":"Point","coordinates":[114.0005,22.5005]}}]}""");
        Assert.Equal((1, 0, 0, 0), done.Counts);
        Building building = Assert.Single(await world.AllAsync(Kinds.Building, "town"));
        Assert.Equal((Town.Point(0.5, 0.5), "cgcs2000"), (building.Point, building.Sent.CoordinateSystem));
    }

    [Fact]
    public async Task Ordering_needs_the_capability_of_what_is_imported_on_the_whole_jurisdiction()
    {
        await world.AddTownAsync();
        foreach (var (what, good, bad) in new[]
        {
            (ImportSubject.Households, new Grant(Node.OfJurisdiction("town"), Preset.Steward), new Grant(Node.OfArea("town", "c1"), Preset.Steward)),
            (ImportSubject.Posts, new Grant(Node.OfJurisdiction("town"), Preset.Manager), new Grant(Node.OfJurisdiction("town"), Preset.Steward)),
            (ImportSubject.Areas, new Grant(Node.OfJurisdiction("town"), Preset.Administrator), new Grant(Node.OfJurisdiction("town"), Preset.Manager)),
        })
        {
            Assert.IsType<Outcome<Stored<Job>>.Forbidden>(await world.Here.Orders.OrderAsync("town", Csv(what), "code\n"u8.ToArray(), null, As(bad), Ct));
            Assert.Equal(ImportRequest.CapabilityOf(what), Expect.Done(await world.Here.Orders.OrderAsync("town", Csv(what), "code\n"u8.ToArray(), null, As(good), Ct)).Value.Needs);
        }

        static Acting As(Grant grant) => new(new Caller("someone", null, [grant]), null);
    }

    [Fact]
    public async Task The_same_key_orders_one_import_of_one_file()
    {
        await world.AddTownAsync();
        byte[] file = "code\nH1\n"u8.ToArray();
        Job first = Expect.Done(await world.Here.Orders.OrderAsync("town", Csv(ImportSubject.Households), file, World.Key("k"), Acting.Program, Ct)).Value;
        Job second = Expect.Replayed(await world.Here.Orders.OrderAsync("town", Csv(ImportSubject.Households), file, World.Key("k"), Acting.Program, Ct)).Value;
        await world.WorkAsync(world.Here);
        Job third = Expect.Replayed(await world.Here.Orders.OrderAsync("town", Csv(ImportSubject.Households), file, World.Key("k"), Acting.Program, Ct)).Value;
        Assert.Equal((first.Id, first.Id), (second.Id, third.Id));
        Assert.Equal((1, 0, 0, 0), (await world.ResultAsync(first)).Counts);
    }
}
