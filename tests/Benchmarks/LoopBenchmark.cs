using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace GridSteward.Benchmarks;

/// <summary>
/// Submitting and accepting a report, against an empty function on the same server (everything but the work) and against the bare durable writes of the same
/// documents (nothing but the disk): of a submission the reservation in one transaction and the report with its event, parts, message and audit in another; of a
/// move the report over itself with its event, message and audit in one.
/// </summary>
internal static class LoopBenchmark
{
    private const int WarmUps = 300;

    public static async Task RunAsync(string program, int reports, int[] connections)
    {
        using Town town = await Town.OpenAsync(program);
        Sent[] sent = new Sent[reports];
        int number = 0;
        await RoundsAsync(WarmUps, 4, async i => sent[i % reports] = await SubmitAsync(town, number + i));
        await RoundsAsync(Math.Min(WarmUps, reports), 4, i => AcceptAsync(town, sent[i]));
        await RoundsAsync(1000, 4, _ => EmptyAsync(town));
        number += WarmUps;
        List<(int Connections, double Empty, double Submit, double Accept)> measured = [];
        foreach (int n in connections)
        {
            double empty = await RoundsAsync(reports, n, _ => EmptyAsync(town));
            double submit = await RoundsAsync(reports, n, async i => sent[i] = await SubmitAsync(town, number + i));
            double accept = await RoundsAsync(reports, n, i => AcceptAsync(town, sent[i]));
            number += reports;
            measured.Add((n, empty, submit, accept));
        }

        var (bareSubmit, bareAccept) = Bare(town.DatabaseFile, reports);
        Table.Title($"Submitting and accepting a report, {reports} round trips each (more a second is better)");
        Table.Line("bare durable writes of a submission, one by one", bareSubmit, "/s");
        Table.Line("bare durable writes of a move, one by one", bareAccept, "/s");
        foreach (var (n, empty, submit, accept) in measured)
        {
            Table.Line($"GET /health/live, {n} connection(s)", empty, "/s");
            Table.Line($"POST /api/reports, {n} connection(s)", submit, "/s", submit / empty, "the empty function");
            Table.Line("", submit, "/s", submit / bareSubmit, "the bare writes");
            Table.Line($"POST .../moves, {n} connection(s)", accept, "/s", accept / empty, "the empty function");
            Table.Line("", accept, "/s", accept / bareAccept, "the bare writes");
        }
    }

    private static async Task<double> RoundsAsync(int count, int connections, Func<int, Task> round)
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

    private static async Task<Sent> SubmitAsync(Town town, int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/reports") { Content = new StringContent(Town.ReportBody(number), Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        using HttpResponseMessage response = await town.Http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsByteArrayAsync();
        return new Sent(response.Headers.Location!.ToString(), response.Headers.ETag!.ToString());
    }

    private static async Task AcceptAsync(Town town, Sent report)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{report.Path}/moves") { Content = JsonContent.Create(new { move = "accept" }) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        request.Headers.TryAddWithoutValidation("If-Match", report.ETag);
        using HttpResponseMessage response = await town.Http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsByteArrayAsync();
    }

    private static (double Submit, double Accept) Bare(string database, int reports)
    {
        var byReport = BareWrites.Read(database, "reports", "town").Select(PartOf).Where(p => p.Report is not null).GroupBy(p => p.Report)
            .Where(g => g.Any(p => p.IsOfMove)).Take(reports).Select(g => g.ToList()).ToList();
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
            byReport[i].Where(p => !p.IsOfMove).ToList().ForEach(p => bare.Write(p.Row));
            bare.Commit();
        }

        double submit = reports / watch.Elapsed.TotalSeconds;
        watch.Restart();
        foreach (List<Part> parts in byReport)
        {
            bare.Begin();
            bare.Replace(parts.Single(p => p.Row.Type == "report").Row, "state", "dueAt", "lookAt");
            parts.Where(p => p.IsOfMove).ToList().ForEach(p => bare.Write(p.Row));
            bare.Commit();
        }

        return (submit, reports / watch.Elapsed.TotalSeconds);
    }

    /// <summary>Which report a document of the container is of, and whether the move wrote it.</summary>
    private static Part PartOf(Row row)
    {
        if (row.Type == "report")
        {
            return new Part(row, row.Id, false);
        }

        using JsonDocument body = JsonDocument.Parse(row.Body);
        JsonElement root = body.RootElement;
        return root.TryGetProperty("report", out JsonElement report) ? new Part(row, report.GetString(), row.Id.Contains(".000002", StringComparison.Ordinal))
            : root.TryGetProperty("fact", out JsonElement fact) ? new Part(row, fact.GetProperty("subject").GetString()!.Split('/')[^1], fact.GetProperty("action").GetString() != "submitReport")
            : new Part(row, null, false);
    }

    private sealed record Sent(string Path, string ETag);

    private sealed record Part(Row Row, string? Report, bool IsOfMove);
}
