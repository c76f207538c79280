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
            Query<Report> waiting = OpenReports.In(code).Where(WaitsForDispatch);
            if ((await store.ListAsync(waiting.OrderedBy(Kinds.OldestFirst), new PageRequest(1), ct)).Items is not [{ Value.ReceivedAt: var first }])
            {
                return;
            }

            long count = await store.CountAsync(waiting, ct);
            TimeSpan age = now > first ? now - first : TimeSpan.Zero;
            lock (gate)
            {
                all = new UnassignedReports(all.Reports + count, all.Jurisdictions + 1, age > all.Oldest ? age : all.Oldest);
            }
        });
        return all;
    }
}
