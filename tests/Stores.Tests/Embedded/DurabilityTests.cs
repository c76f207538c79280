using System.Diagnostics;
using GridSteward.Domain.Storage;
using GridSteward.Stores.Embedded;
using GridSteward.Stores.Tests.Kinds;

namespace GridSteward.Stores.Tests.Embedded;

/// <summary>
/// A process that dies in the middle of its writes. (That a commit outlives a power cut rests on synchronous=FULL, which is checked
/// apart; killing a process cannot show it.)
/// </summary>
public sealed class DurabilityTests : IDisposable
{
    private const string FolderVariable = "GRIDSTEWARD_DURABILITY_FOLDER";

    private readonly string folder = Directory.CreateTempSubdirectory("gridsteward-test-").FullName;

    [Fact]
    public async Task Every_acknowledged_batch_is_whole_after_the_process_was_killed()
    {
        CancellationToken ct = TestContext.Current.CancellationToken;
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(DurabilityTests).Assembly.Location);
        }

        string writer = $"{typeof(DurabilityTests).FullName}.{nameof(Writes_until_it_is_killed)}";
        foreach (string argument in new[] { "-method", writer, "-explicit", "only" })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[FolderVariable] = folder;
        using Process child = Process.Start(start)!;
        string acknowledged = Path.Combine(folder, "acknowledged");
        for (int i = 0; i < 600 && Lines(acknowledged).Length < 300; i++)
        {
            Assert.False(child.HasExited, "The writer ended by itself.");
            await Task.Delay(50, ct);
        }

        child.Kill(); // SIGKILL
        await child.WaitForExitAsync(ct);
        string[] acknowledgements = Lines(acknowledged);
        Assert.True(acknowledgements.Length >= 300, "The writer was too slow.");

        using SqliteDocumentStore store = new(folder, TestKinds.All, TimeProvider.System);
        HashSet<string> ids = [];
        await foreach (Stored<Thing> thing in store.AllAsync(TestKinds.Thing.In("p"), ct))
        {
            ids.Add(thing.Value.Id);
        }

        Assert.All(acknowledgements, a => Assert.True(ids.Contains($"{a}-1") && ids.Contains($"{a}-2") && ids.Contains($"{a}-3"), $"{a} is not whole"));
        Assert.All(ids.GroupBy(i => i[..^2]), g => Assert.Equal(3, g.Count()));
        Assert.Equal(ids.Count, await store.CountAsync(TestKinds.Thing.In("p").Where(new Filter.HasAny("areas", ["x"])), ct));
        Assert.Equal(ids.Count, await store.CountAsync(TestKinds.Thing.In("p").Where(new Filter.InBox(new(1, 1, 1, 1))), ct));
    }

    /// <summary>The other process: run by the test above alone.</summary>
    [Fact(Explicit = true)]
    public async Task Writes_until_it_is_killed()
    {
        string shared = Environment.GetEnvironmentVariable(FolderVariable) ?? throw new InvalidOperationException("Run by another test only.");
        using SqliteDocumentStore store = new(shared, TestKinds.All, TimeProvider.System);
        using FileStream acknowledged = new(Path.Combine(shared, "acknowledged"), FileMode.Append, FileAccess.Write, FileShare.Read, 0);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (int i = 0; i < 100_000; i++)
            {
                string name = $"{writer}-{i}";
                Batch batch = Enumerable.Range(1, 3).Aggregate(
                    new Batch(TestKinds.Things, "p"),
                    (b, n) => b.Create(TestKinds.Thing, new Thing { Id = $"{name}-{n}", Jurisdiction = "p", Areas = ["x"], Point = new(1, 1) }));
                if ((await store.CommitAsync(batch, CancellationToken.None)).Committed)
                {
                    lock (acknowledged)
                    {
                        acknowledged.Write(System.Text.Encoding.UTF8.GetBytes(name + "\n"));
                    }
                }
            }
        })));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    // the last line may be half written
    private static string[] Lines(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using StreamReader reader = new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        string text = reader.ReadToEnd();
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
