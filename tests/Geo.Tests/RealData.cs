using Xunit;

namespace GridSteward.Geo.Tests;

/// <summary>Finds the real data that lies beside the checkout, not in it. Other test projects link this file.</summary>
internal static class RealData
{
    /// <summary>The path of a file such as <c>la/councils.geojson</c>; skips the running test where the data is absent.</summary>
    public static string Find(string file)
    {
        string? folder = Folder();
        Assert.SkipWhen(folder is null, "The real data is absent: put it into ../shared/data beside the checkout, or name its folder in GRIDSTEWARD_TEST_DATA.");
        return Path.Combine(folder, file);
    }

    public static byte[] Read(string file) => File.ReadAllBytes(Find(file));

    private static string? Folder()
    {
        string? named = Environment.GetEnvironmentVariable("GRIDSTEWARD_TEST_DATA");
        if (!string.IsNullOrEmpty(named))
        {
            return IsData(named) ? named : null;
        }

        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string data = Path.Combine(at.FullName, "shared", "data");
            if (IsData(data))
            {
                return data;
            }
        }

        return null;
    }

    private static bool IsData(string folder) => Directory.Exists(Path.Combine(folder, "la"));
}
