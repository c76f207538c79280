using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Coverage.Books;

/// <summary>The blobs of a jurisdiction's book: written once, under names that nobody used before and that say when.</summary>
internal sealed class BookBlobs(IBlobStore blobs, string jurisdiction, TimeProvider clock)
{
    private string Prefix { get; } = $"{jurisdiction}/";

    /// <summary>Writes a shard.</summary>
    /// <returns>What the book says of it.</returns>
    public async Task<BookShard> WriteAsync<T, TMark>(BookKind<T, TMark> kind, IReadOnlyList<TMark> marks, CancellationToken cancellationToken)
        where T : Document
        where TMark : class
    {
        string name = $"{Prefix}{kind.Folder}/{Guid.CreateVersion7(clock.GetUtcNow()):N}";
        await blobs.WriteAsync(BlobContainer.Books, name, ShardFile.Write(kind.Rows, marks), "application/octet-stream", cancellationToken);
        return new BookShard(kind.IdOf(marks[0]), name, marks.Count);
    }

    /// <summary>The marks of a shard; null where it is missing, damaged or not what the book says.</summary>
    public async Task<List<TMark>?> ReadAsync<T, TMark>(BookKind<T, TMark> kind, BookShard shard, CancellationToken cancellationToken)
        where T : Document
        where TMark : class
    {
        try
        {
            await using OpenBlob? blob = await blobs.OpenAsync(BlobContainer.Books, shard.Blob, cancellationToken);
            return blob is not null && ShardFile.Read(kind.Rows, await blob.ReadAllAsync(cancellationToken)) is { } marks && marks.Count == shard.Count && kind.IdOf(marks[0]) == shard.First
                ? marks
                : null;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return null; // damaged where the file's own header is
        }
    }

    /// <summary>The names of all that lie there, of the book or not.</summary>
    public async Task<List<string>> NamesAsync(CancellationToken cancellationToken) => await blobs.ListAsync(BlobContainer.Books, Prefix, cancellationToken).ToListAsync(cancellationToken);

    /// <summary>Deletes them, those too that are gone already.</summary>
    public async Task DeleteAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        foreach (string name in names)
        {
            await blobs.DeleteAsync(BlobContainer.Books, name, cancellationToken);
        }
    }

    /// <summary>Whether a blob was written so long ago that nobody can be about to name it in the book; one with a strange name was.</summary>
    public bool IsOlderThan(TimeSpan age, string name)
        => !Guid.TryParseExact(name.Split('/')[^1], "N", out Guid uuid)
            || (uuid.Version == 7 && DateTimeOffset.FromUnixTimeMilliseconds((long)(Convert.ToUInt64(uuid.ToString("N")[..12], 16))) < clock.GetUtcNow() - age);
}
