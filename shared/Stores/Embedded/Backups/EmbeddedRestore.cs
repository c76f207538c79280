using Microsoft.Data.Sqlite;

namespace GridSteward.Stores.Embedded.Backups;

/// <summary>Makes a data folder from a backup.</summary>
public static class EmbeddedRestore
{
    /// <summary>Verifies the backup, copies it, compares each copy, and gives the folder its name last.</summary>
    /// <param name="backup">The backup; it is not changed.</param>
    /// <param name="dataFolder">A folder that is empty or not there, and no mount point: it is put there by a rename.</param>
    /// <param name="cancellationToken">Stops it and removes what was copied.</param>
    /// <exception cref="BackupException">The backup is not whole, or the folder is not empty.</exception>
    public static BackupManifest Restore(string backup, string dataFolder, CancellationToken cancellationToken)
    {
        string folder = PrivateFiles.Empty(dataFolder), source = Path.GetFullPath(backup);
        BackupManifest manifest = BackupCheck.Verify(source);
        string unfinished = $"{folder}.unfinished-{Guid.NewGuid():N}";
        PrivateFiles.CreateFolder(unfinished);
        try
        {
            List<string> faults = [];
            foreach (BackedUpFile file in manifest.Files)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (PrivateFiles.Copy(Path.Combine(source, file.Path), unfinished, file.Path).File != file)
                {
                    faults.Add($"{file.Path} changed while it was restored");
                }
            }

            if (faults.Count > 0)
            {
                throw new BackupException(faults);
            }

            BeAnotherDatabase(Path.Combine(unfinished, SqliteDocumentStore.FileName));
            PrivateFiles.Name(unfinished, folder);
            return manifest;
        }
        catch
        {
            Directory.Delete(unfinished, recursive: true);
            throw;
        }
    }

    // Numbers of writes are given out a second time after a restore; a mark of the lost time must not be taken for one of the new.
    private static void BeAnotherDatabase(string database)
    {
        using SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = database, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE name='schema_writes'";
        if ((long)command.ExecuteScalar()! > 0)
        {
            command.CommandText = "PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; UPDATE schema_writes SET database=@database";
            command.Parameters.AddWithValue("@database", Guid.NewGuid().ToString("N"));
            command.ExecuteNonQuery();
        }
    }
}
