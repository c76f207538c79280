namespace GridSteward.RealData;

/// <summary>The cities whose files lie beside the checkout, not in it.</summary>
internal static class Presets
{
    /// <summary>A preset by name.</summary>
    public static City Find(string name, string data)
    {
        var requests = new RequestColumns(Path.Combine(data, "la", "requests.csv"), "id", "lat", "lon", "type", "created", null, "council_id", null, ",");
        var councils = new AreaColumns(Path.Combine(data, "la", "councils.geojson"), "nc_id", "name", "council");
        var districts = new AreaColumns(Path.Combine(data, "la", "districts.geojson"), "name", "name", "district");
        return name switch
        {
            "la" => new City("la", "Los Angeles", "America/Los_Angeles", 30, councils, requests),
            "la-districts" => new City("la-districts", "Los Angeles", "America/Los_Angeles", 30, districts, requests with { Recorded = "district" }),
            "la-coverage" => new City("la-coverage", "Los Angeles", "America/Los_Angeles", 30, councils, requests with { Status = "status" })
            {
                Coverage = new CoverageWish(districts, CoverageOptions.Values("Closed"), CoverageOptions.Values("Cancelled,Referred Out"), null),
            },
            _ => throw new UnusableException($"There is no preset '{name}'; there are la, la-districts, la-coverage and townships."),
        };
    }

    /// <summary>The data folder: as named, else by the environment, else beside the checkout; null where there is none.</summary>
    public static string? FindData(string? named)
    {
        named ??= Environment.GetEnvironmentVariable("GRIDSTEWARD_TEST_DATA");
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

    private static bool IsData(string folder) => Directory.Exists(Path.Combine(folder, "la")) && Directory.Exists(Path.Combine(folder, "townships"));
}
