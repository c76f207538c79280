using System.Diagnostics;

namespace GridSteward.RealData;

/// <summary>Imports a city's areas, posts its service requests, and compares what came of them with what the city recorded.</summary>
internal sealed class CityRun(City city, Load load, ServerChoice where, Checks checks)
{
    private const string Unassigned = "unassigned";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        AreasFile areas = AreasFile.Read(city.Areas.File, city.Areas.Code, city.Areas.Name);
        RequestsFile file = RequestsFile.Read(city.Requests, city.TimeZone);
        var categories = new Categories(file.Rows.Select(r => r.Type));
        List<CityRequest> requests = [.. file.Rows.Take(load.Max ?? int.MaxValue)];
        int located = requests.Count(r => r.Point is not null);
        Console.WriteLine($"{city.Title} ({city.Jurisdiction}): {areas.Areas.Count:N0} areas in {Path.GetFileName(city.Areas.File)}; {file.Rows.Count:N0} rows of {categories.Types:N0} types in {Path.GetFileName(city.Requests.File)}");
        Console.WriteLine($"  {requests.Count:N0} rows taken: {located:N0} with a location, {requests.Count - located:N0} without; in the file {file.UnreadableLocations:N0} locations and {file.UnreadableTimes:N0} times are unreadable");

        await using OpenServer server = await OpenServer.OpenAsync(where, load.Clients, cancellationToken);
        ServerApi api = server.Api;
        await api.KeepJurisdictionAsync(CitySettings.Of(city, categories, [city.Areas.Level]), cancellationToken);
        var watch = Stopwatch.StartNew();
        Imported imported = await api.ImportAsync(city.Jurisdiction, areas.Bytes, city.Areas.Level, city.Areas.Code, city.Areas.Name, cancellationToken);
        Console.WriteLine($"  {imported.Areas:N0} areas imported in {watch.Elapsed.TotalSeconds:N1} s (added {imported.Added:N0}, changed {imported.Changed:N0}, unchanged {imported.Unchanged:N0})");

        var posting = new Posting(api, city, categories, load.Clients);
        Answered[] answers = await posting.PostAsync(server, requests, "posted", cancellationToken);

        Console.WriteLine();
        Console.WriteLine("Checks");
        checks.That(imported.Areas == areas.Areas.Count, $"the server has the file's {areas.Areas.Count:N0} areas and no others");
        checks.That(answers.All(a => a.Acknowledged), $"every one of {requests.Count:N0} rows is acknowledged");
        await CheckListsAsync(api, answers, cancellationToken);
        checks.That(
            requests.Zip(answers).Where(x => x.First.Point is null).All(x => x.Second is { Jurisdiction: Unassigned, Basis: "none", Place.Area: null }),
            $"the {requests.Count - located:N0} rows without a location are kept unassigned");

        List<Compared> compared = Compare(new Oracle(areas, city.ToleranceMetres), requests, answers);
        PrintShares(compared);
        new Differences(compared, areas, city.ToleranceMetres).Print();
        if (load.Twice)
        {
            await PostAgainAsync(server, posting, requests, answers, cancellationToken);
        }
    }

    /// <summary>What was acknowledged is read back from the lists.</summary>
    private async Task CheckListsAsync(ServerApi api, Answered[] answers, CancellationToken cancellationToken)
    {
        HashSet<string> kept = await api.ReportIdsAsync(city.Jurisdiction, cancellationToken);
        HashSet<string> nowhere = await api.ReportIdsAsync(Unassigned, cancellationToken);
        int missing = answers.Count(a => a.Acknowledged && !(a.Jurisdiction == Unassigned ? nowhere : kept).Contains(a.Id!));
        checks.That(missing == 0, $"every acknowledged report is in the lists ({kept.Count:N0} in {city.Jurisdiction}, {nowhere.Count:N0} unassigned); missing {missing:N0}");
        checks.That(answers.Where(a => a.Acknowledged).DistinctBy(a => a.Id).Count() == answers.Count(a => a.Acknowledged), "no two rows share a report");
    }

    private List<Compared> Compare(Oracle oracle, List<CityRequest> requests, Answered[] answers)
    {
        Compared[] compared = [.. requests.Zip(answers).Where(x => x.First.Point is not null).AsParallel().AsOrdered().Select(x => new Compared(
            x.First, oracle.Find(x.First.Recorded, city.Requests.RecordedName is not null), oracle.Of(x.First.Point!.Value), x.Second))];
        int torn = compared.DistinctBy(c => c.Point).AsParallel().Count(c => !oracle.CoversAgrees(c.Point, c.Expected));
        checks.That(torn == 0, $"NetTopologySuite's Covers names the oracle's areas for each of {compared.DistinctBy(c => c.Point).Count():N0} distinct points; others {torn:N0}");
        List<Compared> wrong = [.. compared.Where(c => !c.IsAsExpected(city.Jurisdiction))];
        checks.That(wrong.Count == 0, $"the server's area, other owners and flags are the oracle's for each of {compared.Length:N0} located rows; others {wrong.Count:N0}");
        foreach (Compared c in wrong.Take(5))
        {
            Console.WriteLine($"          {c.Request.Key} at {c.Point.Longitude} {c.Point.Latitude}: {c.Answered.Place?.Jurisdiction}/{c.Area ?? "none"}, not {c.Expected.Area ?? "none"}");
        }

        return [.. compared];
    }

    private void PrintShares(List<Compared> compared)
    {
        List<Compared> recorded = [.. compared.Where(c => c.Request.Recorded.Length > 0)];
        int went = recorded.Count(c => c.WentToRecorded);
        int expected = recorded.Count(c => c.Recorded is not null && c.Expected.Area == c.Recorded.Code);
        checks.That(went == expected, $"the share is the oracle's: {went:N0} and {expected:N0} of {recorded.Count:N0}");
        Console.WriteLine();
        Console.WriteLine("Located requests with a recorded area");
        void Share(string what, int count) => Console.WriteLine($"  {what,-72} {count,7:N0}  {100.0 * count / Math.Max(1, recorded.Count):N2} %");
        Share("all", recorded.Count);
        Share("went to the recorded area", went);
        Share("oracle: the first by code of those that cover it, else the nearest", expected);
        Share("oracle: the first by code of those that cover it", recorded.Count(c => c.Recorded is not null && c.Expected.Owners.Count > 0 && c.Expected.Owners[0] == c.Recorded.Code));
        Share("oracle: the recorded polygon covers it (no rule can do better)", recorded.Count(c => c.Recorded is not null && c.Expected.Owners.Contains(c.Recorded.Code)));
    }

    private async Task PostAgainAsync(OpenServer server, Posting posting, List<CityRequest> requests, Answered[] first, CancellationToken cancellationToken)
    {
        Console.WriteLine();
        Console.WriteLine("A second time");
        HashSet<string> before = await server.Api.ReportIdsAsync(city.Jurisdiction, cancellationToken);
        HashSet<string> nowhereBefore = await server.Api.ReportIdsAsync(Unassigned, cancellationToken);
        Answered[] second = await posting.PostAsync(server, requests, "posted again", cancellationToken);
        checks.That(second.All(a => a.Replayed), $"all are replays; others {second.Count(a => !a.Replayed):N0}");
        checks.That(second.Zip(first).All(x => x.First.Fingerprint == x.Second.Fingerprint), "every answer is the first one with its ETag, but for the similar reports of that moment");
        checks.That(
            before.SetEquals(await server.Api.ReportIdsAsync(city.Jurisdiction, cancellationToken)) && nowhereBefore.SetEquals(await server.Api.ReportIdsAsync(Unassigned, cancellationToken)),
            "the lists hold the same reports");
    }
}
