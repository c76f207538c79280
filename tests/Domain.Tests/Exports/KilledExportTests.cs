using System.Text;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Exports;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tables;

namespace GridSteward.Domain.Tests.Exports;

/// <summary>Exports of many parts whose workers are killed, interrupted and overtaken.</summary>
public sealed class KilledExportTests
{
    [Theory]
    [InlineData(TableKind.Csv)]
    [InlineData(TableKind.Geojson)]
    public async Task An_export_killed_before_and_after_every_write_in_turn_gives_the_same_file(TableKind format)
    {
        using World world = await ExportWorld.ManyPartsAsync();
        ExportRequest request = ExportWorld.Households with { Format = format };
        byte[] file = await ExportWorld.ExportAsync(world, request);
        Assert.InRange(file.Length, 3 * JobFileWriter.PartBytes, 6 * JobFileWriter.PartBytes);
        int kills = 0;
        foreach (bool after in new[] { false, true })
        {
            for (int i = 0; ; i++)
            {
                Job job = await ExportWorld.OrderAsync(world, request);
                bool dead = false;
                int writes = 0;
                Task Write(bool isAfter)
                {
                    dead |= isAfter == after && writes++ == i;
                    return dead ? throw new KilledException() : Task.CompletedTask;
                }

                (world.Store.BeforeCommit, world.Store.AfterCommit) = (_ => Write(false), _ => Write(true));
                (world.Blobs.BeforeWrite, world.Blobs.AfterWrite) = (_ => Write(false), _ => Write(true));
                await Record.ExceptionAsync(() => ExportWorld.WorkAsync(world, world.Here, job));
                (world.Store.BeforeCommit, world.Store.AfterCommit) = (_ => Task.CompletedTask, _ => Task.CompletedTask);
                (world.Blobs.BeforeWrite, world.Blobs.AfterWrite) = (_ => Task.CompletedTask, _ => Task.CompletedTask);
                world.Clock.Now += JobRun.LeaseTime * 2;
                Assert.Equal(file, await ExportWorld.ReadAsync(world, await ExportWorld.WorkAsync(world, world.Beside, job)));
                if (!dead)
                {
                    break;
                }

                kills++;
            }
        }

        Assert.InRange(kills, 16, 60);
    }

    [Fact]
    public async Task An_export_in_many_slices_is_the_same_file()
    {
        using World world = await ExportWorld.ManyPartsAsync(1200);
        byte[] file = await ExportWorld.ExportAsync(world, ExportWorld.Households);
        Job job = await ExportWorld.OrderAsync(world, ExportWorld.Households);
        world.Store.BeforeRead = _ =>
        {
            world.Clock.Now += TimeSpan.FromMinutes(2);
            return Task.CompletedTask;
        };
        int slices = 1;
        Job done;
        while (!(done = await ExportWorld.WorkAsync(world, world.Here, job)).HasEnded)
        {
            slices++;
        }

        Assert.InRange(slices, 3, 10);
        Assert.Equal(file, await ExportWorld.ReadAsync(world, done));
    }

    [Fact]
    public async Task Each_document_is_in_the_file_once_as_it_was_when_its_page_was_read()
    {
        using World world = await ExportWorld.ManyPartsAsync(1100);
        Job job = await ExportWorld.OrderAsync(world, ExportWorld.Households);
        int pages = 0;
        world.Store.BeforeRead = async kind =>
        {
            // The first page holds 0 to 499.
            if (kind == Kinds.Household && ++pages == 2)
            {
                await world.WriteAsync(Kinds.Household, ExportWorld.Household("000100x"), ExportWorld.Household("000600x"));
                await ChangeAsync(world, "000101", delete: false);
                await ChangeAsync(world, "000601", delete: false);
                await ChangeAsync(world, "000102", delete: true);
                await ChangeAsync(world, "000602", delete: true);
            }
        };
        string[] lines = Encoding.UTF8.GetString(await ExportWorld.ReadAsync(world, await ExportWorld.WorkAsync(world, world.Here, job))).Split("\r\n");
        string[] codes = [.. lines.Skip(1).SkipLast(1).Select(l => l.Split(',')[0])];
        Assert.Equal(codes.Distinct(), codes);
        Assert.Equal(
            Enumerable.Range(0, 1100).Select(i => $"h-{i:D6}").Except(["h-000602", "h-000601"]).Concat(["h-000600x", "changed-000601"]).Order(StringComparer.Ordinal),
            codes.Order(StringComparer.Ordinal));
    }

    /// <summary>The first worker sleeps with a part in hand until the second has finished; what it read has changed since.</summary>
    [Fact]
    public async Task A_worker_that_is_late_with_a_part_does_not_touch_the_one_that_counts()
    {
        using World world = await ExportWorld.ManyPartsAsync();
        Job job = await ExportWorld.OrderAsync(world, ExportWorld.Households);
        bool slept = false;
        byte[]? file = null;
        world.Blobs.BeforeWrite = async _ =>
        {
            if (!slept)
            {
                slept = true;
                await ChangeAsync(world, "000001", delete: true);
                world.Clock.Now += JobRun.LeaseTime * 2;
                file = await ExportWorld.ReadAsync(world, await ExportWorld.WorkAsync(world, world.Beside, job));
            }
        };
        Job done = await ExportWorld.WorkAsync(world, world.Here, job);
        Assert.Equal(file, await ExportWorld.ReadAsync(world, done));
        Assert.DoesNotContain("h-000001,", Encoding.UTF8.GetString(file!), StringComparison.Ordinal);
        Assert.Equal(file, await ExportWorld.ExportAsync(world, ExportWorld.Households));
    }

    private static async Task ChangeAsync(World world, string id, bool delete)
    {
        var found = (await world.Beside.Store.FindAsync(Kinds.Household, "town", id, World.Ct))!;
        var batch = new Batch(Container.Households, "town");
        _ = delete ? batch.Delete(Kinds.Household, id, found.ETag).Create(Kinds.Deletion(Container.Households), Deletion.Of("town", id, Kinds.Household.Name, world.Clock.Now))
            : batch.Replace(Kinds.Household, found.Value with { Code = "changed-" + id }, found.ETag);
        Assert.True((await world.Beside.Store.CommitAsync(batch, World.Ct)).Committed);
    }
}
