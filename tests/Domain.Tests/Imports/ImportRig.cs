using System.Text;
using System.Text.Json;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Households;
using GridSteward.Domain.Imports;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tables;
using GridSteward.Domain.Tests.Worlds;

namespace GridSteward.Domain.Tests.Imports;

/// <summary>What an import left: the job, its counts and its rejected rows.</summary>
internal sealed record Imported(Job Job, string Rejected)
{
    public (long Added, long Changed, long Unchanged, long Rejected) Counts
        => (Count("added"), Count("changed"), Count("unchanged"), Count("rejected"));

    /// <summary>Each fault of the rejected rows as <c>line field</c>.</summary>
    public IReadOnlyList<string> Faults =>
    [
        .. RejectedLines.SelectMany(l => l.GetProperty("faults").EnumerateArray()).Select(f => $"{f.GetProperty("line")} {f.GetProperty("field")}"),
    ];

    public IReadOnlyList<JsonElement> RejectedLines => [.. Rejected.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonElement.Parse(l))];

    private long Count(string name) => Job.Progress.Counts.GetValueOrDefault(name);
}

/// <summary>Orders imports in a world and works on them.</summary>
internal static class ImportRig
{
    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(5);

    public static CancellationToken Ct => World.Ct;

    public static ImportRequest Csv(ImportSubject what) => new() { What = what, Format = TableKind.Csv };

    /// <summary>A town with four grids.</summary>
    public static Task<Jurisdiction> AddTownAsync(this World world) => world.AddTownAsync(Town.Settings(), Town.Squares());

    public static async Task<Job> OrderAsync(this World world, ImportRequest request, byte[] file)
        => Expect.Done(await world.Beside.Orders.OrderAsync("town", request, file, null, Acting.Program, Ct)).Value;

    public static Task<JobRound> WorkAsync(this World world, Instance instance) => instance.Runner(world.Clock, instance.Imports).RunDueAsync(Budget, Ct);

    public static Task<Imported> ImportAsync(this World world, ImportRequest request, string file) => world.ImportAsync(request, Encoding.UTF8.GetBytes(file));

    /// <summary>Orders an import and works until it has ended.</summary>
    public static async Task<Imported> ImportAsync(this World world, ImportRequest request, byte[] file)
    {
        Job job = await world.OrderAsync(request, file);
        Assert.Empty((await world.WorkAsync(world.Here)).Broken);
        return await world.ResultAsync(job);
    }

    public static async Task<Imported> ResultAsync(this World world, Job job)
    {
        Job ended = (await world.Beside.Store.FindAsync(Kinds.Job, "town", job.Id, Ct))!.Value;
        Assert.True(ended.HasEnded, $"The job is {ended.State}.");
        return new Imported(ended, ended.Files.FirstOrDefault(f => f.Name == "rejected.ndjson") is { } file ? await world.TextAsync(ended, file) : "");
    }

    public static async Task<string> TextAsync(this World world, Job job, JobFile file)
    {
        await using Stream stream = world.Beside.JobFiles.Open(job, file);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(Ct);
    }

    /// <summary>Every household by code, with its ETag and its personal part.</summary>
    public static async Task<SortedDictionary<string, (Stored<Household> Household, HouseholdPersonalPart? Who)>> HouseholdsAsync(this World world)
    {
        SortedDictionary<string, (Stored<Household>, HouseholdPersonalPart?)> all = new(StringComparer.Ordinal);
        await foreach (var household in world.Beside.Store.AllAsync(Kinds.Household.In("town"), Ct))
        {
            var who = await world.Beside.Store.FindAsync(Kinds.HouseholdPersonalPart, "town", HouseholdPersonalPart.IdOf(household.Value.Id), Ct);
            all.Add(household.Value.Code, (household, who?.Value));
        }

        return all;
    }

    /// <summary>Every document of the kinds that imports write, with its ETag, in one text: equal texts, nothing moved.</summary>
    public static async Task<string> FingerprintAsync(this World world, bool etags = true)
    {
        StringBuilder text = new();
        await AddAsync(Kinds.Household);
        await AddAsync(Kinds.HouseholdPersonalPart);
        await AddAsync(Kinds.UniqueCode(Container.Households));
        await AddAsync(Kinds.Building);
        await AddAsync(Kinds.Steward);
        await AddAsync(Kinds.Post);
        await AddAsync(Kinds.UniqueCode(Container.Areas));
        return text.ToString();

        async Task AddAsync<T>(DocumentKind<T> kind)
            where T : Document
        {
            await foreach (var stored in world.Beside.Store.AllAsync(kind.In("town"), Ct))
            {
                text.Append(etags ? stored.ETag : "").AppendLine(JsonSerializer.Serialize(stored.Value, kind.Json));
            }
        }
    }

    /// <summary>Kills the process at one call of the store or the blobs, before it or after its effect (writes only): it does nothing from then on.</summary>
    public static void KillAt(this World world, int at, bool afterwards)
    {
        int calls = 0;
        Task Step(bool counts) => counts && Interlocked.Increment(ref calls) == at || calls >= at && at > 0 ? throw new KilledException() : Task.CompletedTask;
        world.Store.BeforeCommit = _ => Step(!afterwards);
        world.Store.AfterCommit = _ => Step(afterwards);
        world.Blobs.BeforeWrite = _ => Step(!afterwards);
        world.Blobs.AfterWrite = _ => Step(afterwards);
        world.Store.BeforeRead = _ => Step(!afterwards);
        world.Blobs.BeforeOpen = _ => Step(!afterwards);
    }

    /// <summary>Works on what is due; whether the process was killed.</summary>
    public static async Task<bool> WorkUntilKilledAsync(this World world)
    {
        try
        {
            JobRound round = await world.WorkAsync(world.Here);
            return round.Broken.Any(b => b.Why is KilledException);
        }
        catch (KilledException)
        {
            return true;
        }
    }

    /// <summary>Another process goes on when the lease of the killed one has run out.</summary>
    public static async Task RecoverAsync(this World world)
    {
        for (int i = 0; i < 3; i++)
        {
            world.Clock.Now += JobRun.LeaseTime + TimeSpan.FromSeconds(1);
            Assert.Empty((await world.WorkAsync(world.Beside)).Broken);
        }
    }

    /// <summary>A building whose code leads to it.</summary>
    public static async Task<Building> AddBuildingAsync(this World world, string code, double x, double y)
    {
        Building building = Town.Building("id-" + code, x, y) with { Code = code };
        await world.WriteAsync(Kinds.Building, building);
        await world.WriteAsync(Kinds.UniqueCode(Container.Areas), UniqueCode.Of("building", "town", code, building.Id));
        return building;
    }
}
