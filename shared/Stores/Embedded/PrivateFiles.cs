using System.Security.Cryptography;
using GridSteward.Stores.Embedded.Backups;

namespace GridSteward.Stores.Embedded;

/// <summary>Files and folders that only their owner reads (0600 and 0700), flushed to disk; on Windows the folder's own rights hold.</summary>
internal static class PrivateFiles
{
    /// <summary>Makes a folder and those above it that are missing.</summary>
    public static void CreateFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        // .NET gives the mode to the last folder only
        CreateFolder(Path.GetDirectoryName(folder)!);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Copies a whole file over what was there, and says what it copied; the time is the source's.</summary>
    public static (BackedUpFile File, DateTime WrittenAt) Copy(string from, string folder, string path)
    {
        using FileStream source = new(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        DateTime writtenAt = File.GetLastWriteTimeUtc(source.SafeFileHandle);
        string to = Path.Combine(folder, path);
        CreateFolder(Path.GetDirectoryName(to)!);
        using FileStream target = Create(to);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] block = new byte[1 << 16];
        for (int read; (read = source.Read(block)) > 0;)
        {
            hash.AppendData(block, 0, read);
            target.Write(block, 0, read);
        }

        target.Flush(flushToDisk: true);
        File.SetLastWriteTimeUtc(target.SafeFileHandle, writtenAt);
        return (new BackedUpFile(path, target.Length, Convert.ToHexStringLower(hash.GetHashAndReset())), writtenAt);
    }

    /// <summary>Makes an empty file where there is none; one that is there keeps its rights.</summary>
    public static void Touch(string path)
    {
        try
        {
            Create(path, FileMode.CreateNew).Dispose();
        }
        catch (IOException) when (File.Exists(path))
        {
            // Made before, or by another process just now.
        }
    }

    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        using FileStream file = Create(path);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Makes a file that is there already private and durable, and says what it is.</summary>
    public static BackedUpFile Keep(string folder, string path)
    {
        string full = Path.Combine(folder, path);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(full, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        using FileStream file = new(full, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
        return new BackedUpFile(path, file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
    }

    /// <summary>Gives a finished folder its name, which nothing or an empty folder has.</summary>
    public static void Name(string unfinished, string folder)
    {
        foreach (string each in Directory.EnumerateDirectories(unfinished, "*", SearchOption.AllDirectories).Append(unfinished))
        {
            FolderSync.Flush(each);
        }

        if (Directory.Exists(folder))
        {
            try
            {
                Directory.Delete(folder);
            }
            catch (IOException e)
            {
                throw new BackupException([$"{folder} cannot be put in place: {e.Message}. If it is a mount point, name a folder in it."]);
            }
        }

        Directory.Move(unfinished, folder);
        FolderSync.Flush(Path.GetDirectoryName(folder)!);
    }

    /// <summary>The folder's path, when nothing is in it.</summary>
    /// <exception cref="BackupException">Something is.</exception>
    public static string Empty(string folder)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        return File.Exists(full) || (Directory.Exists(full) && Directory.EnumerateFileSystemEntries(full).Any())
            ? throw new BackupException([$"{full} is not empty: name a folder that is empty or not there yet."])
            : full;
    }

    private static FileStream Create(string path, FileMode mode = FileMode.Create)
    {
        FileStreamOptions options = new() { Mode = mode, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
