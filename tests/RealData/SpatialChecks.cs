namespace GridSteward.RealData;

/// <summary>Holds the report's square metres against overlays in another plane.</summary>
internal sealed class SpatialChecks(CoverageAnswer report, Checks checks)
{
    /// <summary>Of the whole: an edge that is straight in degrees is not quite so in the plane.</summary>
    private const double Tolerance = 1e-5;

    public void Run(IReadOnlyDictionary<string, Covering> expected)
    {
        var with = report.Areas.Where(a => a.Spatial is not null).ToDictionary(a => a.Code, a => a.Spatial!, StringComparer.Ordinal);
        checks.That(
            expected.Keys.ToHashSet().SetEquals(with.Keys) && report.Total.Spatial is null, $"the {with.Count:N0} areas with parts have figures of space, and nothing else has");
        double worst = 0;
        List<string> wrong = [];
        foreach (var (code, e) in expected.Where(e => with.ContainsKey(e.Key)))
        {
            Covering a = with[code];
            double off = new[] { a.Whole - e.Whole, a.Once - e.Once, a.Overlap - e.Overlap, a.Gap - e.Gap }.Max(Math.Abs) / e.Whole;
            worst = Math.Max(worst, off);
            if (off > Tolerance)
            {
                wrong.Add($"{code}: {a with { Others = e.Others }}, not {e}");
            }
        }

        checks.That(wrong.Count == 0, $"once, overlap and gap are those of NetTopologySuite in an equal-area plane within {Tolerance:0.#####%} of the area (worst {worst:0.0e+0}); others {wrong.Count:N0}");
        foreach (string one in wrong.Take(5))
        {
            Console.WriteLine($"          {one}");
        }

        checks.That(with.Values.All(a => Math.Abs(a.Whole - a.Once - a.Overlap - a.Gap) <= 0.02), "once, overlap and gap come to the whole");
    }
}
