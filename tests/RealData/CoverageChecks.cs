namespace GridSteward.RealData;

/// <summary>Holds what a coverage report counts against the CSV and the polygons.</summary>
internal sealed class CoverageChecks(CoverageAnswer report, Checks checks)
{
    public void Run(IEnumerable<(string Code, string Level, string? Parent)> rows, IReadOnlyList<(CityRequest Request, IReadOnlyList<string> Areas)> placed, CityRecord record)
    {
        checks.That(
            rows.ToHashSet().SetEquals(report.Areas.Select(a => (a.Code, a.Level, a.Parent))) && report.Areas.DistinctBy(a => a.Code).Count() == report.Areas.Count,
            $"the report has a row for each of {report.Areas.Count:N0} areas, with its level and parent, and no others");

        var counted = placed.SelectMany(p => p.Areas.Select(code => (Code: code, p.Request))).ToLookup(x => x.Code, x => x.Request, StringComparer.Ordinal);
        foreach (var level in report.Areas.GroupBy(a => a.Level))
        {
            var wrong = level.Where(a => Count(counted[a.Code], record) != a.Counts).ToList();
            Counts sum = new(level.Sum(a => a.Counts.Received), level.Sum(a => a.Counts.Resolved), level.Sum(a => a.Counts.Open));
            checks.That(wrong.Count == 0, $"received, resolved and open of each {level.Key} are those of the file and the polygons ({sum.Received:N0}, {sum.Resolved:N0} and {sum.Open:N0} together); others {wrong.Count:N0}");
            foreach (CoverageRow row in wrong.Take(5))
            {
                Console.WriteLine($"          {row.Code} {row.Name}: {row.Counts}, not {Count(counted[row.Code], record)}");
            }
        }

        Counts total = Count(placed.Where(p => p.Areas.Count > 0).Select(p => p.Request), record);
        checks.That(
            report.Total.Counts == total,
            $"so are those of the whole ({report.Total.Counts.Received:N0}, {report.Total.Counts.Resolved:N0} and {report.Total.Counts.Open:N0}); the {placed.Count(p => p.Areas.Count == 0):N0} unlocated or too far out count in no row");
        checks.That(report.Nobody == total, "all of them stand in the row of nobody, since no post is there");
        checks.That(
            report.Areas.Append(report.Total).All(r => r.UnitsUnknown),
            "of units each row says: none registered, how many there are unknown, no share, no list, band unknown");
    }

    private static Counts Count(IEnumerable<CityRequest> requests, CityRecord record)
    {
        List<Outcome> outcomes = [.. requests.Select(record.Of)];
        return new Counts(outcomes.Count, outcomes.Count(o => o == Outcome.Resolved), outcomes.Count(o => o == Outcome.Open));
    }
}
