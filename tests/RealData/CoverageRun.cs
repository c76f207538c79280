using System.Diagnostics;

namespace GridSteward.RealData;

/// <summary>Imports a city's areas in two levels, posts its requests, plays what it recorded of them, and holds the coverage report against the files.</summary>
internal sealed class CoverageRun(City city, CoverageWish wish, Load load, ServerChoice where, Checks checks)
{
    private const string ParentProperty = "gridstewardParent";

    private readonly AreasFile parts = AreasFile.Read(city.Areas.File, city.Areas.Code, city.Areas.Name);
    private readonly AreasFile? wholes = wish.Wholes is { } w ? AreasFile.Read(w.File, w.Code, w.Name) : null;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        RequestsFile file = RequestsFile.Read(city.Requests, city.TimeZone);
        var categories = new Categories(file.Rows.Select(r => r.Type));
        List<CityRequest> requests = [.. file.Rows.Take(load.Max ?? int.MaxValue)];
        AreaTree? tree = wholes is null ? null : new AreaTree(wholes, parts);
        Console.WriteLine($"{city.Title} ({city.Jurisdiction}): {parts.Areas.Count:N0} areas{(wholes is null ? "" : $" in {wholes.Areas.Count:N0} wholes")}, {requests.Count:N0} of {file.Rows.Count:N0} requests");
        if (tree is not null)
        {
            Console.WriteLine($"  each area is part of the whole that holds most of it; another whole holds a tenth or more of {tree.Astride:N0}, and {tree.Parents.Values.Count(p => p is null):N0} lie in none");
        }

        await using OpenServer server = await OpenServer.OpenAsync(where, load.Clients, cancellationToken);
        await server.Api.KeepJurisdictionAsync(CitySettings.Of(city, categories, [.. wish.Wholes is { } upper ? [upper.Level] : Array.Empty<string>(), city.Areas.Level]), cancellationToken);
        int areas = await ImportAsync(server.Api, tree, cancellationToken);
        Answered[] answers = await new Posting(server.Api, city, categories, load.Clients).PostAsync(server, requests, "posted", cancellationToken);
        var record = new CityRecord(server.Api, city, wish, load.Clients);
        var watch = Stopwatch.StartNew();
        var (made, refusals) = await record.PlayAsync([.. requests.Zip(answers).Where(r => r.Second.Acknowledged)], cancellationToken);
        Console.WriteLine($"  {made:N0} moves made in {watch.Elapsed.TotalSeconds:N1} s, as the city recorded them; {refusals.Count:N0} refused{string.Concat(refusals.Take(3).Select(r => $"\n  {r}"))}");

        var (report, time) = await server.Api.MakeCoverageAsync(city.Jurisdiction, cancellationToken);
        var (again, timeAgain) = await server.Api.MakeCoverageAsync(city.Jurisdiction, cancellationToken);
        Console.WriteLine($"  the report of {report.Date} was made in {time.TotalSeconds:N2} s, and once more in {timeAgain.TotalSeconds:N2} s");

        Console.WriteLine();
        Console.WriteLine("Checks");
        checks.That(areas == parts.Areas.Count + (wholes?.Areas.Count ?? 0), $"the server has the files' {areas:N0} areas and no others");
        checks.That(answers.All(a => a.Acknowledged), $"every one of {requests.Count:N0} rows is acknowledged");
        checks.That(refusals.Count == 0, "every move that the city recorded is made");
        var oracle = new CoverageOracle(wholes, parts, tree, CodeOfWhole, city.ToleranceMetres);
        var placed = requests.AsParallel().AsOrdered().Select(r => (Request: r, Areas: oracle.AreasOf(r))).ToList();
        new CoverageChecks(report, checks).Run(ExpectedRows(tree), placed, record);
        Dictionary<string, Covering> covering = new(StringComparer.Ordinal);
        foreach (CityArea whole in wholes?.Areas ?? [])
        {
            if (tree!.Of(whole.Code) is { } cover)
            {
                covering[CodeOfWhole(whole.Code)] = cover;
            }
        }

        new SpatialChecks(report, checks).Run(covering);
        checks.That(
            again.Areas.Zip(report.Areas).All(x => x.First.Code == x.Second.Code && x.First.Figures == x.Second.Figures) && again.Total.Figures == report.Total.Figures,
            "the second making has the figures of the first");
        await new CoverageFilesCheck(server.Api, city.Jurisdiction, again, checks).RunAsync(wish.Out, cancellationToken);
        CoverageTables.Print(report, requests.Select(r => oracle.RecordedBy(r, city.Requests.RecordedName is not null)), covering);
    }

    /// <summary>Two files may count from 1 both, and codes are unique in a jurisdiction.</summary>
    private string CodeOfWhole(string code) => Prefix + code;

    private string Prefix => $"{wish.Wholes!.Level}-";

    private async Task<int> ImportAsync(ServerApi api, AreaTree? tree, CancellationToken cancellationToken)
    {
        if (wholes is not null)
        {
            await api.ImportAsync(city.Jurisdiction, wholes.Bytes, Query(wish.Wholes!) + $"&codePrefix={Uri.EscapeDataString(Prefix)}", cancellationToken);
        }

        ReadOnlyMemory<byte> file = tree is null ? parts.Bytes : parts.WithParents(ParentProperty, city.Areas.Code, code => tree.Parents[code] is { } parent ? CodeOfWhole(parent) : null);
        return (await api.ImportAsync(city.Jurisdiction, file, Query(city.Areas), cancellationToken)).Areas;
    }

    private static string Query(AreaColumns columns)
        => $"level={Uri.EscapeDataString(columns.Level)}&code={Uri.EscapeDataString(columns.Code)}&name={Uri.EscapeDataString(columns.Name)}&parent={ParentProperty}";

    /// <summary>The rows that the report must have: code, level and parent.</summary>
    private IEnumerable<(string Code, string Level, string? Parent)> ExpectedRows(AreaTree? tree)
        => (wholes?.Areas ?? []).Select(a => (CodeOfWhole(a.Code), wish.Wholes!.Level, (string?)null))
            .Concat(parts.Areas.Select(a => (a.Code, city.Areas.Level, tree?.Parents[a.Code] is { } parent ? CodeOfWhole(parent) : null)));
}
