namespace GridSteward.Stores.Embedded.Backups;

/// <summary>
/// What a manifest may name: the database and blobs, below the backup's own folder. A manifest that was written by somebody else could otherwise have a restore read or write
/// elsewhere, or bring a sign-in key along.
/// </summary>
internal static class BackupPaths
{
    private const string Blobs = "blobs/";

    /// <summary>Everything that is wrong with the paths of a manifest, in its order.</summary>
    public static IEnumerable<string> FaultsOf(IReadOnlyList<BackedUpFile?> files)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (BackedUpFile? file in files)
        {
            if (FaultOf(file?.Path) is { } fault)
            {
                yield return $"{BackupManifest.FileName} names '{file?.Path}': {fault}";
            }
            else if (!seen.Add(file!.Path))
            {
                yield return $"{BackupManifest.FileName} names '{file.Path}' twice";
            }
        }
    }

    /// <summary>What lies in a backup, relative to it with <c>/</c>; links, which are not followed, apart.</summary>
    public static (HashSet<string> Files, List<string> Links) In(string folder)
    {
        HashSet<string> files = new(StringComparer.Ordinal);
        List<string> links = [];
        Stack<DirectoryInfo> folders = new([new DirectoryInfo(folder)]);
        while (folders.TryPop(out DirectoryInfo? here))
        {
            foreach (FileSystemInfo entry in here.EnumerateFileSystemInfos())
            {
                string path = Path.GetRelativePath(folder, entry.FullName).Replace(Path.DirectorySeparatorChar, '/');
                if (entry.LinkTarget is not null)
                {
                    links.Add(path);
                }
                else if (entry is DirectoryInfo below)
                {
                    folders.Push(below);
                }
                else
                {
                    files.Add(path);
                }
            }
        }

        return (files, links);
    }

    private static string? FaultOf(string? path) => path switch
    {
        null or "" => "a path is missing",
        _ when path[0] is '/' or '\\' || Path.IsPathRooted(path) || path.Contains(':', StringComparison.Ordinal) => "an absolute path",
        _ when path.Split('/', '\\').Contains("..") => "it leaves the backup",
        _ when path.Contains('\\', StringComparison.Ordinal) || path.Contains('\0', StringComparison.Ordinal) || path.Split('/').Any(part => part is "" or ".") => "no plain path",
        SqliteDocumentStore.FileName => null,
        _ => path.StartsWith(Blobs, StringComparison.Ordinal) ? null : "neither the database nor a blob",
    };
}
