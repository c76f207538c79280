using System.Text.Json.Serialization;
using GridSteward.Domain.Deadlines;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Reports;

/// <summary>What an event was.</summary>
[JsonConverter(typeof(WireEnumConverter<ReportEventKind>))]
public enum ReportEventKind
{
    /// <summary>It came in and was assigned.</summary>
    Received,

    /// <summary>A move of the table.</summary>
    Moved,

    /// <summary>It lies in other areas since those have changed, and was assigned anew; its state stayed.</summary>
    Reassigned,

    /// <summary>It passed a deadline, and the next level was told.</summary>
    Escalated,

    /// <summary>Somebody was asked to assist.</summary>
    AssistAsked,

    /// <summary>Whoever was asked to assist has accepted, declined or answered, or is no longer asked.</summary>
    AssistMoved,

    /// <summary>A photo was added.</summary>
    PhotoAdded,

    /// <summary>A photo was taken away.</summary>
    PhotoRemoved,

    /// <summary>The reporter said whether they are satisfied.</summary>
    Feedback,

    /// <summary>Its severity was changed.</summary>
    Graded,

    /// <summary>Words or photos of it were replaced; the original is kept for the auditor.</summary>
    Redacted,

    /// <summary>It was hidden.</summary>
    Hidden,

    /// <summary>It is shown again.</summary>
    Shown,

    /// <summary>Another report of the same thing is followed under it.</summary>
    Followed,

    /// <summary>Another report is no longer followed under it.</summary>
    Unfollowed,

    /// <summary>It is followed under another report than before.</summary>
    Regrouped,
}

/// <summary>Something that happened to a report. Never changed; holds references and codes only.</summary>
public sealed record ReportEvent : JurisdictionDocument
{
    /// <inheritdoc/>
    public override string Type => "reportEvent";

    /// <summary>The report.</summary>
    public required string Report { get; init; }

    /// <summary>1, 2, 3, ... within the report.</summary>
    public required int Sequence { get; init; }

    /// <summary>What it was.</summary>
    public required ReportEventKind Kind { get; init; }

    /// <summary>The move, where it was one.</summary>
    public Move? Move { get; init; }

    /// <summary>The state after it.</summary>
    public required ReportState State { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The subject who did it, <c>reporter</c> or <c>system</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>As what they did it; null for the reporter, the program, and in documents from before it was kept.</summary>
    public People.Preset? ActorAs { get; init; }

    /// <summary>The assignee's key after it; null for none.</summary>
    public string? Assignee { get; init; }

    /// <summary>The assignee's key before it, where it was assigned anew; null for none.</summary>
    public string? AssigneeBefore { get; init; }

    /// <summary>The areas' generation by which it was assigned anew; null where it was not.</summary>
    public int? Generation { get; init; }

    /// <summary>The id of the other report, where one comes under another or leaves it; null elsewhere.</summary>
    public string? Other { get; init; }

    /// <summary>The id of the request for help that it is about; null where it is about none.</summary>
    public string? Assist { get; init; }

    /// <summary>What was done with that request; null where it was made.</summary>
    public Assists.AssistMove? AssistMove { get; init; }

    /// <summary>What the reporter said; null where they said nothing.</summary>
    public bool? Satisfied { get; init; }

    /// <summary>Who was told of which missed deadline; null where it is no escalation.</summary>
    public EscalationFact? Escalation { get; init; }

    /// <summary>The severity after it, where it was changed.</summary>
    public Severity? Severity { get; init; }

    /// <summary>The severity before it, where it was changed.</summary>
    public Severity? SeverityBefore { get; init; }

    /// <summary>Whether a personal part beside it holds words.</summary>
    public required bool HasNote { get; init; }

    /// <summary>Whether its words are a reason, which the reporter reads.</summary>
    [JsonIgnore]
    public bool GivesReason => Move is { } move && (move == Reports.Move.Dispatch || Lifecycle.RowsOf(move).Any(r => r.WantsReason));

    /// <summary>Hash of the idempotency key it came with, so that a retry is known; null for none.</summary>
    public string? Once { get; init; }

    /// <summary>The id of an event.</summary>
    public static string IdOf(string report, int sequence) => $"{report}.event.{sequence:D6}";
}

/// <summary>Names, phones and free words beside a report or one of its events; what retention erases.</summary>
public sealed record ReportPersonalPart : JurisdictionDocument
{
    /// <inheritdoc/>
    public override string Type => "reportPersonalPart";

    /// <summary>The report.</summary>
    public required string Report { get; init; }

    /// <summary>Free words: what the reporter wrote, or the note of a move.</summary>
    public string? Words { get; init; }

    /// <summary>The reporter's name.</summary>
    public string? ContactName { get; init; }

    /// <summary>The reporter's phone.</summary>
    public string? ContactPhone { get; init; }

    /// <summary>The reporter's e-mail address; null where there is none.</summary>
    public string? ContactEmail { get; init; }

    /// <summary>The id of the personal part beside a report or an event.</summary>
    public static string IdOf(string beside) => beside + ".personal";
}
