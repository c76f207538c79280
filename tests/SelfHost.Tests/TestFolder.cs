namespace GridSteward.SelfHost.Tests;

internal static class TestFolder
{
    /// <summary>An empty folder of its own under the system's temporary folder.</summary>
    public static string Create() => Directory.CreateTempSubdirectory("gridsteward-selfhost-").FullName;
}
