namespace GridSteward.Functions.Tests.Town;

/// <summary>A new folder for one host's data.</summary>
public static class TempFolder
{
    public static string Create() => Directory.CreateTempSubdirectory("gridsteward-functions-").FullName;

    public static string CopyOf(string folder)
    {
        string copy = Create();
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            string to = Path.Combine(copy, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        return copy;
    }
}
