using System.Text.Json.Serialization;
using GridSteward.Domain.People;

namespace GridSteward.Domain.Reports;

/// <summary>The states of a report.</summary>
[JsonConverter(typeof(WireEnumConverter<ReportState>))]
public enum ReportState
{
    /// <summary>发现、呼叫: it is registered and, where someone is on duty, dispatched.</summary>
    Received,

    /// <summary>响应: whoever has it has taken it.</summary>
    Accepted,

    /// <summary>挂起: it waits for a third party, and its clock stands.</summary>
    Waiting,

    /// <summary>处置完毕: whoever has it says that it is solved.</summary>
    Resolved,

    /// <summary>申请重办: the reporter says that it is not solved; a manager decides.</summary>
    ReopenRequested,

    /// <summary>闭环: someone has verified that it is solved.</summary>
    Closed,

    /// <summary>不予受理: a manager has refused it, with a reason.</summary>
    Refused,

    /// <summary>重复: it is followed under another report.</summary>
    Duplicate,

    /// <summary>撤回: its reporter has taken it back. Final.</summary>
    Withdrawn,

    /// <summary>移交: it goes on as another report in another jurisdiction. Final here.</summary>
    Transferred,
}

/// <summary>What can be done with a report.</summary>
[JsonConverter(typeof(WireEnumConverter<Move>))]
public enum Move
{
    /// <summary>Take it.</summary>
    Accept,

    /// <summary>退回: give it back to be dispatched to somebody else.</summary>
    Return,

    /// <summary>派遣: give it to a post, a team or a partner by hand.</summary>
    Dispatch,

    /// <summary>不予受理: say that nothing will be done.</summary>
    Refuse,

    /// <summary>挂起: stop the clock while a third party has to act.</summary>
    Wait,

    /// <summary>恢复: go on after the third party has acted, or the wait is over.</summary>
    Resume,

    /// <summary>Say that it is solved.</summary>
    Resolve,

    /// <summary>Verify and end it.</summary>
    Close,

    /// <summary>重办: begin again, with new deadlines.</summary>
    Reopen,

    /// <summary>申请重办: ask that it be begun again.</summary>
    RequestReopen,

    /// <summary>Say that it will not be begun again.</summary>
    DeclineReopen,

    /// <summary>撤回: take one's own report back.</summary>
    Withdraw,

    /// <summary>并案: follow it under another report of the same thing.</summary>
    Merge,

    /// <summary>拆案: handle it by itself again.</summary>
    Unmerge,

    /// <summary>移交: hand it to another jurisdiction.</summary>
    Transfer,
}

/// <summary>A row of the table of allowed moves.</summary>
/// <param name="Move">What is done.</param>
/// <param name="From">The state in which it may be done.</param>
/// <param name="To">The state that follows.</param>
/// <param name="Needs">The capability it takes; null where it is the reporter's own, by the tracking link.</param>
/// <param name="WantsReason">Whether words must say why; the reporter reads them.</param>
public sealed record AllowedMove(Move Move, ReportState From, ReportState To, Capability? Needs, bool WantsReason = false);

/// <summary>The lifecycle of a report: one table, which everything asks.</summary>
public static class Lifecycle
{
    /// <summary>The states in which somebody has to act.</summary>
    private static readonly ReportState[] Unsolved = [ReportState.Received, ReportState.Accepted, ReportState.Waiting];

    /// <summary>Every allowed move.</summary>
    public static IReadOnlyList<AllowedMove> Moves { get; } =
    [
        new(Move.Accept, ReportState.Received, ReportState.Accepted, Capability.HandleReports),
        new(Move.Resolve, ReportState.Accepted, ReportState.Resolved, Capability.HandleReports),
        new(Move.Resolve, ReportState.Waiting, ReportState.Resolved, Capability.HandleReports),
        new(Move.Close, ReportState.Resolved, ReportState.Closed, Capability.CloseReports),
        new(Move.Wait, ReportState.Accepted, ReportState.Waiting, Capability.HandleReports, WantsReason: true),
        new(Move.Resume, ReportState.Waiting, ReportState.Accepted, Capability.HandleReports),
        .. FromUnsolved(Move.Return, ReportState.Received, Capability.HandleReports, wantsReason: true),
        .. FromUnsolved(Move.Dispatch, ReportState.Received, Capability.DispatchReports, wantsReason: false),
        .. FromUnsolved(Move.Refuse, ReportState.Refused, Capability.CloseReports, wantsReason: true),
        .. FromUnsolved(Move.Merge, ReportState.Duplicate, Capability.HandleReports, wantsReason: false),
        .. FromUnsolved(Move.Transfer, ReportState.Transferred, Capability.DispatchReports, wantsReason: true),
        .. FromUnsolved(Move.Withdraw, ReportState.Withdrawn, null, wantsReason: false),
        new(Move.Unmerge, ReportState.Duplicate, ReportState.Received, Capability.HandleReports, WantsReason: true),
        new(Move.Reopen, ReportState.Resolved, ReportState.Received, Capability.HandleReports, WantsReason: true),
        new(Move.Reopen, ReportState.ReopenRequested, ReportState.Received, Capability.CloseReports, WantsReason: true),
        new(Move.Reopen, ReportState.Closed, ReportState.Received, Capability.CloseReports, WantsReason: true),
        new(Move.Reopen, ReportState.Refused, ReportState.Received, Capability.CloseReports, WantsReason: true),
        new(Move.RequestReopen, ReportState.Resolved, ReportState.ReopenRequested, null, WantsReason: true),
        new(Move.RequestReopen, ReportState.Closed, ReportState.ReopenRequested, null, WantsReason: true),
        new(Move.RequestReopen, ReportState.Refused, ReportState.ReopenRequested, null, WantsReason: true),
        new(Move.DeclineReopen, ReportState.ReopenRequested, ReportState.Closed, Capability.CloseReports, WantsReason: true),
    ];

    /// <summary>The state in which every report begins.</summary>
    public const ReportState First = ReportState.Received;

    /// <summary>The row for a move from a state; null where it is not allowed.</summary>
    public static AllowedMove? Find(ReportState from, Move move) => Moves.FirstOrDefault(m => m.From == from && m.Move == move);

    /// <summary>The rows of a move.</summary>
    public static IEnumerable<AllowedMove> RowsOf(Move move) => Moves.Where(m => m.Move == move);

    /// <summary>Whether the report still waits for somebody to act: it counts as open, and can be overdue.</summary>
    public static bool IsOpen(ReportState state) => Unsolved.Contains(state);

    /// <summary>Whether nothing can be done from there any more.</summary>
    public static bool IsFinal(ReportState state) => Moves.All(m => m.From != state);

    /// <summary>Whether the report has come to an end, final or not: from then on what is personal of it is kept for a limited time.</summary>
    public static bool IsOver(ReportState state)
        => state is ReportState.Closed or ReportState.Refused or ReportState.Duplicate or ReportState.Withdrawn or ReportState.Transferred;

    /// <summary>The state after a row of moves from the first; the replay of a report's events.</summary>
    /// <exception cref="InvalidOperationException">A move is not allowed where it stands.</exception>
    public static ReportState Replay(IEnumerable<Move> moves)
        => moves.Aggregate(First, (state, move) => Find(state, move)?.To
            ?? throw new InvalidOperationException($"{Wire.Name(move)} is not allowed in {Wire.Name(state)}."));

    private static IEnumerable<AllowedMove> FromUnsolved(Move move, ReportState to, Capability? needs, bool wantsReason)
        => Unsolved.Select(from => new AllowedMove(move, from, to, needs, wantsReason));
}
