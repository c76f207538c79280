using System.Runtime.CompilerServices;
using GridSteward.Domain.Storage;

namespace GridSteward.Stores.Embedded;

/// <summary>
/// Blobs as files in the data folder: <c>blobs/{container}/{name}~</c>. Written to another name in the same folder, flushed,
/// renamed, and the folder flushed. <c>~</c> is in no blob's name, so a blob <c>a</c> and a blob <c>a/b</c> do not meet, and
/// what a crash left unfinished (<c>~...</c>) is never listed.
/// </summary>
public sealed class FileBlobStore : IBlobStore
{
    private readonly string root;

    /// <summary>Opens the folder and makes it if it is missing.</summary>
    /// <param name="dataFolder">The data folder.</param>
    public FileBlobStore(string dataFolder)
    {
        root = Path.GetFullPath(Path.Combine(dataFolder, "blobs"));
        foreach (BlobContainer container in Enum.GetValues<BlobContainer>())
        {
            CreateFolder(Folder(container));
        }
    }

    /// <inheritdoc/>
    public async Task WriteAsync(BlobContainer container, string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        string path = PathOf(container, name), folder = Path.GetDirectoryName(path)!, unfinished = Path.Combine(folder, $"~{Guid.NewGuid():N}");
        byte[] header = BlobFile.Header(contentType);
        CreateFolder(folder);
        try
        {
            await using (FileStream file = new(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous))
            {
                await file.WriteAsync(header, cancellationToken);
                await file.WriteAsync(content, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }

        FolderSync.Flush(folder);
    }

    /// <inheritdoc/>
    public Task<OpenBlob?> OpenAsync(BlobContainer container, string name, CancellationToken cancellationToken)
    {
        string path = PathOf(container, name);
        FileStream file;
        try
        {
            file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 4096, FileOptions.Asynchronous);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<OpenBlob?>(null);
        }

        try
        {
            string contentType = BlobFile.ReadHeader(file);
            BlobContent content = new(file);
            return Task.FromResult<OpenBlob?>(new OpenBlob(content, content.Length, contentType, File.GetLastWriteTimeUtc(file.SafeFileHandle)));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(BlobContainer container, string name, CancellationToken cancellationToken)
    {
        string path = PathOf(container, name);
        if (!File.Exists(path))
        {
            return Task.FromResult(false);
        }

        File.Delete(path);
        FolderSync.Flush(Path.GetDirectoryName(path)!);
        return Task.FromResult(true);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListAsync(BlobContainer container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Where the names begin with whole folders, no other folder is looked into.
        string folder = Folder(container), within = Path.Combine([folder, .. prefix.Split('/')[..^1]]);
        IEnumerable<string> names = (Directory.Exists(within) ? Directory.EnumerateFiles(within, "*~", SearchOption.AllDirectories) : [])
            .Select(path => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/')[..^1])
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        foreach (string name in names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return name;
        }

        await Task.CompletedTask;
    }

    /// <inheritdoc/>
    /// <remarks>An unfinished file that has been left alone for a minute belongs to nobody: a write does not pause between its last byte and the rename.</remarks>
    public Task ScrubAsync(CancellationToken cancellationToken)
    {
        foreach (string path in Directory.EnumerateFiles(root, "~*", SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (DateTime.UtcNow - File.GetLastWriteTimeUtc(path) > TimeSpan.FromMinutes(1))
            {
                File.Delete(path);
                FolderSync.Flush(Path.GetDirectoryName(path)!);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<string?> ProbeAsync(CancellationToken cancellationToken)
    {
        // A write makes the folders it needs, so one that was moved away would come back empty and look well.
        string[] gone = [.. Enum.GetValues<BlobContainer>().Where(c => !Directory.Exists(Folder(c))).Select(BlobNames.Of)];
        if (gone.Length > 0)
        {
            return $"The folder {root} has lost {string.Join(", ", gone)} while the program runs: what was in there cannot be read.";
        }

        string probe = Path.Combine(root, $"~{Guid.NewGuid():N}");
        try
        {
            await File.WriteAllBytesAsync(probe, [1], cancellationToken);
            File.Delete(probe);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"The folder {root} cannot be written: {e.Message}";
        }
    }

    private static void CreateFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        string parent = Path.GetDirectoryName(folder)!;
        CreateFolder(parent);
        PrivateFiles.CreateFolder(folder);
        FolderSync.Flush(parent);
    }

    private string Folder(BlobContainer container) => Path.Combine(root, BlobNames.Of(container));

    private string PathOf(BlobContainer container, string name) => Path.Combine([Folder(container), .. BlobNames.Segments(name)]) + "~";
}
