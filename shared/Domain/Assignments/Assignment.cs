using System.Text.Json.Serialization;
using GridSteward.Domain.People;
using GridSteward.Domain.Responsibilities;

namespace GridSteward.Domain.Assignments;

/// <summary>What an assignee is.</summary>
[JsonConverter(typeof(WireEnumConverter<AssigneeKind>))]
public enum AssigneeKind
{
    /// <summary>A post with the duty Handle.</summary>
    Post,

    /// <summary>A team.</summary>
    Team,

    /// <summary>A partner with the duty Handle.</summary>
    Partner,
}

/// <summary>Who a report goes to: a post, a team or a partner, never a person, so that it outlives who holds it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its id.</param>
/// <param name="Code">Its code.</param>
/// <param name="Title">What a reporter sees.</param>
/// <param name="Area">The code of the area it answers for.</param>
public sealed record Assignee(AssigneeKind Kind, string Id, string Code, string Title, string Area)
{
    /// <summary>How documents and lists name it: <c>post:{id}</c>, <c>team:{id}</c> or <c>partner:{id}</c>.</summary>
    [JsonIgnore]
    public string Key => $"{Wire.Name(Kind)}:{Id}";

    /// <summary>The node by which it sees what is given to it; null for a post, whose holder has grants of their own.</summary>
    [JsonIgnore]
    public string? ScopeKey => Kind switch
    {
        AssigneeKind.Team => Scope.TeamKey(Id),
        AssigneeKind.Partner => Scope.PartnerKey(Id),
        _ => null,
    };
}

/// <summary>A reason in words.</summary>
/// <param name="Code">Stable code of the rule that spoke.</param>
/// <param name="En">In English.</param>
/// <param name="Zh">In Chinese.</param>
public sealed record Reason(string Code, string En, string Zh);

/// <summary>Everything that an assignment is made from, and nothing else: <see cref="Assigner.Choose"/> makes the same of it at any time.</summary>
/// <param name="Place">Where it lies.</param>
/// <param name="Category">The category's code; null asks for any.</param>
/// <param name="Day">The local day; of UTC where it lies in no jurisdiction.</param>
/// <param name="Candidates">Who could get it, with loads where they matter. Those of areas that the chain does not have do not count.</param>
public sealed record AssignmentInputs(Place Place, string? Category, DateOnly Day, IReadOnlyList<Candidate> Candidates)
{
    /// <summary>What the place was found by; null where it lies in no jurisdiction, and in documents from before it was kept.</summary>
    public Placing? Placing { get; init; }

    /// <summary>How the place lies among its neighbours; null where no point decided.</summary>
    public Surroundings? Surroundings { get; init; }
}

/// <summary>Who got a report, and why.</summary>
/// <param name="Place">Where it lies.</param>
/// <param name="Assignee">Who got it; null when nobody is on duty.</param>
/// <param name="RunnersUp">Who would have been next, in order.</param>
/// <param name="Reasons">Why, rule by rule.</param>
/// <param name="Candidates">The candidates who were looked at, as they stood.</param>
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
    /// <summary>What the place was found by; null where it lies in no jurisdiction, and in documents from before it was kept.</summary>
    public Placing? Placing { get; init; }

    /// <summary>How the place lies among its neighbours; null where no point decided, and in documents from before it was kept.</summary>
    public Surroundings? Surroundings { get; init; }

    /// <summary>Who else answers for it, by the same roster; a report keeps it by itself. Null where the assignment was read.</summary>
    [JsonIgnore]
    public FiveLevels? Answerable { get; init; }

    /// <summary>What it was made from.</summary>
    [JsonIgnore]
    public AssignmentInputs Inputs => new(Place, Category, Day, Candidates) { Placing = Placing, Surroundings = Surroundings };

    /// <summary>The place's flags, and that nobody is on duty where it is so.</summary>
    [JsonIgnore]
    public IReadOnlyList<PlaceFlag> Flags => Assignee is null ? [.. Place.Flags, PlaceFlag.NoAssignee] : Place.Flags;

    /// <summary>What is left when where exactly a household is and where it came from are erased. It can no longer be replayed in full.</summary>
    public Assignment WithoutPlace() => this with
    {
        Place = Place with { DistanceToEdgeMetres = null, Touched = [] },
        Reasons = [.. Reasons.Where(r => !AssignmentReasons.Telling.Contains(r.Code))],
        Candidates = [.. Candidates.Select(c => c with { Acquainted = false, SameBuilding = false })],
        Placing = null,
        Surroundings = null,
    };
}
