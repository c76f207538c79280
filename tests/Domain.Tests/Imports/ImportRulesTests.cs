using System.Globalization;
using System.Text;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Exports;
using GridSteward.Domain.Households;
using GridSteward.Domain.Imports;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tables;
using GridSteward.Domain.Tests.Worlds;
using static GridSteward.Domain.Tests.Imports.ImportRig;

namespace GridSteward.Domain.Tests.Imports;

/// <summary>What imports have to do with the rest: exports, erasures, crowded places.</summary>
public sealed class ImportRulesTests : IDisposable
{
    private static readonly ImportRequest Households = Csv(ImportSubject.Households);

    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData(TableKind.Csv)]
    [InlineData(TableKind.Ndjson)]
    [InlineData(TableKind.Geojson)]
    public async Task What_was_exported_and_comes_back_changes_nothing(TableKind format)
    {
        await world.AddTownAsync();
        await world.ImportAsync(Csv(ImportSubject.Buildings), "code,name,longitude,latitude,coordinateSystem\nB1,一号楼,114.0005,22.5005,cgcs2000\n");
        await world.ImportAsync(Csv(ImportSubject.Stewards), "code,name,phone\nW1,=李网格,+86 1\n");
        await world.ImportAsync(Csv(ImportSubject.Posts), "code,title,area,duty,steward,building,categories,validFrom,validTo\nP1,网格员,g1,handle,W1,B1,hazard|trees,2026-01-01,2027-01-01\n");
        await world.ImportAsync(Households, "code,name,longitude,latitude,accuracyMetres,building,unit,residents,originVillage\nH1,\"a\nb\",114.0005,22.5005,12.5,,1-1,3,柳庄\nH2,,,,,B1,,0,\nH3,,,,,,,1,\n");
        string before = await world.FingerprintAsync();
        foreach (ExportSubject what in new[] { ExportSubject.Buildings, ExportSubject.Stewards, ExportSubject.Posts, ExportSubject.Households, ExportSubject.Areas })
        {
            byte[] file = await ExportAsync(what, format);
            var request = new ImportRequest { What = Enum.Parse<ImportSubject>(what.ToString()), Format = format };
            Imported again = await world.ImportAsync(request, file);
            Assert.Equal((0, 0, 0), (again.Counts.Added, again.Counts.Changed, again.Counts.Rejected));
            Assert.InRange(again.Counts.Unchanged, 1, 5);
        }

        Assert.Equal(before, await world.FingerprintAsync());
    }

    [Theory]
    [InlineData("code,name\nH1,王一\n", "name")]
    [InlineData("code,phone\nH1,1\n", "phone")]
    [InlineData("code,originVillage\nH1,柳庄\n", "originVillage")]
    [InlineData("code,longitude,latitude\nH1,114.0005,22.5005\n", "longitude")]
    public async Task A_file_does_not_bring_back_what_was_erased(string file, string field)
    {
        await world.AddTownAsync();
        await world.ImportAsync(Households, "code,residents\nH1,3\n");
        await EraseAsync();
        Imported done = await world.ImportAsync(Households, file);
        Assert.Equal((0, 0, 0, 1), done.Counts);
        Assert.Equal([$"2 {field}"], done.Faults);

        Imported counted = await world.ImportAsync(Households, "code,name,residents\nH1,,4\n");
        Assert.Equal((0, 1, 0, 0), counted.Counts);
        Household household = (await world.HouseholdsAsync())["H1"].Household.Value;
        Assert.Equal((4, true), (household.Residents, household.Erased));
    }

    [Fact]
    public async Task A_steward_who_was_erased_is_not_named_again_by_a_file()
    {
        await world.AddTownAsync();
        await world.ImportAsync(Csv(ImportSubject.Stewards), "code,name\nW1,李网格\n");
        await foreach (var steward in world.Engine.AllAsync(Kinds.Steward.In("town"), Ct))
        {
            await world.Engine.CommitAsync(new Batch(Container.Areas, "town").Replace(Kinds.Steward, steward.Value with { Name = "", ErasedAt = world.Clock.Now }, steward.ETag), Ct);
        }

        Assert.Equal((0, 0, 0, 1), (await world.ImportAsync(Csv(ImportSubject.Stewards), "code,name\nW1,李网格\n")).Counts);
    }

    /// <summary>Hundreds of areas within each accuracy circle: thirty-two such rows are more than a batch holds.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stretch_of_rows_that_is_too_large_for_one_batch_goes_in_several(bool atomic)
    {
        Square[] squares = [new("c1", "community", null, 0, 0, 40, 40), .. Enumerable.Range(0, 1600).Select(i => new Square(new string('网', 58) + i.ToString("D4", CultureInfo.InvariantCulture), "grid", "c1", i % 40, i / 40))];
        await world.AddTownAsync(Town.Settings(), squares);
        StringBuilder file = new("code,longitude,latitude,accuracyMetres\n");
        for (int i = 0; i < 40; i++)
        {
            file.Append(CultureInfo.InvariantCulture, $"H{i:D2},114.02{i:D2},22.5205,20000\n");
        }

        Imported done = await world.ImportAsync(Households with { Atomic = atomic }, file.ToString());
        Assert.Equal((JobState.Done, (40, 0, 0, 0)), (done.Job.State, done.Counts));
        var households = await world.HouseholdsAsync();
        Assert.All(households.Values, h => Assert.InRange(h.Household.Value.Place.Touched.Count, 500, 1600));
        Assert.Equal((0, 0, 40, 0), (await world.ImportAsync(Households, file.ToString())).Counts);
    }

    private async Task EraseAsync()
    {
        var household = (await world.HouseholdsAsync())["H1"].Household;
        var batch = new Batch(Container.Households, "town").Replace(Kinds.Household, household.Value with { ErasedAt = world.Clock.Now }, household.ETag);
        Assert.True((await world.Engine.CommitAsync(batch, Ct)).Committed);
    }

    private async Task<byte[]> ExportAsync(ExportSubject what, TableKind format)
    {
        Job job = Expect.Done(await world.Here.Exports.OrderAsync(Town.Settings(), new ExportRequest { What = what, Format = format }, null, Acting.Program, Ct)).Value;
        Assert.Empty((await world.Here.Runner(world.Clock, world.Here.TableWork).RunDueAsync(TimeSpan.FromMinutes(5), Ct)).Broken);
        Job ended = (await world.Engine.FindAsync(Kinds.Job, "town", job.Id, Ct))!.Value;
        return Encoding.UTF8.GetBytes(await world.TextAsync(ended, Assert.Single(ended.Files)));
    }
}
