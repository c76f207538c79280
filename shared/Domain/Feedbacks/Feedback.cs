using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Feedbacks;

/// <summary>What a reporter said of a resolution 回访; their words are in the personal part of its event.</summary>
/// <param name="At">When.</param>
/// <param name="Satisfied">Whether they are satisfied.</param>
/// <param name="Rating">1 (worst) to 5; null where they gave none.</param>
/// <param name="Resolution">Which resolution of the report it is about, from 1.</param>
/// <param name="Event">The sequence number of its event.</param>
public sealed record Feedback(DateTimeOffset At, bool Satisfied, int? Rating, int Resolution, int Event);

/// <summary>
/// One time that a report was said to be solved, with who answered for it then and what its reporter said of it. A report that is begun again gets
/// another; what was said stays with the one it was about. References and codes only.
/// </summary>
public sealed record Resolution : JurisdictionDocument
{
    /// <inheritdoc/>
    public override string Type => "resolution";

    /// <summary>The report.</summary>
    public required string Report { get; init; }

    /// <summary>1, 2, 3, ... within the report.</summary>
    public required int Number { get; init; }

    /// <summary>When it was said to be solved.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Its month in the jurisdiction's zone (of UTC where there is none), as <c>yyyy-MM</c>.</summary>
    public required string Month { get; init; }

    /// <summary>The report's category then.</summary>
    public required string Category { get; init; }

    /// <summary>The key of whoever had it then; null where nobody had.</summary>
    public string? Assignee { get; init; }

    /// <summary>The id of the steward who held that post then; null where it was no post, or a vacant one.</summary>
    public string? Steward { get; init; }

    /// <summary>Codes of its areas then, all levels.</summary>
    public required IReadOnlyList<string> Areas { get; init; }

    /// <summary>The nodes from which the report could be worked on then.</summary>
    public required IReadOnlyList<string> Nodes { get; init; }

    /// <summary>Whether the report is a private case, which is counted nowhere: it has no areas and no nodes here either.</summary>
    public bool Private { get; init; }

    /// <summary>Whether the reporter has said something of it.</summary>
    public bool Answered { get; init; }

    /// <summary>Whether they are satisfied; false too where they have said nothing.</summary>
    public bool Satisfied { get; init; }

    /// <summary>What they rated it with; null where they did not.</summary>
    public int? Rating { get; init; }

    /// <summary>The id of a resolution.</summary>
    public static string IdOf(string report, int number) => $"{report}.resolution.{number:D6}";
}
