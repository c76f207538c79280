using GridSteward.Domain.Storage;

namespace GridSteward.Stores.Embedded;

/// <summary>The room of a data folder.</summary>
/// <param name="dataFolder">The folder.</param>
public sealed class EmbeddedRoom(string dataFolder) : IStorageRoom
{
    private readonly string folder = Path.GetFullPath(dataFolder);

    /// <inheritdoc/>
    public StorageRoom? Measure()
    {
        var disk = new DriveInfo(folder);
        var file = new FileInfo(Path.Combine(folder, SqliteDocumentStore.FileName));
        var log = new FileInfo(file.FullName + "-wal");
        return new StorageRoom(folder, disk.AvailableFreeSpace, disk.TotalSize, file.Exists ? file.Length : 0, log.Exists ? log.Length : 0, file.Exists);
    }
}
