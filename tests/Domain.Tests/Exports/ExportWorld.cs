using System.Text;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Exports;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tables;

namespace GridSteward.Domain.Tests.Exports;

/// <summary>Orders exports, works on them and reads their files.</summary>
internal static class ExportWorld
{
    public static ExportRequest Households { get; } = new() { What = ExportSubject.Households, Format = TableKind.Csv };

    public static Household Household(string id, Func<Household, Household>? change = null)
    {
        var household = new Household
        {
            Id = id,
            Jurisdiction = "town",
            Code = "h-" + id,
            Residents = 3,
            Place = Place.Nowhere(Basis.None),
            Areas = ["c1", "g1"],
            AreaPath = "c1/g1",
            Generation = 1,
        };
        return change?.Invoke(household) ?? household;
    }

    public static HouseholdPersonalPart Personal(string household, string name) => new()
    {
        Id = HouseholdPersonalPart.IdOf(household), Jurisdiction = "town", Household = household, Name = name, Phone = "013800000001",
    };

    /// <summary>Households with names so long that the file has several parts.</summary>
    public static async Task<World> ManyPartsAsync(int households = 700)
    {
        var world = new World();
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        string long1 = new('名', 8000);
        await world.WriteAsync(Kinds.Household, [.. Enumerable.Range(0, households).Select(i => Household($"{i:D6}"))]);
        foreach (string[] ids in Enumerable.Range(0, households).Select(i => $"{i:D6}").Chunk(50))
        {
            await world.WriteAsync(Kinds.HouseholdPersonalPart, [.. ids.Select(id => Personal(id, $"{id},{long1}"))]);
        }

        return world;
    }

    public static async Task<Job> OrderAsync(World world, ExportRequest request)
        => Expect.Done(await world.Beside.Exports.OrderAsync(Town.Settings(), request, null, Acting.Program, World.Ct)).Value;

    public static async Task<Job> WorkAsync(World world, Instance instance, Job job)
    {
        JobRound round = await instance.Runner(world.Clock, instance.TableWork).RunDueAsync(TimeSpan.FromMinutes(5), World.Ct);
        Assert.Empty(round.Broken.Where(b => b.Why is not KilledException).Select(b => b.Why));
        return (await world.Beside.Store.FindAsync(Kinds.Job, job.Jurisdiction, job.Id, World.Ct))!.Value;
    }

    public static async Task<byte[]> ExportAsync(World world, ExportRequest request) => await ReadAsync(world, await WorkAsync(world, world.Beside, await OrderAsync(world, request)));

    public static async Task<string> TextAsync(World world, ExportRequest request) => Encoding.UTF8.GetString(await ExportAsync(world, request)).TrimStart('\uFEFF');

    public static async Task<byte[]> ReadAsync(World world, Job job)
    {
        Assert.True(job.State == JobState.Done, $"{job.State}: {job.Problem}");
        await using Stream stream = world.Beside.JobFiles.Open(job, Assert.Single(job.Files));
        using var all = new MemoryStream();
        await stream.CopyToAsync(all, World.Ct);
        return all.ToArray();
    }

    /// <summary>The rows as an import reads them; every column must be known to it.</summary>
    public static async Task<List<MappedRow>> RowsAsync(byte[] file, ExportRequest request, params string[] fields)
    {
        var table = new MappedTable(new TableMapping([.. fields.Select(f => new TableField(f))]));
        List<MappedRow> rows = [];
        using var stream = new MemoryStream(file);
        await foreach (MappedRow row in table.ReadAsync(stream, new TableFormat(request.Format), World.Ct))
        {
            Assert.Empty(row.Faults);
            rows.Add(row);
        }

        // Of a feature the geometry is a column too, beside longitude and latitude.
        Assert.Empty(table.Faults);
        Assert.Equal(request.Format == TableKind.Geojson ? ["geometry"] : [], table.Ignored);
        return rows;
    }
}
