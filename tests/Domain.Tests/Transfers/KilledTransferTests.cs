using GridSteward.Domain.Audit;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Transfers;

/// <summary>Transfers whose workers are killed, cancelled and overtaken.</summary>
public sealed class KilledTransferTests
{
    [Fact]
    public async Task An_export_killed_before_and_after_every_write_in_turn_gives_the_same_file()
    {
        using World here = await FullTown.MakeAsync(2);
        byte[] file = await FullTown.ExportAsync(here);
        int kills = await KillAtEveryWriteAsync(here, () => FullTown.OrderExportAsync(here), async job => Assert.Equal(file, await FullTown.ReadAsync(here, job)));
        Assert.InRange(kills, 8, 1000);
    }

    [Fact]
    public async Task An_import_killed_before_and_after_every_write_in_turn_brings_the_same()
    {
        using World here = await FullTown.MakeAsync(2);
        byte[] file = await FullTown.ExportAsync(here);
        using World there = new();
        int towns = 0;
        int kills = await KillAtEveryWriteAsync(there, async () =>
        {
            towns++;
            return Expect.Done(await FullTown.OrderImportAsync(there, file)).Value;
        }, async _ =>
        {
            Assert.Equal(file, await FullTown.ExportAsync(there));
            await RemoveAsync(there);
        });
        Assert.InRange(kills, 40, 1000);
        Assert.Equal(towns, kills + 2);
    }

    [Fact]
    public async Task Until_it_is_shown_nothing_of_it_can_be_reached_and_nobody_takes_its_code()
    {
        using World here = await FullTown.MakeAsync();
        var submitted = Expect.Done(await here.Beside.Submit.RunAsync(World.Hazard(0.5, 0.5), null, Acting.Program, World.Ct));
        byte[] file = await FullTown.ExportAsync(here);
        string card = (await here.AllAsync(Kinds.ContactCard, "town"))[0].Code;
        string building = (await here.AllAsync(Kinds.Building, "town"))[0].Id;

        using World there = new();
        Job job = Expect.Done(await FullTown.OrderImportAsync(there, file)).Value;
        there.Store.DieBefore(b => b.Operations.Any(o => o.Kind == Kinds.JurisdictionListVersion));
        await Assert.ThrowsAsync<KilledException>(() => FullTown.WorkAsync(there, there.Here, job));
        Assert.NotEmpty(await there.AllAsync(Kinds.Household, "town"));
        Assert.NotEmpty(await there.AllAsync(Kinds.Jurisdiction, "town"));

        Instance at = there.Restarted();
        Assert.Empty(await at.Directory.AllAsync(World.Ct));
        Assert.IsType<Outcome<Domain.Reports.TrackedReport>.NotFound>(await at.Read.TrackAsync(submitted.Tracking.ToString(), World.Ct));
        Assert.Equal(["$.card"], Expect.Faults(await at.Places.FindAsync(new(null, Card: card), World.Ct)));
        Assert.Equal(["$.building"], Expect.Faults(await at.Places.FindAsync(new(null, Building: "town/" + building), World.Ct)));
        Assert.Equal(["$.jurisdiction"], Expect.Faults(await at.Places.FindAsync(new(null, Jurisdiction: "town"), World.Ct)));
        Assert.Null(Expect.Done(await at.Places.FindAsync(new(SentPosition.Of(Town.Point(0.5, 0.5))), World.Ct)).Settings);
        Assert.Empty((await at.Nightly.RunAsync(World.Ct)).Made);
        Assert.IsType<Outcome<Stored<Jurisdiction>>.Conflict>(await there.Beside.Jurisdictions.CreateAsync(Town.Settings(), null, Acting.Program, World.Ct));

        there.Clock.Now += JobRun.LeaseTime * 2;
        Assert.Equal(JobState.Done, (await FullTown.WorkAsync(there, there.Beside, job)).State);
        Assert.Equal("town", Assert.Single(await at.Directory.AllAsync(World.Ct)).Code);
        Expect.Done(await at.Read.TrackAsync(submitted.Tracking.ToString(), World.Ct));
    }

    [Fact]
    public async Task Nobody_creates_the_jurisdiction_while_it_is_on_its_way_even_before_its_settings_are_written()
    {
        using World here = await FullTown.MakeAsync();
        byte[] file = await FullTown.ExportAsync(here);
        using World there = new();
        Job job = Expect.Done(await FullTown.OrderImportAsync(there, file)).Value;
        there.Store.DieBefore(b => b.Operations.Any(o => o.Kind == Kinds.Area));
        await Assert.ThrowsAsync<KilledException>(() => FullTown.WorkAsync(there, there.Here, job));
        Assert.IsType<Outcome<Stored<Jurisdiction>>.Conflict>(await there.Beside.Jurisdictions.CreateAsync(Town.Settings(), null, Acting.Program, World.Ct));
        Job second = await FullTown.ImportAsync(there, file);
        Assert.Equal(JobState.Failed, second.State);
        Assert.Contains("Another job", second.Problem, StringComparison.Ordinal);

        there.Clock.Now += JobRun.LeaseTime * 2;
        Assert.Equal(JobState.Done, (await FullTown.WorkAsync(there, there.Beside, job)).State);
        Assert.Equal(file, await FullTown.ExportAsync(there));
    }

    [Fact]
    public async Task What_a_cancelled_import_had_written_is_swept_and_another_can_begin()
    {
        using World here = await FullTown.MakeAsync(250);
        byte[] file = await FullTown.ExportAsync(here);
        using World there = new();
        Job job = Expect.Done(await FullTown.OrderImportAsync(there, file)).Value;
        there.Store.OnceBefore(b => b.Operations.Any(o => o.Kind == Kinds.Coverage), async () =>
        {
            Expect.Done(await there.Beside.Jobs.CancelAsync("unassigned", job.Id, Acting.Program, World.Ct));
            there.Clock.Now += TimeSpan.FromSeconds(10);
        });
        Assert.Equal(JobState.Cancelled, (await FullTown.WorkAsync(there, there.Here, job)).State);
        await AssertNothingAsync(there);
        Assert.Equal(JobState.Done, (await FullTown.ImportAsync(there, file)).State);
        Assert.Equal(file, await FullTown.ExportAsync(there));
    }

    [Fact]
    public async Task A_sweep_that_is_killed_is_finished_by_the_next_worker()
    {
        using World here = await FullTown.MakeAsync();
        byte[] file = await FullTown.ExportAsync(here);
        using World there = new();
        for (int i = 0; ; i++)
        {
            Job job = Expect.Done(await FullTown.OrderImportAsync(there, file)).Value;
            there.Store.OnceBefore(b => b.Operations.Any(o => o.Kind == Kinds.Coverage), async () =>
            {
                Expect.Done(await there.Beside.Jobs.CancelAsync("unassigned", job.Id, Acting.Program, World.Ct));
                there.Clock.Now += TimeSpan.FromSeconds(10);
            });
            int deletions = 0;
            bool killed = false;
            there.Store.AfterCommit = batch =>
            {
                killed = batch.Operations.Any(o => o.Verb == BatchVerb.Delete) && deletions++ == i;
                return killed ? throw new KilledException() : Task.CompletedTask;
            };
            Exception? death = await Record.ExceptionAsync(() => FullTown.WorkAsync(there, there.Here, job));
            there.Store.AfterCommit = _ => Task.CompletedTask;
            await FullTown.WorkAsync(there, there.Beside, job);
            await AssertNothingAsync(there);
            if (death is null)
            {
                Assert.InRange(i, 20, 100);
                return;
            }
        }
    }

    /// <summary>The worker sleeps in the middle of its writing until the job is cancelled and swept, and awakes.</summary>
    [Fact]
    public async Task A_worker_that_awakes_when_all_is_swept_writes_nothing()
    {
        using World here = await FullTown.MakeAsync();
        byte[] file = await FullTown.ExportAsync(here);
        foreach (DocumentKind last in new DocumentKind[] { Kinds.Area, Kinds.Household, Kinds.Coverage, Kinds.ContactCardEntry, Kinds.JurisdictionListVersion })
        {
            using World there = new();
            Job job = Expect.Done(await FullTown.OrderImportAsync(there, file)).Value;
            there.Store.OnceBefore(b => b.Operations.Any(o => o.Kind == last), async () =>
            {
                Expect.Done(await there.Beside.Jobs.CancelAsync("unassigned", job.Id, Acting.Program, World.Ct));
                there.Clock.Now += JobRun.LeaseTime * 2;
                Assert.Equal(JobState.Cancelled, (await FullTown.WorkAsync(there, there.Beside, job)).State);
            });
            await FullTown.WorkAsync(there, there.Here, job);

            // The entry of a card leads nowhere then; the next import takes it for its own.
            await AssertNothingAsync(there, butCards: last == Kinds.ContactCardEntry);
            Assert.Equal(JobState.Done, (await FullTown.ImportAsync(there, file)).State);
            Assert.Equal(file, await FullTown.ExportAsync(there));
        }
    }

    /// <summary>It sleeps before it reads how far the containers are, and then there are no checkpoints any more.</summary>
    [Fact]
    public async Task A_worker_that_awakes_before_it_has_read_its_checkpoints_writes_nothing()
    {
        using World here = await FullTown.MakeAsync();
        byte[] file = await FullTown.ExportAsync(here);
        using World there = new();
        Job job = Expect.Done(await FullTown.OrderImportAsync(there, file)).Value;
        there.Store.DieBefore(b => b.Operations.Any(o => o.Kind == Kinds.Household));
        await Assert.ThrowsAsync<KilledException>(() => FullTown.WorkAsync(there, there.Here, job));
        there.Store.BeforeCommit = _ => Task.CompletedTask;
        there.Clock.Now += JobRun.LeaseTime * 2;
        bool slept = false;
        there.Store.BeforeRead = async kind =>
        {
            if (kind == Kinds.JobCheckpoint(Container.Areas) && !slept)
            {
                slept = true;
                Expect.Done(await there.Beside.Jobs.CancelAsync("unassigned", job.Id, Acting.Program, World.Ct));
                there.Clock.Now += JobRun.LeaseTime * 2;
                Assert.Equal(JobState.Cancelled, (await FullTown.WorkAsync(there, there.Beside, job)).State);
            }
        };
        await FullTown.WorkAsync(there, there.Here, job);
        Assert.True(slept);
        await AssertNothingAsync(there);
    }

    /// <summary>Kills a worker at the first write, then at the second, ...: before it, and after it. Another worker finishes each time.</summary>
    private static async Task<int> KillAtEveryWriteAsync(World world, Func<Task<Job>> order, Func<Job, Task> check)
    {
        int kills = 0;
        foreach (bool after in new[] { false, true })
        {
            for (int i = 0; ; i++)
            {
                Job job = await order();
                bool dead = false;
                int writes = 0;
                Task Write(bool isAfter)
                {
                    if (isAfter == after && writes++ == i)
                    {
                        dead = true;
                    }

                    return dead ? throw new KilledException() : Task.CompletedTask;
                }

                (world.Store.BeforeCommit, world.Store.AfterCommit) = (_ => Write(false), _ => Write(true));
                (world.Blobs.BeforeWrite, world.Blobs.AfterWrite) = (_ => Write(false), _ => Write(true));
                Exception? death = await Record.ExceptionAsync(() => FullTown.WorkAsync(world, world.Here, job));
                (world.Store.BeforeCommit, world.Store.AfterCommit) = (_ => Task.CompletedTask, _ => Task.CompletedTask);
                (world.Blobs.BeforeWrite, world.Blobs.AfterWrite) = (_ => Task.CompletedTask, _ => Task.CompletedTask);
                world.Clock.Now += JobRun.LeaseTime * 2;
                await check(await FullTown.DoneAsync(world, job));
                if (!dead)
                {
                    Assert.Null(death);
                    break;
                }

                kills++;
            }
        }

        return kills;
    }

    /// <summary>Removes the jurisdiction as if a job that brings it had been cancelled at its very end.</summary>
    private static async Task RemoveAsync(World world)
    {
        var entry = (await world.Beside.Store.FindAsync(Kinds.JurisdictionEntry, JurisdictionEntry.ListKey, "town", World.Ct))!;
        await world.Beside.Directory.SaveAsync(b => b.Replace(Kinds.JurisdictionEntry, entry.Value with { Arriving = "j" }, entry.ETag), World.Ct);
        Job job = new() { Id = "j", Jurisdiction = "unassigned", Kind = "", Request = default, Needs = default, Origin = new("", null), State = JobState.Cancelled, Progress = JobProgress.None, CreatedAt = default };
        await world.Beside.Arriving.LeaveAsync("town", job, World.Ct);
        await AssertNothingAsync(world);
    }

    /// <summary>Nothing of the town is left but what stays with the deployment.</summary>
    private static async Task AssertNothingAsync(World world, bool butCards = false)
    {
        foreach (var kind in Domain.Transfers.TransferKinds.Moved)
        {
            Assert.Empty((await kind.ReadAsync(world.Beside.Store, "town", null, 10, true, World.Ct)).Documents);
        }

        foreach (Container container in Container.All.Where(c => c != Container.Directory))
        {
            Assert.Empty(await world.AllAsync(Kinds.JobCheckpoint(container), "town"));
        }

        Assert.Empty(await world.AllAsync(Kinds.JurisdictionEntry, JurisdictionEntry.ListKey));
        foreach (BlobContainer container in Domain.Transfers.TransferKinds.MovedBlobs)
        {
            Assert.Empty(await world.Beside.Blobs.ListAsync(container, "town/", World.Ct).ToListAsync(World.Ct));
        }

        // What a card is found by lies in a partition of its own.
        foreach (Batch written in world.Store.Committed.Where(b => !butCards && b.Operations[0].Kind == Kinds.ContactCardEntry))
        {
            Assert.Empty(await world.AllAsync(Kinds.ContactCardEntry, written.Partition));
        }
    }
}
