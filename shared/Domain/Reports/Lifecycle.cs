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

    /// <summary>Say that it is solved.</summary>
    Resolve,

    /// <summary>Verify and end it.</summary>
    Close,
}

/// <summary>A row of the table of allowed moves.</summary>
/// <param name="Move">What is done.</param>
/// <param name="From">The state in which it may be done.</param>
/// <param name="To">The state that follows.</param>
/// <param name="Needs">The capability it takes.</param>
public sealed record AllowedMove(Move Move, ReportState From, ReportState To, Capability Needs);

/// <summary>The lifecycle of a report: one table, which everything asks.</summary>
public static class Lifecycle
{
    /// <summary>Every allowed move.</summary>
    public static IReadOnlyList<AllowedMove> Moves { get; } =
    [
        new(Move.Accept, ReportState.Received, ReportState.Accepted, Capability.HandleReports),
        new(Move.Resolve, ReportState.Accepted, ReportState.Resolved, Capability.HandleReports),
        new(Move.Close, ReportState.Resolved, ReportState.Closed, Capability.CloseReports),
    ];

    /// <summary>The state in which every report begins.</summary>
    public const ReportState First = ReportState.Received;

    /// <summary>The row for a move from a state; null where it is not allowed.</summary>
    public static AllowedMove? Find(ReportState from, Move move) => Moves.FirstOrDefault(m => m.From == from && m.Move == move);

    /// <summary>What a move takes, from whatever state.</summary>
    public static Capability NeedOf(Move move) => Moves.First(m => m.Move == move).Needs;

    /// <summary>Whether the report still waits for its assignee: it counts as open, and can be overdue.</summary>
    public static bool IsOpen(ReportState state) => state is ReportState.Received or ReportState.Accepted or ReportState.Waiting;

    /// <summary>The state after a row of moves from the first; the replay of a report's events.</summary>
    /// <exception cref="InvalidOperationException">A move is not allowed where it stands.</exception>
    public static ReportState Replay(IEnumerable<Move> moves)
        => moves.Aggregate(First, (state, move) => Find(state, move)?.To
            ?? throw new InvalidOperationException($"{Wire.Name(move)} is not allowed in {Wire.Name(state)}."));
}
