using System.Text.Json.Serialization;

namespace GridSteward.Domain.Responsibilities;

/// <summary>A post as documents and answers name it: never a person.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Code">Its code.</param>
/// <param name="Title">What a reporter sees.</param>
/// <param name="Area">The code of its area.</param>
public sealed record PostRef(string Id, string Code, string Title, string Area)
{
    /// <summary>How messages name it: <c>post:{id}</c>.</summary>
    [JsonIgnore]
    public string Key => $"post:{Id}";
}

/// <summary>
/// Who answers for a report beside whoever handles it 主办: five-level responsibility 五级责任. Each list begins with the nearest area; the first of a list is the
/// one who is told.
/// </summary>
/// <param name="Lead">总领.</param>
/// <param name="Oversee">督办.</param>
/// <param name="FollowUp">跟办.</param>
/// <param name="Assist">协办.</param>
public sealed record FiveLevels(IReadOnlyList<PostRef> Lead, IReadOnlyList<PostRef> Oversee, IReadOnlyList<PostRef> FollowUp, IReadOnlyList<PostRef> Assist)
{
    /// <summary>The most posts in one list.</summary>
    public const int MaxOfADuty = 5;

    /// <summary>Nobody.</summary>
    public static FiveLevels None { get; } = new([], [], [], []);
}
