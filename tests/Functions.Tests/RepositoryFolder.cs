using System.Runtime.CompilerServices;

namespace GridSteward.Functions.Tests;

/// <summary>Where this repository lies, for tests of its own files.</summary>
internal static class RepositoryFolder
{
    public static string Root { get; } = Find();

    private static string Find([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));
}
