using System.Diagnostics;
using System.Text;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Health;

/// <summary>Whether documents and blobs can be written and read back in time, whether the machine's clock agrees with the blobs', and how much room is left.</summary>
public sealed class StoreHealth(IDocumentStore documents, IBlobStore blobs, IStorageRoom room, TimeProvider clock)
{
    /// <summary>The names of the parts.</summary>
    public const string Documents = "documents", Blobs = "blobs", Clock = "clock", Disk = "disk";

    /// <summary>How long a store may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Slower is said.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    /// <summary>From so far apart clocks make trouble: tokens bear two minutes.</summary>
    private static readonly TimeSpan ClockApart = TimeSpan.FromSeconds(30), ClockWrong = TimeSpan.FromMinutes(2);

    private const long Megabyte = 1024 * 1024, Gigabyte = 1024 * Megabyte;

    /// <summary>Less than this is broken, less than the next degraded; a log longer than the last means that somebody keeps it from being folded in.</summary>
    private const long LeastFree = 64 * Megabyte, LittleFree = Gigabyte, LongLog = 256 * Megabyte;

    private readonly string instance = Guid.NewGuid().ToString("N");

    /// <summary>Asks all of it.</summary>
    public async Task<IReadOnlyList<HealthPart>> ReadAsync(CancellationToken cancellationToken)
    {
        Task<HealthPart> asked = Task.Run(() => AskDocumentsAsync(cancellationToken), cancellationToken);
        (HealthPart files, HealthPart? time) = await AskBlobsAsync(cancellationToken);
        HealthPart? disk = MeasureRoom();
        return [await asked, files, .. time is null ? Array.Empty<HealthPart>() : [time], .. disk is null ? Array.Empty<HealthPart>() : [disk]];
    }

    private Task<HealthPart> AskDocumentsAsync(CancellationToken cancellationToken) => TimedAsync(
        Documents,
        "A document was written and read back.",
        async token =>
        {
            HealthProbe probe = HealthProbe.Of(instance, clock.GetUtcNow());
            await documents.CommitAsync(new Batch(Container.Directory, HealthProbe.OnlyKey).Upsert(Kinds.HealthProbe, probe), token);
            return (await documents.FindAsync(Kinds.HealthProbe, HealthProbe.OnlyKey, instance, token))?.Value.At == probe.At ? null : "What was written is not what is read.";
        },
        documents.ProbeAsync,
        "Reports cannot be taken. Look at the disk (single box) or at Cosmos DB's health, the network and the identity's role (Azure); docs/operations.md, Health.",
        cancellationToken);

    private async Task<(HealthPart Blobs, HealthPart? Clock)> AskBlobsAsync(CancellationToken cancellationToken)
    {
        string name = $"health/{instance}";
        TimeSpan? apart = null;
        HealthPart part = await TimedAsync(
            Blobs,
            "A blob was written, read back and deleted.",
            async token =>
            {
                if (await blobs.ProbeAsync(token) is { } fault)
                {
                    return fault;
                }

                byte[] content = Encoding.ASCII.GetBytes(Guid.NewGuid().ToString("N"));
                await blobs.WriteAsync(BlobContainer.Uploads, name, content, "text/plain", token);
                bool same;
                await using (OpenBlob? read = await blobs.OpenAsync(BlobContainer.Uploads, name, token))
                {
                    same = read is not null && (await read.ReadAllAsync(token)).SequenceEqual(content);

                    // the machine's clock, whichever the program goes by
                    apart = read is null ? null : read.ModifiedAt - TimeProvider.System.GetUtcNow();
                }

                await blobs.DeleteAsync(BlobContainer.Uploads, name, token);
                return same ? null : "What was written is not what is read.";
            },
            blobs.ProbeAsync,
            "Photos, imports and files are not taken, and areas are not read after a restart. Look at the data folder (single box) or at Blob Storage's health, the network and the identity's role (Azure).",
            cancellationToken);
        return (part, apart is { } difference ? OfClock(difference) : null);
    }

    private static HealthPart OfClock(TimeSpan difference)
    {
        TimeSpan apart = difference.Duration();
        HealthStatus status = HealthPart.Of(apart >= ClockWrong, apart >= ClockApart);
        return new HealthPart(
            Clock, status, $"This machine's clock and the blobs' are {(long)apart.TotalSeconds} s apart.",
            status == HealthStatus.Ok ? null : "Set the machine's clock by NTP: deadlines, tokens and nights go by it.")
        {
            Figures = new Dictionary<string, long> { ["secondsApart"] = (long)difference.TotalSeconds },
        };
    }

    private HealthPart? MeasureRoom()
    {
        StorageRoom? found;
        try
        {
            found = room.Measure();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new HealthPart(Disk, HealthStatus.Broken, $"The data folder cannot be looked at: {e.Message}", "See that the folder is there and belongs to the program's user.");
        }

        if (found is not { } r)
        {
            return null;
        }

        var figures = new Dictionary<string, long>
        {
            ["freeBytes"] = r.FreeBytes, ["totalBytes"] = r.TotalBytes, ["documentBytes"] = r.DocumentBytes, ["logBytes"] = r.LogBytes,
        };
        HealthPart part = !r.HasFile
            ? new(Disk, HealthStatus.Broken, $"The database's file is no longer in {r.Folder}: what is written now is lost when the program ends.", "Stop the program, put the file back from a backup, start it.") { StopsReports = true }
            : r.FreeBytes < LeastFree
                ? new(Disk, HealthStatus.Broken, $"The disk of {r.Folder} is full but for {r.FreeBytes / Megabyte} MB.", "Make room now: soon nothing can be written.")
                : r.FreeBytes < LittleFree
                    ? new(Disk, HealthStatus.Degraded, $"The disk of {r.Folder} is nearly full: {r.FreeBytes / Megabyte} MB are free.", "Make room, or move the data folder to a larger disk.")
                    : r.LogBytes > LongLog
                        ? new(Disk, HealthStatus.Degraded, $"The database's log has grown to {r.LogBytes / Megabyte} MB: something keeps an old state open.", "End backups or other programs that read the database for long; a restart folds the log in.")
                        : HealthPart.Ok(Disk, $"{r.FreeBytes / Gigabyte} GB are free on the disk of {r.Folder}.");
        return part with { Figures = figures };
    }

    private static async Task<HealthPart> TimedAsync(
        string name, string well, Func<CancellationToken, Task<string?>> ask, Func<CancellationToken, Task<string?>> probe, string todo, CancellationToken cancellationToken)
    {
        long began = Stopwatch.GetTimestamp();
        string? fault;
        try
        {
            using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            bound.CancelAfter(Limit);
            fault = await ask(bound.Token).WaitAsync(Limit, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            fault = $"It did not answer within {(int)Limit.TotalSeconds} s.";
        }
#pragma warning disable CA1031 // Whatever breaks is what is to be told, in the engine's own words where it has some.
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            fault = e is StoreUnavailableException ? e.Message : await ProbedAsync(probe, cancellationToken) ?? $"{e.GetType().Name}: {e.Message}";
        }

        TimeSpan took = Stopwatch.GetElapsedTime(began);
        var figures = new Dictionary<string, long> { ["milliseconds"] = (long)took.TotalMilliseconds };
        return fault is not null
            ? new HealthPart(name, HealthStatus.Broken, fault, todo) { StopsReports = true, Figures = figures }
            : took > Slow
                ? new HealthPart(name, HealthStatus.Degraded, $"It answers slowly: {took.TotalSeconds:0.0} s.", "See what keeps it busy: a large import, another program on the disk, throttling.") { Figures = figures }
                : HealthPart.Ok(name, well) with { Figures = figures };
    }

    private static async Task<string?> ProbedAsync(Func<CancellationToken, Task<string?>> probe, CancellationToken cancellationToken)
    {
        try
        {
            return await probe(cancellationToken).WaitAsync(Limit, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or StoreUnavailableException)
        {
            return null;
        }
    }
}
