namespace GridSteward.Domain.Storage;

/// <summary>How much room an engine on this machine has.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="FreeBytes">Bytes that are free on its disk for this program.</param>
/// <param name="TotalBytes">Bytes of the disk.</param>
/// <param name="DocumentBytes">Bytes of the database's file.</param>
/// <param name="LogBytes">Bytes of its write-ahead log.</param>
/// <param name="HasFile">Whether the database's file is where it was opened: a program goes on writing into a file that was deleted, and all of it is lost at its end.</param>
public sealed record StorageRoom(string Folder, long FreeBytes, long TotalBytes, long DocumentBytes, long LogBytes, bool HasFile);

/// <summary>Measures the room of an engine that lies on this machine.</summary>
public interface IStorageRoom
{
    /// <summary>How much there is; null where the engine is elsewhere.</summary>
    /// <exception cref="IOException">The folder cannot be looked at.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be.</exception>
    StorageRoom? Measure();
}

/// <summary>The room of an engine elsewhere, which is its keeper's.</summary>
public sealed class RoomElsewhere : IStorageRoom
{
    /// <inheritdoc/>
    public StorageRoom? Measure() => null;
}
