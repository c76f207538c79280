using System.Text.Json.Serialization;

namespace GridSteward.Domain.Assignments;

/// <summary>Why a candidate was not considered.</summary>
[JsonConverter(typeof(WireEnumConverter<Exclusion>))]
public enum Exclusion
{
    /// <summary>It does not hold on that day.</summary>
    NotInForce,

    /// <summary>Nobody holds it.</summary>
    Vacant,

    /// <summary>It does not take this category.</summary>
    OtherCategory,

    /// <summary>Who holds it is on leave on that day.</summary>
    OnLeave,
}

/// <summary>What decides whether a candidate is considered, as it stood. That its duty is to handle goes without saying: others are no candidates.</summary>
/// <param name="ValidFrom">The first day on which it holds; null for teams and partners.</param>
/// <param name="ValidTo">The first day on which it no longer holds; null for open end.</param>
/// <param name="Vacant">Whether nobody holds it.</param>
/// <param name="OnLeave">Whether who holds it is on leave on the day of the question.</param>
/// <param name="Categories">Categories it takes; empty for all.</param>
public sealed record CandidateFacts(DateOnly? ValidFrom, DateOnly? ValidTo, bool Vacant, bool OnLeave, IReadOnlyList<string> Categories)
{
    /// <summary>Why it is not considered; null where it is. The first rule that speaks decides.</summary>
    public Exclusion? ExclusionOn(DateOnly day, string? category)
        => ValidFrom > day || ValidTo <= day ? Exclusion.NotInForce
            : Vacant ? Exclusion.Vacant
            : OnLeave ? Exclusion.OnLeave
            : category is not null && Categories.Count > 0 && !Categories.Contains(category) ? Exclusion.OtherCategory
            : null;
}

/// <summary>A candidate as it stood when the choice was made, so that the choice can be replayed.</summary>
/// <param name="Assignee">Who.</param>
/// <param name="SameBuilding">Whether the post is for the very building.</param>
/// <param name="Acquainted">Whether its holder knows the village that the household came from, where the household asked for such a one.</param>
/// <param name="OpenLoad">Its open reports as they were read; null (0 in older documents) where no choice hung on them.</param>
/// <param name="Capacity">How many it can carry.</param>
/// <param name="Excluded">Why it was not considered; null where it was. Follows from <see cref="Facts"/>.</param>
public sealed record Candidate(Assignee Assignee, bool SameBuilding, bool Acquainted, long? OpenLoad, int Capacity, Exclusion? Excluded)
{
    /// <summary>What the exclusion follows from; null in documents from before it was kept, where it is taken as it is written.</summary>
    public CandidateFacts? Facts { get; init; }

    /// <summary>The candidate with the exclusion that follows from its facts.</summary>
    public Candidate On(DateOnly day, string? category) => Facts is null ? this : this with { Excluded = Facts.ExclusionOn(day, category) };

    /// <summary>Compares open load over capacity, in whole numbers: a/b against c/d as a·d against c·b.</summary>
    public int CompareLoad(Candidate other)
        => ((Int128)(OpenLoad ?? 0) * other.Capacity).CompareTo((Int128)(other.OpenLoad ?? 0) * Capacity);
}
