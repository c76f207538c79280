using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace GridSteward.Stores.Embedded.Backups;

/// <summary>Says whether a backup is whole: the manifest by its digest, its paths by what a backup holds, every file by length and SHA-256, the database by SQLite's own check.</summary>
public static class BackupCheck
{
    /// <summary>Reads all of it and changes nothing.</summary>
    /// <param name="backup">Its folder.</param>
    /// <exception cref="BackupException">It is not whole; every path that leads elsewhere, and every file that is missing, damaged, a link or not of the backup is named.</exception>
    public static BackupManifest Verify(string backup)
    {
        string folder = Path.GetFullPath(backup);
        BackupManifest manifest = Read(folder);
        List<string> faults = [.. BackupPaths.FaultsOf(manifest.Files)];
        if (faults.Count > 0)
        {
            throw new BackupException(faults);
        }

        var known = manifest.Files.ToDictionary(f => f.Path, StringComparer.Ordinal);
        var (present, links) = BackupPaths.In(folder);
        present.ExceptWith([BackupManifest.FileName, BackupManifest.DigestName]);
        faults.AddRange(links.Select(p => $"{p} is a link"));
        faults.AddRange(known.Keys.Except(present).Except(links).Select(p => $"{p} is missing"));
        faults.AddRange(present.Except(known.Keys).Select(p => $"{p} is not of this backup"));
        faults.AddRange(known.Values.Where(f => present.Contains(f.Path)).Select(f => Fault(folder, f)).OfType<string>());
        if (!known.ContainsKey(SqliteDocumentStore.FileName))
        {
            faults.Add($"{BackupManifest.FileName} does not name {SqliteDocumentStore.FileName}");
        }

        // A damaged file is not given to SQLite.
        if (faults.Count == 0 && Integrity(Path.Combine(folder, SqliteDocumentStore.FileName)) is { } broken)
        {
            faults.Add($"{SqliteDocumentStore.FileName} is not sound: {broken}");
        }

        return faults.Count == 0 ? manifest : throw new BackupException([.. faults.Order(StringComparer.Ordinal)]);
    }

    private static BackupManifest Read(string folder)
    {
        if (Directory.Exists(folder))
        {
            // A folder that may not be read is not taken for one that lacks files.
            _ = Directory.EnumerateFileSystemEntries(folder).FirstOrDefault();
        }

        string path = Path.Combine(folder, BackupManifest.FileName), digest = Path.Combine(folder, BackupManifest.DigestName);
        string[] missing = [.. new[] { path, digest }.Where(f => !File.Exists(f))];
        if (missing.Length > 0)
        {
            throw new BackupException([.. missing.Select(f => $"{Path.GetFileName(f)} is missing: {folder} is no backup, or was not finished")]);
        }

        byte[] json = File.ReadAllBytes(path);
        if (Convert.ToHexStringLower(SHA256.HashData(json)) != Encoding.ASCII.GetString(File.ReadAllBytes(digest)).Trim())
        {
            throw new BackupException([$"{BackupManifest.FileName} or {BackupManifest.DigestName} is damaged"]);
        }

        try
        {
            BackupManifest manifest = JsonSerializer.Deserialize(json, BackupJson.Default.BackupManifest) ?? throw new BackupException([$"{BackupManifest.FileName} is empty"]);
            return manifest.Version == BackupManifest.Current
                ? manifest
                : throw new BackupException([$"{BackupManifest.FileName} has version {manifest.Version}; this program reads {BackupManifest.Current}"]);
        }
        catch (JsonException e)
        {
            throw new BackupException([$"{BackupManifest.FileName} is damaged: {e.Message}"]);
        }
    }

    private static string? Fault(string folder, BackedUpFile file)
    {
        try
        {
            using FileStream content = File.OpenRead(Path.Combine(folder, file.Path));
            return content.Length != file.Bytes ? $"{file.Path} is damaged: {content.Length} bytes instead of {file.Bytes}"
                : Convert.ToHexStringLower(SHA256.HashData(content)) != file.Sha256 ? $"{file.Path} is damaged: its SHA-256 is another"
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{file.Path} cannot be read: {e.Message}";
        }
    }

    private static string? Integrity(string database)
    {
        try
        {
            using SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = database, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "PRAGMA integrity_check(1)";
            command.CommandTimeout = 0;
            return command.ExecuteScalar() is string broken and not "ok" ? broken : null;
        }
        catch (SqliteException e)
        {
            return e.Message;
        }
    }
}
