using System.Text.Json.Serialization;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Households.Ledger;

/// <summary>What happened to a unit.</summary>
[JsonConverter(typeof(WireEnumConverter<UnitChangeKind>))]
public enum UnitChangeKind
{
    /// <summary>登记: it was entered by hand.</summary>
    Created,

    /// <summary>导入登记: a file entered it.</summary>
    Imported,

    /// <summary>变更: somebody, or a file, changed its record.</summary>
    Edited,

    /// <summary>迁移: it moved within the jurisdiction, or away.</summary>
    Moved,

    /// <summary>分户: others came out of it.</summary>
    Split,

    /// <summary>分出: it came out of another.</summary>
    SplitOff,

    /// <summary>并户: others became part of it.</summary>
    Merged,

    /// <summary>并入: it became part of another.</summary>
    MergedInto,

    /// <summary>随楼迁移: its building's position was changed, and it goes by that.</summary>
    Followed,

    /// <summary>重新定格: the areas changed around it.</summary>
    Placed,

    /// <summary>复核: a campaign looked at it.</summary>
    Checked,

    /// <summary>清除个人信息: what was personal of it was erased.</summary>
    Erased,

    /// <summary>删除: its record was deleted.</summary>
    Deleted,
}

/// <summary>Why.</summary>
[JsonConverter(typeof(WireEnumConverter<ChangeReason>))]
public enum ChangeReason
{
    /// <summary>新登记.</summary>
    Registration,

    /// <summary>更正: the record was wrong.</summary>
    Correction,

    /// <summary>情况变化: the record was right, and things are otherwise now.</summary>
    Change,

    /// <summary>迁入.</summary>
    MoveIn,

    /// <summary>迁出.</summary>
    MoveOut,

    /// <summary>户内迁移: to another place of the jurisdiction.</summary>
    MoveWithin,

    /// <summary>分户: marriage, or a household of their own.</summary>
    Split,

    /// <summary>并户.</summary>
    Merge,

    /// <summary>走访: seen at a visit.</summary>
    Visit,

    /// <summary>复核: seen at a re-check.</summary>
    Recheck,

    /// <summary>批量导入.</summary>
    Import,

    /// <summary>楼栋位置变更.</summary>
    BuildingMoved,

    /// <summary>网格调整.</summary>
    AreasChanged,

    /// <summary>本人申请: the people concerned asked for it.</summary>
    PersonRequest,

    /// <summary>到期清除: the time for which it is kept is over.</summary>
    Retention,

    /// <summary>其他.</summary>
    Other,
}

/// <summary>A coded field that changed.</summary>
/// <param name="Field">Its name.</param>
/// <param name="From">What it was; null where it said nothing, or the unit was not there.</param>
/// <param name="To">What it is since; null where it says nothing.</param>
public sealed record CodedChange(string Field, string? From, string? To);

/// <summary>
/// An entry of the ledger of changes 变更台账: what happened to a unit, by whom, when and why; in the batch of the change itself, and never changed. It holds references,
/// codes and the names of fields; of names, phones, places and words it says only that they changed.
/// </summary>
public sealed record UnitChange : JurisdictionDocument
{
    /// <inheritdoc/>
    public override string Type => "unitChange";

    /// <summary>The unit.</summary>
    public required string Unit { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The subject who did it, or <c>system</c>.</summary>
    public required string By { get; init; }

    /// <summary>What happened.</summary>
    public required UnitChangeKind Kind { get; init; }

    /// <summary>Why.</summary>
    public required ChangeReason Reason { get; init; }

    /// <summary>The names of the fields that changed; empty where the unit was new.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>The coded fields that changed, with what they were and are.</summary>
    public IReadOnlyList<CodedChange> Values { get; init; } = [];

    /// <summary>The units that it was split into or came out of, or that were merged into it or took it in.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>The job that did it; null where none did.</summary>
    public string? Job { get; init; }

    /// <summary>The campaign it belongs to; null for none.</summary>
    public string? Campaign { get; init; }

    /// <summary>What a check found; null where it was none.</summary>
    public Campaigns.CheckResult? Result { get; init; }

    /// <summary>From which day on it is so, where that was said.</summary>
    public DateOnly? On { get; init; }

    /// <summary>Whether words stand beside it (<see cref="RegisterWords"/>), or stood there until they were erased.</summary>
    public bool HasWords { get; init; }

    /// <summary>Codes of the areas in which it lay before and lies after, all levels.</summary>
    public required IReadOnlyList<string> Areas { get; init; }

    /// <summary>The id of an entry; of one that a key makes once, by the reserved id.</summary>
    public static string IdOf(string reserved) => "change." + reserved;
}
