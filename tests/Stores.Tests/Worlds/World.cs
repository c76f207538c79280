using GridSteward.Domain.Storage;
using GridSteward.Stores.Embedded;
using GridSteward.Stores.Tests.Kinds;

namespace GridSteward.Stores.Tests.Worlds;

/// <summary>An engine with nothing of another test in it.</summary>
public abstract class World : IAsyncDisposable
{
    private IDocumentStore? documents;
    private IBlobStore? blobs;

    public IDocumentStore Documents => documents!;

    public IBlobStore Blobs => blobs!;

    /// <summary>A gap of the engine under test, or null if it has none there (see EmulatorGaps).</summary>
    public virtual string? Gap(string gap) => null;

    /// <summary>Lets time pass for the engine.</summary>
    public abstract Task PassAsync(TimeSpan time);

    public async Task OpenAsync() => (documents, blobs) = await StartAsync();

    public abstract ValueTask DisposeAsync();

    protected abstract Task<(IDocumentStore Documents, IBlobStore Blobs)> StartAsync();
}

/// <summary>A clock that only tests move.</summary>
public sealed class TestClock : TimeProvider
{
    private DateTimeOffset now = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(TimeSpan time) => now += time;
}

/// <summary>SQLite and files in a folder of its own.</summary>
public sealed class EmbeddedWorld : World
{
    private readonly TestClock clock = new();
    private SqliteDocumentStore? store;

    public string Folder { get; } = Directory.CreateTempSubdirectory("gridsteward-test-").FullName;

    public override Task PassAsync(TimeSpan time)
    {
        clock.Advance(time);
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        store?.Dispose();
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    protected override Task<(IDocumentStore Documents, IBlobStore Blobs)> StartAsync()
    {
        store = new SqliteDocumentStore(Folder, TestKinds.All, clock);
        return Task.FromResult<(IDocumentStore, IBlobStore)>((store, new FileBlobStore(Folder)));
    }
}
