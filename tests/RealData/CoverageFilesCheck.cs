using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using CsvHelper;

namespace GridSteward.RealData;

/// <summary>Fetches the files of a coverage report, says how large they are, and holds them against the report.</summary>
internal sealed class CoverageFilesCheck(ServerApi api, string jurisdiction, CoverageAnswer report, Checks checks)
{
    private static readonly (string Name, string Path)[] s_files =
    [
        ("report.json", ""), ("areas.csv", "/areas.csv?lang=en"), ("areas.zh.csv", "/areas.csv?lang=zh"), ("groups.csv", "/groups.csv?lang=en"),
        ("areas.geojson", "/areas.geojson"), ("areas-full.geojson", "/areas.geojson?borders=full"), ("spatial.geojson", "/spatial.geojson"),
        ("page.html", "/page.html?lang=en"), ("page.zh.html", "/page.html?lang=zh"),
    ];

    public async Task RunAsync(string? folder, CancellationToken cancellationToken)
    {
        Dictionary<string, byte[]> files = [];
        foreach (var (name, path) in s_files)
        {
            files[name] = await api.DownloadAsync($"api/jurisdictions/{jurisdiction}/coverage-reports/{report.Date}{path}", cancellationToken);
            if (folder is not null)
            {
                Directory.CreateDirectory(folder);
                await File.WriteAllBytesAsync(Path.Combine(folder, name), files[name], cancellationToken);
            }
        }

        Console.WriteLine($"  files: {string.Join(", ", files.Select(f => $"{f.Key} {f.Value.Length / 1000.0:N0} kB"))}{(folder is null ? "" : $"; saved in {folder}")}");
        checks.That(files["report.json"].AsSpan().SequenceEqual(report.Bytes), "what is kept is what was answered, byte for byte");
        checks.That(Rows(files["areas.csv"]) == report.Areas.Count + 1 && Rows(files["areas.zh.csv"]) == report.Areas.Count + 1, $"the tables have the {report.Areas.Count:N0} areas and the whole");
        HashSet<string> codes = [.. report.Areas.Select(a => a.Code)];
        checks.That(
            codes.SetEquals(Features(files["areas.geojson"]).Select(p => p.GetProperty("code").GetString()!)) && codes.SetEquals(Features(files["areas-full.geojson"]).Select(p => p.GetProperty("code").GetString()!)),
            "the maps have each area");
        CheckPieces(files["spatial.geojson"]);
        checks.That(
            new[] { "page.html", "page.zh.html" }.All(name => Encoding.UTF8.GetString(files[name]) is var page && page.Contains("<svg", StringComparison.Ordinal) && report.Areas.All(a => page.Contains(WebUtility.HtmlEncode(a.Code), StringComparison.Ordinal))),
            "the pages draw a map and name each area");
    }

    /// <summary>Pieces below a tenth of a square metre are left out, and of each area all but the 1,000 largest overlaps and gaps.</summary>
    private void CheckPieces(byte[] file)
    {
        var sums = Features(file).GroupBy(p => (p.GetProperty("area").GetString()!, p.GetProperty("kind").GetString()!))
            .ToDictionary(g => g.Key, g => (Count: g.Count(), SquareMetres: g.Sum(p => p.GetProperty("squareMetres").GetDouble())));
        bool Agrees(string area, string kind, double all)
        {
            var (count, sum) = sums.GetValueOrDefault((area, kind));
            return count >= 1000 ? sum <= all + 1 : Math.Abs(sum - all) <= 1;
        }

        checks.That(
            report.Areas.Where(a => a.Spatial is not null).All(a => Agrees(a.Code, "overlap", a.Spatial!.Overlap) && Agrees(a.Code, "gap", a.Spatial.Gap)),
            $"{sums.Values.Sum(s => s.Count):N0} pieces of overlap and gap come to the figures within 1 m²");
    }

    private static int Rows(byte[] file)
    {
        using var csv = new CsvReader(new StringReader(Encoding.UTF8.GetString(file)), CultureInfo.InvariantCulture);
        int rows = -1; // the header
        while (csv.Read())
        {
            rows++;
        }

        return rows;
    }

    private static List<JsonElement> Features(byte[] file)
    {
        using JsonDocument document = JsonDocument.Parse(file);
        return [.. document.RootElement.GetProperty("features").EnumerateArray().Select(f => f.GetProperty("properties").Clone())];
    }
}
