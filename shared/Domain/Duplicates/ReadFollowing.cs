using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Duplicates;

/// <summary>What the reporter of a report sees of the one that it follows: how that goes on, without anything of the others.</summary>
/// <param name="Leader">The report that is followed.</param>
/// <param name="Events">Its moves since then, oldest first, with the staff's reasons.</param>
public sealed record LeaderProgress(Report Leader, IReadOnlyList<EventInFull> Events);

/// <summary>Reads the report that another follows, for the follower's reporter.</summary>
public sealed class ReadFollowing(IDocumentStore store)
{
    /// <summary>How the leader of a report goes on; null where it follows none.</summary>
    /// <param name="report">The report.</param>
    /// <param name="own">Its own events.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<LeaderProgress?> FindAsync(Report report, IEnumerable<ReportEvent> own, CancellationToken cancellationToken)
    {
        if (await LeaderAsync(report, cancellationToken) is not { } leader)
        {
            return null;
        }

        DateTimeOffset since = own.Where(e => e.Move == Move.Merge).Select(e => e.At).DefaultIfEmpty(report.ReceivedAt).Max();
        List<ReportEvent> events = await store.AllAsync(Kinds.ReportEvent.In(leader.Jurisdiction).Where(new Filter.Equal("report", leader.Id)), cancellationToken)
            .Select(i => i.Value).Where(e => e.Kind == ReportEventKind.Moved && e.At >= since).ToListAsync(cancellationToken);

        // What the other reporter writes is theirs; what the staff says is for all.
        string[] told = [.. events.Where(e => e is { HasNote: true, GivesReason: true, ActorAs: not null }).Select(e => ReportPersonalPart.IdOf(e.Id))];
        Dictionary<string, string?> words = told.Length == 0 ? []
            : (await store.FindManyAsync(Kinds.ReportPersonalPart, leader.Jurisdiction, told, cancellationToken)).ToDictionary(p => p.Value.Id, p => p.Value.Words);
        return new LeaderProgress(leader, [.. events.Select(e => new EventInFull(e, words.GetValueOrDefault(ReportPersonalPart.IdOf(e.Id))))]);
    }

    /// <summary>The report that a reporter's move is about: whoever follows one speaks for it when they ask for it to be begun again.</summary>
    public async Task<Report> SpokenForAsync(Report report, Move move, CancellationToken cancellationToken)
        => move == Move.RequestReopen && await LeaderAsync(report, cancellationToken) is { } leader ? leader : report;

    /// <summary>The moves that are a reporter's own, in the state that their report or its leader is in.</summary>
    public static IReadOnlyList<Move> MovesOf(Report report, Report? leader)
        => [.. Lifecycle.Moves.Where(m => m.Needs is null && m.From == (leader ?? report).State && (leader is null || m.Move == Move.RequestReopen)).Select(m => m.Move)];

    private async Task<Report?> LeaderAsync(Report report, CancellationToken cancellationToken)
        => report.DuplicateOf is { } leader ? (await store.FindAsync(Kinds.Report, report.Jurisdiction, leader, cancellationToken))?.Value : null;
}
