using System.Text.Json.Serialization;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Duplicates;

/// <summary>Why a report stays by itself although its reporter says that it is the same as another.</summary>
[JsonConverter(typeof(WireEnumConverter<JoinRefusal>))]
public enum JoinRefusal
{
    /// <summary>No such report is there for strangers.</summary>
    NotThere,

    /// <summary>The other one is no longer open.</summary>
    NotOpen,

    /// <summary>The other one is too far away, too old, or of a category that is no sibling.</summary>
    NotSimilar,

    /// <summary>As many as can be follow the other one.</summary>
    Full,

    /// <summary>The report itself is too far on, or others follow it and would not fit.</summary>
    TooFarOn,

    /// <summary>It could not be done just now; the link can do it later.</summary>
    Later,
}

/// <summary>What became of a reporter's word that theirs is the same as another.</summary>
/// <param name="Leader">The report that it follows now; null where it stays by itself.</param>
/// <param name="Refusal">Why it stays by itself; null where it follows.</param>
public sealed record Joining(Report? Leader, JoinRefusal? Refusal);

/// <summary>A report with what became of its reporter's word.</summary>
public sealed record JoinedReport(Stored<Report> Report, Joining Joining);

/// <summary>
/// "This is it, add me" 就是这件: brings a reporter's own report under the one that they were offered. Only what could have been offered can be joined; nothing is lost
/// where it cannot.
/// </summary>
public sealed class JoinReport(IDocumentStore store, StepReport steps, MergeReports merge, FindSimilar similar)
{
    /// <summary>Brings the report under another, or under the one that this one follows itself.</summary>
    /// <param name="own">The reporter's report, known by their link.</param>
    /// <param name="reference">The other one, as <c>{jurisdiction}/{id}</c>.</param>
    /// <param name="acting">Who.</param>
    /// <param name="cancellationToken">Stops the work before it writes.</param>
    public async Task<JoinedReport> RunAsync(Stored<Report> own, string reference, Acting acting, CancellationToken cancellationToken)
    {
        Joining joining = new(null, JoinRefusal.NotThere);
        var step = new WantedStep(own.Value.Jurisdiction, own.Value.Id, acting) { Knows = true };
        var outcome = await steps.RunAsync(
            step,
            async (found, now) =>
            {
                Stored<Report>? leader = await LeaderAsync(found.Value, reference, cancellationToken);
                joining = await JudgeAsync(found.Value, leader?.Value, cancellationToken);
                if (joining.Refusal is not null || found.Value.DuplicateOf is not null)
                {
                    return new Outcome<ReportStep>.Conflict("It stays as it is.");
                }

                // The reporter knows.
                ReportStep joins = await merge.StepAsync(found.Value, leader!, now, acting, cancellationToken);
                return joins with { Tell = [.. joins.Tell.Where(t => t != OutboxMessage.Reporter)] };
            },
            cancellationToken);
        if (outcome is Outcome<Stored<Report>>.Done { Value: var joined })
        {
            return new JoinedReport(joined, joining);
        }

        // Whoever lost against others all the time stays by themselves.
        return new JoinedReport(own, outcome is Outcome<Stored<Report>>.Conflict ? joining : new Joining(null, JoinRefusal.Later));
    }

    private async Task<Stored<Report>?> LeaderAsync(Report own, string reference, CancellationToken cancellationToken)
    {
        if (!ReportReference.TrySplit(reference, out string jurisdiction, out string id) || jurisdiction != own.Jurisdiction || id == own.Id)
        {
            return null;
        }

        // What was offered may have come under another since.
        var named = await store.FindAsync(Kinds.Report, jurisdiction, id, cancellationToken);
        return named?.Value.DuplicateOf is { } leader ? await store.FindAsync(Kinds.Report, jurisdiction, leader, cancellationToken) : named;
    }

    private async Task<Joining> JudgeAsync(Report own, Report? leader, CancellationToken cancellationToken)
    {
        if (leader is null || !Following.IsForStrangers(leader))
        {
            return new Joining(null, JoinRefusal.NotThere);
        }

        JoinRefusal? refusal = own.DuplicateOf == leader.Id ? null
            : Lifecycle.Find(own.State, Move.Merge) is null || leader.Id == own.Id ? JoinRefusal.TooFarOn
            : !leader.Open ? JoinRefusal.NotOpen
            : !await similar.WouldOfferAsync(leader, own, cancellationToken) ? JoinRefusal.NotSimilar
            : leader.Followers.Count >= Following.MaxFollowers ? JoinRefusal.Full
            : leader.Followers.Count + own.Followers.Count + 1 > Following.MaxFollowers ? JoinRefusal.TooFarOn
            : null;
        return new Joining(refusal is null ? leader : null, refusal);
    }
}
