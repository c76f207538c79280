using System.Text.Json.Serialization;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.People;

namespace GridSteward.Domain.Assists;

/// <summary>Where a request for help stands.</summary>
[JsonConverter(typeof(WireEnumConverter<AssistState>))]
public enum AssistState
{
    /// <summary>呼叫: they were asked.</summary>
    Asked,

    /// <summary>响应: they have said that they come.</summary>
    Accepted,

    /// <summary>They have said that they do not, and why.</summary>
    Declined,

    /// <summary>They have said what they did. Final.</summary>
    Answered,

    /// <summary>They are no longer asked. Final.</summary>
    Cancelled,
}

/// <summary>What can be done with a request for help.</summary>
[JsonConverter(typeof(WireEnumConverter<AssistMove>))]
public enum AssistMove
{
    /// <summary>响应: say that one comes.</summary>
    Accept,

    /// <summary>Say that one does not, and why.</summary>
    Decline,

    /// <summary>答复: say what was done.</summary>
    Answer,

    /// <summary>Take the request back.</summary>
    Cancel,
}

/// <summary>A row of the table of what may be done with a request for help.</summary>
/// <param name="Move">What is done.</param>
/// <param name="From">The state in which it may be done.</param>
/// <param name="To">The state that follows.</param>
/// <param name="ByAsked">Whether it is for those who were asked; else for who asked, or handles the report.</param>
/// <param name="WantsNote">Whether it takes words.</param>
public sealed record AllowedAssistMove(AssistMove Move, AssistState From, AssistState To, bool ByAsked, bool WantsNote);

/// <summary>The life of a request for help: one table, which everything asks. All of it only while the report is open.</summary>
public static class AssistTable
{
    /// <summary>Every allowed move.</summary>
    public static IReadOnlyList<AllowedAssistMove> Moves { get; } =
    [
        new(AssistMove.Accept, AssistState.Asked, AssistState.Accepted, ByAsked: true, WantsNote: false),
        new(AssistMove.Decline, AssistState.Asked, AssistState.Declined, ByAsked: true, WantsNote: true),
        new(AssistMove.Decline, AssistState.Accepted, AssistState.Declined, ByAsked: true, WantsNote: true),
        new(AssistMove.Answer, AssistState.Accepted, AssistState.Answered, ByAsked: true, WantsNote: true),
        new(AssistMove.Cancel, AssistState.Asked, AssistState.Cancelled, ByAsked: false, WantsNote: false),
        new(AssistMove.Cancel, AssistState.Accepted, AssistState.Cancelled, ByAsked: false, WantsNote: false),
        new(AssistMove.Cancel, AssistState.Declined, AssistState.Cancelled, ByAsked: false, WantsNote: false),
    ];

    /// <summary>The row for a move from a state; null where it is not allowed.</summary>
    public static AllowedAssistMove? Find(AssistState from, AssistMove move) => Moves.FirstOrDefault(m => m.From == from && m.Move == move);

    /// <summary>The rows of a move.</summary>
    public static IEnumerable<AllowedAssistMove> RowsOf(AssistMove move) => Moves.Where(m => m.Move == move);

    /// <summary>Whether an answer is still to come.</summary>
    public static bool IsOpen(AssistState state) => state is AssistState.Asked or AssistState.Accepted;
}

/// <summary>A request for help 协办请求 within a report: another post, team or partner is asked to come in.</summary>
public sealed record Assist
{
    /// <summary>The most of one report, ended ones counted.</summary>
    public const int Most = 20;

    /// <summary>Its id within the report.</summary>
    public required string Id { get; init; }

    /// <summary>Who is asked.</summary>
    public required Assignee Asked { get; init; }

    /// <summary>For a post: the code of its area and of those above it when it was asked. Whoever handles reports there may speak for it.</summary>
    public required IReadOnlyList<string> Areas { get; init; }

    /// <summary>Whether the report can be resolved only when they have answered.</summary>
    public required bool Required { get; init; }

    /// <summary>Where it stands.</summary>
    public required AssistState State { get; init; }

    /// <summary>The subject who asked.</summary>
    public required string AskedBy { get; init; }

    /// <summary>When they were asked.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>When they accepted; null where they have not.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>When they declined or answered, or it was cancelled; null until then.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether an answer is still to come.</summary>
    [JsonIgnore]
    public bool IsOpen => AssistTable.IsOpen(State);

    /// <summary>Whether the report cannot be resolved for it: a required one that is open, or was declined and has not been replaced or cancelled.</summary>
    [JsonIgnore]
    public bool HoldsUp => Required && (IsOpen || State == AssistState.Declined);

    /// <summary>Where a grant must reach so that its holder may speak for those who were asked.</summary>
    public Target TargetIn(string jurisdiction) => Asked.Kind switch
    {
        AssigneeKind.Team => new Target(jurisdiction, Team: Asked.Id),
        AssigneeKind.Partner => new Target(jurisdiction, Partner: Asked.Id),
        _ => new Target(jurisdiction, Areas) { Posts = [Asked.Id] },
    };

    /// <summary>The same after a move.</summary>
    public Assist After(AllowedAssistMove row, DateTimeOffset now) => this with
    {
        State = row.To,
        AcceptedAt = row.To == AssistState.Accepted ? now : AcceptedAt,
        EndedAt = row.To == AssistState.Accepted ? null : now,
    };
}
