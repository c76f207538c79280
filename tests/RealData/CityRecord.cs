using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace GridSteward.RealData;

/// <summary>What became of a request, as the city recorded it.</summary>
internal enum Outcome
{
    /// <summary>Nothing yet.</summary>
    Open,

    /// <summary>It was done.</summary>
    Resolved,

    /// <summary>It was cancelled, or was not the city's to do.</summary>
    Refused,
}

/// <summary>
/// Plays the city's record through the API: what it resolved is accepted and resolved, what it cancelled or sent elsewhere is refused, the rest stays
/// as it came. Every move is made today; when the city made it has no place in a report's history, which nobody can write afterwards.
/// </summary>
internal sealed class CityRecord(ServerApi api, City city, CoverageWish wish, int clients)
{
    /// <summary>What the city says of a request.</summary>
    public Outcome Of(CityRequest request)
        => wish.Resolved.Contains(request.Status) ? Outcome.Resolved : wish.Refused.Contains(request.Status) ? Outcome.Refused : Outcome.Open;

    /// <summary>Plays it for the reports that lie in the jurisdiction.</summary>
    /// <returns>How many moves were made, and what was answered to the others.</returns>
    public async Task<(int Made, IReadOnlyList<string> Refusals)> PlayAsync(IReadOnlyList<(CityRequest Request, Answered Report)> reports, CancellationToken cancellationToken)
    {
        int made = 0;
        List<string> refusals = [];
        var options = new ParallelOptions { MaxDegreeOfParallelism = clients, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(reports.Where(r => r.Report.Jurisdiction == city.Jurisdiction), options, async (report, cancel) =>
        {
            string? etag = report.Report.ETag;
            foreach (var (move, note) in Moves(report.Request))
            {
                Moved moved = await api.MoveAsync(city.Jurisdiction, report.Report.Id!, move, note, etag, Key(report.Request, move), cancel);
                etag = moved.ETag;
                if (moved.Status != HttpStatusCode.OK)
                {
                    lock (refusals)
                    {
                        refusals.Add($"{move} of {report.Request.Key} answered {(int)moved.Status}: {moved.Problem}");
                    }

                    return;
                }

                Interlocked.Increment(ref made);
            }
        });
        return (made, refusals);
    }

    private (string Move, string? Note)[] Moves(CityRequest request) => Of(request) switch
    {
        Outcome.Resolved => [("accept", null), ("resolve", null)],
        Outcome.Refused => [("refuse", $"The city recorded: {request.Status}.")],
        _ => [],
    };

    private string Key(CityRequest request, string move) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{city.Jurisdiction}\n{request.Key}\n{move}")));
}
