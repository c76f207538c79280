using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Inboxes;

/// <summary>The reports that nobody has, of the whole deployment.</summary>
/// <param name="Reports">How many.</param>
/// <param name="Jurisdictions">In how many jurisdictions; where none was found for a report counts as one.</param>
/// <param name="Oldest">How long ago the first of them came in; zero where there is none.</param>
public sealed record UnassignedReports(long Reports, int Jurisdictions, TimeSpan Oldest);

/// <summary>
/// Counts the reports that wait to be given to somebody. Private cases are not among them, as nowhere where reports are counted. One indexed question to each
/// jurisdiction, a few at a time; where reports wait, a second one.
/// </summary>
public sealed class UnassignedQueue(IDocumentStore store, JurisdictionDirectory directory, TimeProvider clock)
{
    private const int AtOnce = 8;

    private static readonly Filter WaitsForDispatch = new Filter.HasAny("waitsFor", [new InboxKey(InboxKind.Dispatch, InboxKey.Everywhere).ToString()]);

    /// <summary>Counts.</summary>
    /// <exception cref="StoreUnavailableException">A jurisdiction could not be asked: a number without it would say that things are better than they are.</exception>
    public async Task<UnassignedReports> ReadAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        Lock gate = new();
        var all = new UnassignedReports(0, 0, TimeSpan.Zero);
        IEnumerable<string> codes = (await directory.AllAsync(cancellationToken)).Select(e => e.Code).Append(Jurisdiction.Unassigned);
        await Parallel.ForEachAsync(codes, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (code, ct) =>
        {
            UnassignedReports there = await ReadAsync(code, now, ct);
            lock (gate)
            {
                all = new UnassignedReports(all.Reports + there.Reports, all.Jurisdictions + there.Jurisdictions, there.Oldest > all.Oldest ? there.Oldest : all.Oldest);
            }
        });
        return all;
    }

    /// <summary>Counts those of one jurisdiction.</summary>
    /// <exception cref="StoreUnavailableException">It could not be asked.</exception>
    public Task<UnassignedReports> ReadAsync(string jurisdiction, CancellationToken cancellationToken) => ReadAsync(jurisdiction, clock.GetUtcNow(), cancellationToken);

    private async Task<UnassignedReports> ReadAsync(string jurisdiction, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Query<Report> waiting = OpenReports.In(jurisdiction).Where(WaitsForDispatch);
        return (await store.ListAsync(waiting.OrderedBy(Kinds.OldestFirst), new PageRequest(1), cancellationToken)).Items is [{ Value.ReceivedAt: var first }]
            ? new UnassignedReports(await store.CountAsync(waiting, cancellationToken), 1, now > first ? now - first : TimeSpan.Zero)
            : new UnassignedReports(0, 0, TimeSpan.Zero);
    }
}
