using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace GridSteward.Stores.Embedded.Backups;

/// <summary>
/// Copies a data folder while programs use it: the database as of one moment, and its blobs. Sign-in keys and the timers' status are not copied.
/// A backup gets its name when it is whole and verified; what a killed one leaves has another name, and no manifest unless every file is in it.
/// </summary>
public static class EmbeddedBackup
{
    /// <summary>Makes a backup.</summary>
    /// <param name="dataFolder">The data folder; a program may be using it.</param>
    /// <param name="target">A folder that is empty or not there; on any local disk with room.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops it and removes what was copied.</param>
    /// <exception cref="BackupException">There is no database, the target is not empty, or the copy is not whole.</exception>
    public static BackupManifest Make(string dataFolder, string target, TimeProvider time, CancellationToken cancellationToken)
    {
        string source = Path.GetFullPath(dataFolder), folder = PrivateFiles.Empty(target), database = Path.Combine(source, SqliteDocumentStore.FileName);
        if (DataFolder.IsEmptyAt(source))
        {
            throw new BackupException([DataFolder.Empty(source)]);
        }

        if (folder.StartsWith(source + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new BackupException([$"{folder} lies in the data folder itself: name a folder elsewhere."]);
        }

        string unfinished = $"{folder}.unfinished-{Guid.NewGuid():N}";
        PrivateFiles.CreateFolder(unfinished);
        try
        {
            BlobCopies blobs = new(source, unfinished);
            blobs.Copy(cancellationToken);
            blobs.Keep(blobs.Present());

            // What came during the first pass, which may have taken hours: what is deleted from here on is copied.
            blobs.Copy(cancellationToken);
            DateTimeOffset takenAt = time.GetUtcNow();
            CopyDatabase(database, Path.Combine(unfinished, SqliteDocumentStore.FileName));
            blobs.Copy(cancellationToken);
            BackedUpFile copied = PrivateFiles.Keep(unfinished, SqliteDocumentStore.FileName);
            BackupManifest manifest = new(BackupManifest.Current, takenAt, [.. blobs.Files.Append(copied).OrderBy(f => f.Path, StringComparer.Ordinal)]);
            byte[] json = JsonSerializer.SerializeToUtf8Bytes(manifest, BackupJson.Default.BackupManifest);
            PrivateFiles.Write(Path.Combine(unfinished, BackupManifest.DigestName), Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(json))));
            PrivateFiles.Write(Path.Combine(unfinished, BackupManifest.FileName), json);
            BackupCheck.Verify(unfinished);
            cancellationToken.ThrowIfCancellationRequested();
            PrivateFiles.Name(unfinished, folder);
            return manifest;
        }
        catch
        {
            Directory.Delete(unfinished, recursive: true);
            throw;
        }
    }

    // VACUUM INTO reads one snapshot and writes no free page, so nothing of what was erased before is in the copy.
    private static void CopyDatabase(string from, string to)
    {
        using SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = from, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 60 }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO @to";
        command.Parameters.AddWithValue("@to", to);
        command.CommandTimeout = 0;
        command.ExecuteNonQuery();
    }
}
