using System.Text.Json.Serialization;
using GridSteward.Domain.Staff;

namespace GridSteward.Domain.Assignments;

/// <summary>What an assignee is.</summary>
[JsonConverter(typeof(WireEnumConverter<AssigneeKind>))]
public enum AssigneeKind
{
    /// <summary>A post with the duty Handle.</summary>
    Post,

    /// <summary>A team.</summary>
    Team,
}

/// <summary>Who a report goes to: a post or a team, never a person, so that it outlives who holds it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its id.</param>
/// <param name="Code">Its code.</param>
/// <param name="Title">What a reporter sees.</param>
/// <param name="Area">The code of the area it answers for.</param>
public sealed record Assignee(AssigneeKind Kind, string Id, string Code, string Title, string Area)
{
    /// <summary>How documents and lists name it: <c>post:{id}</c> or <c>team:{id}</c>.</summary>
    [JsonIgnore]
    public string Key => $"{Wire.Name(Kind)}:{Id}";
}

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
}

/// <summary>A candidate as it stood when the choice was made, so that the choice can be replayed.</summary>
/// <param name="Assignee">Who.</param>
/// <param name="SameBuilding">Whether the post is for the very building.</param>
/// <param name="Acquainted">Whether its holder knows the household's origin village.</param>
/// <param name="OpenLoad">Its open reports; counted only where a choice had to be made, else 0.</param>
/// <param name="Capacity">How many it can carry.</param>
/// <param name="Excluded">Why it was not considered; null where it was.</param>
public sealed record Candidate(Assignee Assignee, bool SameBuilding, bool Acquainted, long OpenLoad, int Capacity, Exclusion? Excluded)
{
    /// <summary>Open load over capacity.</summary>
    [JsonIgnore]
    public double RelativeLoad => (double)OpenLoad / Capacity;
}

/// <summary>A reason in words.</summary>
/// <param name="Code">Stable code of the rule that spoke.</param>
/// <param name="En">In English.</param>
/// <param name="Zh">In Chinese.</param>
public sealed record Reason(string Code, string En, string Zh);

/// <summary>Who got a report, and why.</summary>
/// <param name="Place">Where it lies.</param>
/// <param name="Assignee">Who got it; null when nobody is on duty.</param>
/// <param name="RunnersUp">Who would have been next, in order.</param>
/// <param name="Reasons">Why, rule by rule.</param>
/// <param name="Candidates">The inputs of the choice.</param>
/// <param name="Category">The category by which it was chosen.</param>
/// <param name="Day">The local day for which it was chosen; of UTC where it lies in no jurisdiction.</param>
public sealed record Assignment(
    Place Place,
    Assignee? Assignee,
    IReadOnlyList<Assignee> RunnersUp,
    IReadOnlyList<Reason> Reasons,
    IReadOnlyList<Candidate> Candidates,
    string? Category,
    DateOnly Day)
{
    /// <summary>The place's flags, and that nobody is on duty where it is so.</summary>
    [JsonIgnore]
    public IReadOnlyList<PlaceFlag> Flags => Assignee is null ? [.. Place.Flags, PlaceFlag.NoAssignee] : Place.Flags;
}
