using System.Text.Json.Serialization;
using GridSteward.Geo;

namespace GridSteward.Domain.Assignments;

/// <summary>What is to be explained.</summary>
/// <param name="Where">Where it would be.</param>
/// <param name="Category">The category; null asks for any.</param>
/// <param name="At">The moment; null for now. Of the past areas and staff are taken as they were, of the future as they are now with the days that are set.</param>
public sealed record ExplainQuestion(Whereabouts Where, string? Category, DateTimeOffset? At);

/// <summary>What would have to be different.</summary>
[JsonConverter(typeof(WireEnumConverter<ChangeKind>))]
public enum ChangeKind
{
    /// <summary>Where it is.</summary>
    Place,

    /// <summary>How many open reports somebody has.</summary>
    Load,

    /// <summary>The day.</summary>
    Day,

    /// <summary>The category.</summary>
    Category,
}

/// <summary>Something small that would change the answer. Each was tried out before it is said.</summary>
/// <param name="Kind">What would have to be different.</param>
/// <param name="En">In English.</param>
/// <param name="Zh">In Chinese.</param>
/// <param name="Assignee">Who would get it then; null for the duty desk.</param>
public sealed record WouldChange(ChangeKind Kind, string En, string Zh, Assignee? Assignee)
{
    /// <summary>The place that was tried out.</summary>
    public Wgs84Point? Point { get; init; }

    /// <summary>The way to it.</summary>
    public NearestChange? Way { get; init; }

    /// <summary>The first day on which it would be so.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The category that was tried out.</summary>
    public string? Category { get; init; }
}

/// <summary>Who would get it, and why.</summary>
/// <param name="At">The moment.</param>
/// <param name="Jurisdiction">The jurisdiction; null where it lies in none.</param>
/// <param name="Assignment">The place and the choice.</param>
/// <param name="LoadsAt">Of when the open loads are: always of now; null where they are not known, because the moment is past.</param>
/// <param name="InFull">Whether the asker may see candidates with their facts.</param>
/// <param name="MayLocate">Whether the asker may know where exactly it is.</param>
/// <param name="Changes">What would change the answer, as far as the asker may know.</param>
public sealed record Explanation(
    DateTimeOffset At, string? Jurisdiction, Assignment Assignment, DateTimeOffset? LoadsAt, bool InFull, bool MayLocate, IReadOnlyList<WouldChange> Changes);
