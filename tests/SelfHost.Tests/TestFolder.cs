namespace GridSteward.SelfHost.Tests;

/// <summary>Empty folders under one temporary folder, which goes with the test process.</summary>
internal static class TestFolder
{
    private static readonly Lazy<string> Root = new(() =>
    {
        var root = Directory.CreateTempSubdirectory("gridsteward-selfhost-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(root, recursive: true);
        return root;
    });

    public static string Create() => Directory.CreateDirectory(Path.Combine(Root.Value, Guid.NewGuid().ToString("N"))).FullName;
}
