namespace GridSteward.Oracle;

/// <summary>Finds the real data that lies beside the checkout, not in it.</summary>
internal static class RealData
{
    /// <summary>The folder; null where it is absent, which the output says.</summary>
    public static string? Folder(string? named)
    {
        string? folder = named ?? Environment.GetEnvironmentVariable("GRIDSTEWARD_TEST_DATA");
        if (string.IsNullOrEmpty(folder))
        {
            folder = null;
            for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null && folder is null; at = at.Parent)
            {
                string data = Path.Combine(at.FullName, "shared", "data");
                folder = Directory.Exists(Path.Combine(data, "la")) ? data : null;
            }
        }

        if (folder is not null && Directory.Exists(Path.Combine(folder, "la")))
        {
            return folder;
        }

        Console.WriteLine("The real data is absent: its sets are left out. Put it into ../shared/data beside the checkout, or name its folder in GRIDSTEWARD_TEST_DATA or by --data.");
        return null;
    }
}
