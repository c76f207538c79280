using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace GridSteward.Benchmarks;

/// <summary>
/// Submitting a report, against an empty function on the same server (everything but the work) and against the bare durable writes of the same
/// documents (nothing but the disk): the reservation in one transaction, the report with its event, parts, message and audit in another.
/// </summary>
internal static class SubmitBenchmark
{
    public static async Task RunAsync(string program, int reports, int[] connections)
    {
        using Town town = await Town.OpenAsync(program);
        int sent = 0;
        await RoundsAsync(town, 200, 4, i => SubmitAsync(town, i));
        sent += 200;
        await RoundsAsync(town, 1000, 4, _ => EmptyAsync(town));
        List<(int Connections, double Empty, double Submit)> measured = [];
        foreach (int n in connections)
        {
            int from = sent;
            double empty = await RoundsAsync(town, reports, n, _ => EmptyAsync(town));
            double submit = await RoundsAsync(town, reports, n, i => SubmitAsync(town, from + i));
            sent += reports;
            measured.Add((n, empty, submit));
        }

        double bare = Bare(town.DatabaseFile, reports);
        Table.Title($"Submitting a report, {reports} round trips each (more a second is better)");
        Table.Line("bare durable writes of the same documents, one by one", bare, "/s");
        foreach (var (n, empty, submit) in measured)
        {
            Table.Line($"GET /health/live, {n} connection(s)", empty, "/s");
            Table.Line($"POST /api/reports, {n} connection(s)", submit, "/s", submit / empty, "the empty function");
            Table.Line("", submit, "/s", submit / bare, "the bare writes");
        }
    }

    private static async Task<double> RoundsAsync(Town town, int count, int connections, Func<int, Task> round)
    {
        int next = -1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            for (int i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
            {
                await round(i);
            }
        })));
        return count / watch.Elapsed.TotalSeconds;
    }

    private static async Task EmptyAsync(Town town)
    {
        using HttpResponseMessage response = await town.Http.GetAsync("health/live");
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsByteArrayAsync();
    }

    private static async Task SubmitAsync(Town town, int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/reports") { Content = new StringContent(Town.ReportBody(number), Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        using HttpResponseMessage response = await town.Http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsByteArrayAsync();
    }

    private static double Bare(string database, int reports)
    {
        var byReport = BareWrites.Read(database, "reports", "town").GroupBy(ReportOf).Where(g => g.Key is not null).Take(reports).Select(g => g.ToList()).ToList();
        List<Row> reservations = [.. BareWrites.Read(database, "directory", null).Where(r => r.Type == "reservation").Take(byReport.Count)];
        if (byReport.Count < reports || reservations.Count < reports)
        {
            throw new InvalidOperationException("There are fewer reports than were sent.");
        }

        using var bare = new BareWrites();
        var watch = Stopwatch.StartNew();
        for (int i = 0; i < reports; i++)
        {
            bare.Begin();
            bare.Write(reservations[i]);
            bare.Commit();
            bare.Begin();
            byReport[i].ForEach(bare.Write);
            bare.Commit();
        }

        return reports / watch.Elapsed.TotalSeconds;
    }

    /// <summary>The report that a document of the container is of.</summary>
    private static string? ReportOf(Row row)
    {
        if (row.Type == "report")
        {
            return row.Id;
        }

        using JsonDocument body = JsonDocument.Parse(row.Body);
        return body.RootElement.TryGetProperty("report", out JsonElement report) ? report.GetString()
            : body.RootElement.TryGetProperty("fact", out JsonElement fact) ? fact.GetProperty("subject").GetString()!.Split('/')[^1]
            : null;
    }
}
