using System.Text.Json.Serialization;
using GridSteward.Domain.Cards;
using GridSteward.Domain.History;
using GridSteward.Domain.Households;
using GridSteward.Domain.Storage;
using GridSteward.Geo;

namespace GridSteward.Domain.Staff;

/// <summary>A building 楼栋.</summary>
public sealed record Building : RememberedDocument
{
    /// <inheritdoc/>
    public override string Type => "building";

    /// <summary>Unique among the jurisdiction's buildings.</summary>
    public required string Code { get; init; }

    /// <summary>As people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Where it stands (WGS-84 degrees).</summary>
    public required Wgs84Point Point { get; init; }

    /// <summary>The position as it was sent.</summary>
    public required SentPosition Sent { get; init; }

    /// <summary>How many units are expected in it; null while nobody has counted.</summary>
    public ExpectedUnits? Expected { get; init; }
}

/// <summary>How many units a building is expected to hold, as counted on the spot or taken from plans: what coverage is measured against.</summary>
/// <param name="Households">Dwellings in use; 0 to 5000.</param>
/// <param name="Companies">Companies; 0 to 5000.</param>
/// <param name="Shops">Shops; 0 to 5000.</param>
/// <param name="CountedOn">The local day of the count; null where it is not known.</param>
public sealed record ExpectedUnits(int Households, int Companies = 0, int Shops = 0, DateOnly? CountedOn = null)
{
    /// <summary>The most of one kind.</summary>
    public const int Most = 5000;

    /// <summary>How many of a kind.</summary>
    public int Of(UnitKind kind) => kind switch { UnitKind.Company => Companies, UnitKind.Shop => Shops, _ => Households };
}

/// <summary>Days on which a steward does not work, in the jurisdiction's zone.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The first on which they work again.</param>
public sealed record Leave(DateOnly From, DateOnly To)
{
    /// <summary>Whether they are away on that day.</summary>
    public bool Holds(DateOnly day) => From <= day && day < To;
}

/// <summary>A steward 网格员: a person who holds posts.</summary>
public sealed record Steward : RememberedDocument
{
    /// <inheritdoc/>
    public override string Type => "steward";

    /// <summary>Staff number 工号, unique among the jurisdiction's stewards, by which files name them; null where they have none.</summary>
    public string? Code { get; init; }

    /// <summary>Name (personal).</summary>
    public required string Name { get; init; }

    /// <summary>Phone (personal).</summary>
    public string? Phone { get; init; }

    /// <summary>The subject with which they sign in; null where they do not.</summary>
    public string? Subject { get; init; }

    /// <summary>When they last confirmed that a channel of theirs (phone, mail, group) reaches them; null where they never did.</summary>
    public DateTimeOffset? ChannelConfirmedAt { get; init; }

    /// <summary>When they are on leave: their posts get no new reports then.</summary>
    public IReadOnlyList<Leave> Leave { get => field ?? []; init; }

    /// <summary>When what is personal was erased, the name being empty since; null where it was not.</summary>
    public DateTimeOffset? ErasedAt { get; init; }
}

/// <summary>A team 服务队 that handles reports in its areas.</summary>
public sealed record Team : RememberedDocument
{
    /// <inheritdoc/>
    public override string Type => "team";

    /// <summary>Unique among the jurisdiction's teams.</summary>
    public required string Code { get; init; }

    /// <summary>As people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Codes of the areas it serves.</summary>
    public required IReadOnlyList<string> Areas { get; init; }

    /// <summary>Categories it handles; empty for all.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    /// <summary>How many open reports it can carry; at least 1.</summary>
    public required int Capacity { get; init; }
}

/// <summary>What a partner does.</summary>
[JsonConverter(typeof(WireEnumConverter<PartnerDuty>))]
public enum PartnerDuty
{
    /// <summary>协办: helps, and gets no reports of its own.</summary>
    Assist,

    /// <summary>主办: gets reports as teams do.</summary>
    Handle,
}

/// <summary>A partner 共建单位: an organisation that helps in some areas.</summary>
public sealed record Partner : RememberedDocument
{
    /// <inheritdoc/>
    public override string Type => "partner";

    /// <summary>Unique among the jurisdiction's partners.</summary>
    public required string Code { get; init; }

    /// <summary>The organisation's name.</summary>
    public required string Name { get; init; }

    /// <summary>Whom to ask for there (personal).</summary>
    public string? ContactName { get; init; }

    /// <summary>Their phone (personal).</summary>
    public string? ContactPhone { get; init; }

    /// <summary>Codes of the areas it serves.</summary>
    public required IReadOnlyList<string> Areas { get; init; }

    /// <summary>Whether it gets reports of its own.</summary>
    public PartnerDuty Duty { get; init; }

    /// <summary>Categories it helps with; empty for all.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    /// <summary>How many open reports it can carry; at least 1.</summary>
    public required int Capacity { get; init; }
}

/// <summary>What a post is there for: the five levels of responsibility.</summary>
[JsonConverter(typeof(WireEnumConverter<Duty>))]
public enum Duty
{
    /// <summary>总领.</summary>
    Lead,

    /// <summary>督办.</summary>
    Oversee,

    /// <summary>主办.</summary>
    Handle,

    /// <summary>跟办.</summary>
    FollowUp,

    /// <summary>协办.</summary>
    Assist,
}

/// <summary>A post: one duty in one area, held by a steward or vacant, for some time.</summary>
public sealed record Post : RememberedDocument
{
    /// <inheritdoc/>
    public override string Type => "post";

    /// <summary>Unique among the jurisdiction's posts.</summary>
    public required string Code { get; init; }

    /// <summary>The title, e.g. 网格长 or 楼道长: what a reporter sees instead of a name.</summary>
    public required string Title { get; init; }

    /// <summary>The code of its area.</summary>
    public required string Area { get; init; }

    /// <summary>What it is there for.</summary>
    public required Duty Duty { get; init; }

    /// <summary>The steward who holds it; null while it is vacant.</summary>
    public string? Steward { get; init; }

    /// <summary>The building it is for; null for all of the area.</summary>
    public string? Building { get; init; }

    /// <summary>Categories it takes; empty for all.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    /// <summary>Villages whose people its holder knows.</summary>
    public required IReadOnlyList<string> OriginVillages { get; init; }

    /// <summary>How many open reports it can carry; at least 1.</summary>
    public required int Capacity { get; init; }

    /// <summary>First day, in the jurisdiction's zone.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>The first day on which it no longer holds; null for open end.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Whether it holds on that day.</summary>
    public bool HoldsOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || day < ValidTo);

    /// <summary>Whether someone answers for it on that day.</summary>
    public bool IsActiveOn(DateOnly day) => HoldsOn(day) && Steward is not null;
}

/// <summary>A contact card 联系卡: its code says where without a position.</summary>
public sealed record ContactCard : JurisdictionDocument
{
    /// <inheritdoc/>
    public override string Type => "contactCard";

    /// <summary>What is printed on it.</summary>
    public required string Code { get; init; }

    /// <summary>The household it is for; or <see cref="Building"/>, or <see cref="Area"/>.</summary>
    public string? Household { get; init; }

    /// <summary>The building it is for.</summary>
    public string? Building { get; init; }

    /// <summary>The code of the area it is for.</summary>
    public string? Area { get; init; }

    /// <summary>Where it is.</summary>
    public CardState State { get; init; }

    /// <summary>The unit that has it; null where none has, or nobody said which.</summary>
    public string? Unit { get; init; }

    /// <summary>When it was issued; null of those from before that was kept.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>When it was handed out last; null where it never was.</summary>
    public DateTimeOffset? HandedOutAt { get; init; }

    /// <summary>The card that was issued in its place.</summary>
    public string? ReplacedBy { get; init; }

    /// <summary>The areas in which its place lay when it was issued or last printed, as a path; null of those from before that was kept.</summary>
    public string? AreaPath { get; init; }

    /// <summary>Whether its code leads anywhere.</summary>
    [JsonIgnore]
    public bool Works => CardMoves.Works(State);
}

/// <summary>Finds a contact card's jurisdiction by its code.</summary>
public sealed record ContactCardEntry : DirectoryDocument
{
    /// <summary>The id of the one document of its partition.</summary>
    public const string OnlyId = "card";

    /// <inheritdoc/>
    public override string Type => "contactCardEntry";

    /// <summary>Where the card is.</summary>
    public required string Jurisdiction { get; init; }

    /// <summary>The card's id.</summary>
    public required string CardId { get; init; }

    /// <summary>The partition in which a card is found. Codes are read without regard to case, spaces and hyphens.</summary>
    public static string KeyOf(string code) => "card:" + People.Hashes.Hex(Normalize(code));

    /// <summary>The code as it is compared.</summary>
    public static string Normalize(string code)
        => new([.. code.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit).Select(c => c switch { 'O' => '0', 'I' or 'L' => '1', _ => c })]);
}
