using System.Buffers.Binary;
using System.Text;
using GridSteward.Domain.Storage;
using GridSteward.Geo;
using GridSteward.Stores.Embedded;
using GridSteward.Stores.Tests.Kinds;
using GridSteward.Stores.Tests.Worlds;

namespace GridSteward.Stores.Tests.Embedded;

/// <summary>After a scrub no byte of what was deleted or overwritten is in the engine's files.</summary>
public sealed class ScrubTests : IDisposable
{
    private const string Marker = "Ermengarde";

    private readonly string folder = Directory.CreateTempSubdirectory("gridsteward-test-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Nothing_of_what_was_deleted_or_overwritten_is_in_any_file(int seed)
    {
        Random random = new(seed);
        using var store = new SqliteDocumentStore(folder, TestKinds.All, new TestClock());
        Dictionary<string, Thing> things = [];
        for (int i = 0; i < 1500; i++)
        {
            Thing thing = Marked($"{random.Next():x8}-{i}", random, i);
            things[thing.Id] = thing;
            Assert.True((await store.CommitAsync(new Batch(TestKinds.Things, "p").Create(TestKinds.Thing, thing), Ct)).Committed);
        }

        // Half of them grow first, so that pages are shared out again and again; then all of it goes, by deletion or by being written over.
        foreach (Thing thing in things.Values.Where(_ => random.Next(2) == 0).ToList())
        {
            await store.CommitAsync(new Batch(TestKinds.Things, "p").Upsert(TestKinds.Thing, thing with { Text = thing.Text + new string('x', random.Next(3000)) }), Ct);
        }

        byte[][] sought = [Encoding.UTF8.GetBytes(Marker), .. things.Values.Take(300).Select(t => Float(t.Point!.Latitude))];
        List<byte[]> files = Files();
        Assert.All(sought, s => Assert.True(IsIn(files, s)));
        foreach (Thing thing in things.Values.ToList())
        {
            if (random.Next(2) == 0)
            {
                var stored = await store.FindAsync(TestKinds.Thing, "p", thing.Id, Ct);
                await store.CommitAsync(new Batch(TestKinds.Things, "p").Delete(TestKinds.Thing, thing.Id, stored!.ETag), Ct);
                things.Remove(thing.Id);
            }
            else
            {
                await store.CommitAsync(new Batch(TestKinds.Things, "p").Upsert(TestKinds.Thing, New(thing.Id) with { Status = "erased", Point = thing.Point! with { Latitude = 7 } }), Ct);
            }
        }

        await store.ScrubAsync(Ct);
        files = Files();
        Assert.Empty(sought.Where(s => IsIn(files, s)).Select(Convert.ToHexString));

        Query<Thing> all = TestKinds.Thing.In("p");
        Assert.Equal(things.Count, await store.CountAsync(all.Where(new Filter.Equal("status", "erased")), Ct));
        Assert.Equal(things.Count, await store.CountAsync(all.Where(new Filter.InBox(new GeoBox(100, 6, 120, 8))), Ct));
        Assert.Equal(0, await store.CountAsync(all.Where(new Filter.InBox(new GeoBox(100, 20, 120, 40))), Ct));
        Assert.Equal(0, await store.CountAsync(all.Where(new Filter.HasAny("areas", [Marker + "1"])), Ct));
    }

    [Fact]
    public async Task Reads_and_writes_go_on_around_a_scrub_and_none_is_lost()
    {
        using var store = new SqliteDocumentStore(folder, TestKinds.All, new TestClock());
        Task[] writers = [.. Enumerable.Range(0, 4).Select(w => Task.Run(async () =>
        {
            for (int i = 0; i < 200; i++)
            {
                Assert.True((await store.CommitAsync(new Batch(TestKinds.Things, "p").Create(TestKinds.Thing, Marked($"{w}-{i}", new Random(i), i)), Ct)).Committed);
                Assert.NotNull(await store.FindAsync(TestKinds.Thing, "p", $"{w}-{i}", Ct));
            }
        }))];
        for (int i = 0; i < 5; i++)
        {
            await store.ScrubAsync(Ct);
        }

        await Task.WhenAll(writers);
        Assert.Equal(800, await store.CountAsync(TestKinds.Thing.In("p"), Ct));
    }

    [Fact]
    public async Task What_killed_writes_of_blobs_left_is_removed_and_what_is_being_written_is_not()
    {
        FileBlobStore blobs = new(folder);
        await blobs.WriteAsync(BlobContainer.Jobs, "town/job/file/0", "kept"u8.ToArray(), "text/plain", Ct);
        string jobs = Path.Combine(folder, "blobs", "jobs", "town", "job", "file");
        string dead = Path.Combine(jobs, "~dead"), living = Path.Combine(jobs, "~living");
        await File.WriteAllTextAsync(dead, Marker, Ct);
        await File.WriteAllTextAsync(living, Marker, Ct);
        File.SetLastWriteTimeUtc(dead, DateTime.UtcNow.AddHours(-1));
        await blobs.ScrubAsync(Ct);
        Assert.Equal((false, true), (File.Exists(dead), File.Exists(living)));
        Assert.Equal(["town/job/file/0"], await blobs.ListAsync(BlobContainer.Jobs, "", Ct).ToListAsync(Ct));
    }

    private static Thing New(string id) => new() { Id = id, Jurisdiction = "p" };

    private static Thing Marked(string id, Random random, int i) => New(id) with
    {
        Status = Marker + i,
        Text = Marker + new string('y', random.Next(600)),
        Areas = [Marker + i],
        Where = new Address($"{Marker} street {i}"),
        Point = new Place(114, 30 + (i * 0.001)),
    };

    /// <summary>A latitude as the R*Tree holds it, rounded down as there.</summary>
    private static byte[] Float(double latitude)
    {
        float near = (float)latitude;
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteSingleBigEndian(bytes, near > latitude ? (float)(latitude * (1.0 - (1.0 / 8388608.0))) : near);
        return bytes;
    }

    private static bool IsIn(List<byte[]> files, byte[] sought) => files.Exists(f => f.AsSpan().IndexOf(sought) >= 0);

    private List<byte[]> Files() => [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file =>
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    })];
}
