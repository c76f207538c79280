using GridSteward.Domain.Areas;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Geo;
using GridSteward.Stores.Embedded;

namespace GridSteward.Domain.Tests.Worlds;

/// <summary>
/// A deployment of its own on the embedded engine: a temporary folder, a clock, one instance whose store and blobs can be made to break, and
/// another beside it whose cannot.
/// </summary>
public sealed class World : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gridsteward-domain-").FullName;
    private readonly SqliteDocumentStore sqlite;
    private readonly FileBlobStore files;

    public World()
    {
        sqlite = new SqliteDocumentStore(folder, Kinds.All, Clock);
        files = new FileBlobStore(folder);
        Store = new HookedStore(sqlite);
        Blobs = new HookedBlobs(files);
        Here = new Instance(Store, Blobs, Clock);
        Beside = new Instance(sqlite, files, Clock);
    }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public TestClock Clock { get; } = new();

    public HookedStore Store { get; }

    public HookedBlobs Blobs { get; }

    /// <summary>The engine itself, over which instances see what imports publish.</summary>
    public IDocumentStore Engine => sqlite;

    /// <summary>The instance under test.</summary>
    public Instance Here { get; }

    /// <summary>Another instance over the same data.</summary>
    public Instance Beside { get; }

    /// <summary>An instance that has just been started over the same data.</summary>
    public Instance Restarted(long memoryBytes = long.MaxValue) => new(Store, Blobs, Clock, memoryBytes);

    /// <summary>A jurisdiction with the areas; no areas, no import.</summary>
    public async Task<Jurisdiction> AddTownAsync(Jurisdiction settings, params Square[] squares)
    {
        Expect.Done(await Beside.Jurisdictions.CreateAsync(settings, null, Acting.Program, Ct));
        if (squares.Length > 0)
        {
            Expect.Done(await ImportAsync(Beside, settings, squares));
        }

        return settings;
    }

    public static Task<Outcome<AreaImportResult>> ImportAsync(
        Instance instance, Jurisdiction settings, Square[] squares, ImportMode mode = ImportMode.Merge, OnceKey? once = null)
        => instance.Import.RunAsync(new AreaImportRequest(settings, Town.File(squares), Town.Mapping, mode), once, Acting.Program, Ct);

    /// <summary>Every document of a kind in a partition.</summary>
    public async Task<List<T>> AllAsync<T>(DocumentKind<T> kind, string partition)
        where T : Document
    {
        List<T> all = [];
        await foreach (Stored<T> item in sqlite.AllAsync(kind.In(partition), Ct))
        {
            all.Add(item.Value);
        }

        return all;
    }

    public async Task<CommitOutcome> WriteAsync<T>(DocumentKind<T> kind, params T[] documents)
        where T : Document
    {
        CommitOutcome? outcome = null;
        foreach (T[] some in documents.Chunk(Batch.MaxOperations))
        {
            outcome = await sqlite.CommitAsync(some.Aggregate(new Batch(kind.Container, some[0].Partition), (b, d) => b.Create(kind, d)), Ct);
            Assert.Equal(CommitStatus.Committed, outcome.Status);
        }

        return outcome!;
    }

    /// <summary>A post that somebody holds, and its id.</summary>
    public async Task<Post> AddPostAsync(string code, string area, Func<Post, Post>? change = null, string jurisdiction = "town")
    {
        Post post = Town.Post(code, area) with { Jurisdiction = jurisdiction };
        post = change is null ? post : change(post);
        await WriteAsync(Kinds.Post, post);
        return post;
    }

    /// <summary>A report about a hazard at a place of the town.</summary>
    public static ReportSubmission Hazard(double x, double y) => Hazard(Town.Point(x, y));

    public static ReportSubmission Hazard(Wgs84Point point)
        => new("hazard", "A lamp is broken", new(SentPosition.Of(point)), ReportSource.Resident, null, null, null, null);

    public static OnceKey Key(string key, string hash = "hash", string useCase = "SubmitReport") => new(key.PadRight(32, '.'), useCase, hash);

    /// <summary>Every report of the partitions, to see that there is not one too many.</summary>
    public async Task<List<Report>> ReportsAsync(params string[] partitions)
    {
        List<Report> all = [];
        foreach (string partition in partitions)
        {
            all.AddRange(await AllAsync(Kinds.Report, partition));
        }

        return all;
    }

    public void Dispose()
    {
        sqlite.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
