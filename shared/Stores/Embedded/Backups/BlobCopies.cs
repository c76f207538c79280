using GridSteward.Domain.Storage;

namespace GridSteward.Stores.Embedded.Backups;

/// <summary>
/// Copies the blobs around the copy of the database: before it, and after it what is new or was written over. A blob is written before
/// the document that names it, so what the database names was there; and what is deleted while the database is copied was copied before.
/// </summary>
/// <param name="dataFolder">Where they are.</param>
/// <param name="target">The backup.</param>
internal sealed class BlobCopies(string dataFolder, string target)
{
    // the program makes both again from the documents
    private static readonly BlobContainer[] madeAgain = [BlobContainer.Books, BlobContainer.Indexes];

    private readonly Dictionary<string, (BackedUpFile File, DateTime WrittenAt)> copies = [];

    public IEnumerable<BackedUpFile> Files => copies.Values.Select(c => c.File);

    /// <summary>The blobs that are there now, by path.</summary>
    public HashSet<string> Present()
        => [.. Enum.GetValues<BlobContainer>().Except(madeAgain)
            .Select(c => Path.Combine(dataFolder, "blobs", BlobNames.Of(c)))
            .Where(Directory.Exists)
            .SelectMany(f => Directory.EnumerateFiles(f, "*~", SearchOption.AllDirectories))
            .Where(f => Path.GetFileName(f)[0] != '~')
            .Select(f => Path.GetRelativePath(dataFolder, f).Replace(Path.DirectorySeparatorChar, '/'))];

    /// <summary>Copies what has no copy, or another one.</summary>
    public void Copy(CancellationToken cancellationToken)
    {
        foreach (string path in Present())
        {
            cancellationToken.ThrowIfCancellationRequested();
            FileInfo file = new(Path.Combine(dataFolder, path));
            try
            {
                if (!copies.TryGetValue(path, out var copy) || copy.WrittenAt != file.LastWriteTimeUtc || copy.File.Bytes != file.Length)
                {
                    copies[path] = PrivateFiles.Copy(file.FullName, target, path);
                }
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                // It was deleted since it was listed; a copy that was made before stays.
            }
        }
    }

    /// <summary>Removes the copies of what was deleted since: what was erased before the database is copied is not in the backup.</summary>
    /// <param name="present">What is there now.</param>
    public void Keep(HashSet<string> present)
    {
        foreach (string path in copies.Keys.Except(present).ToList())
        {
            File.Delete(Path.Combine(target, path));
            copies.Remove(path);
        }
    }
}
