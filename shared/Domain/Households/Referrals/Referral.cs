using System.Text.Json.Serialization;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Households.Referrals;

/// <summary>What a referral can share of a household; nothing else is ever shown by it.</summary>
[JsonConverter(typeof(WireEnumConverter<SharedField>))]
public enum SharedField
{
    /// <summary>Its name.</summary>
    Name,

    /// <summary>Its phone.</summary>
    Phone,

    /// <summary>Its needs.</summary>
    Needs,

    /// <summary>How many live there.</summary>
    Residents,

    /// <summary>Building, storey and door.</summary>
    Address,

    /// <summary>The village it came from.</summary>
    OriginVillage,
}

/// <summary>An answer to a referral: what the other side offers. Its words are <see cref="RegisterWords"/>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="At">When.</param>
/// <param name="By">The subject who offered.</param>
public sealed record HelpOffer(string Id, DateTimeOffset At, string By);

/// <summary>
/// A referral 转介: somebody of the community lets a partner or a village help a household that has agreed to it. Whoever holds the node sees the fields that it names, until the day
/// that it names, and nothing else; it can be withdrawn at any time.
/// </summary>
public sealed record Referral : JurisdictionDocument
{
    /// <summary>The most offers to one.</summary>
    public const int MostOffers = 20;

    /// <inheritdoc/>
    public override string Type => "referral";

    /// <summary>The household.</summary>
    public required string Household { get; init; }

    /// <summary>Codes of the areas in which it lay, all levels.</summary>
    public required IReadOnlyList<string> Areas { get; init; }

    /// <summary>Who may read it: a partner, an area or a jurisdiction.</summary>
    public required Node To { get; init; }

    /// <summary>Codes of the areas in which the node lies, with its own; empty where it is no area.</summary>
    public required IReadOnlyList<string> ToAreas { get; init; }

    /// <summary>What it shares.</summary>
    public required IReadOnlyList<SharedField> Fields { get; init; }

    /// <summary>The last day on which it shows anything, in the household's jurisdiction's zone.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The subject who made it.</summary>
    public required string By { get; init; }

    /// <summary>When it was withdrawn; null while it is not.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>Whether words about what is asked for stand beside it, or stood there until they were erased.</summary>
    public bool HasNote { get; init; }

    /// <summary>What was offered.</summary>
    public IReadOnlyList<HelpOffer> Offers { get => field ?? []; init; }

    /// <summary>Whom a grant must reach to read it.</summary>
    [JsonIgnore]
    public Target Reader => TargetOf(To, ToAreas);

    /// <summary>Whether it shows anything on a day, as far as it can tell itself.</summary>
    public bool IsOpenOn(DateOnly day) => WithdrawnAt is null && day <= Until;

    /// <summary>What a node is to the question whether a grant reaches it.</summary>
    public static Target TargetOf(Node to, IReadOnlyList<string> areas) => to.Kind switch
    {
        NodeKind.Partner => new Target(to.Jurisdiction, Partner: to.Id),
        NodeKind.Area => new Target(to.Jurisdiction, areas),
        _ => new Target(to.Jurisdiction),
    };
}

/// <summary>
/// Finds the referrals to those of one jurisdiction, whatever jurisdiction the households are of. Written before the referral: one that leads nowhere shows nothing.
/// </summary>
public sealed record ReferralEntry : DirectoryDocument
{
    /// <inheritdoc/>
    public override string Type => "referralEntry";

    /// <summary>Who may read it, as its written form.</summary>
    public required string To { get; init; }

    /// <summary>The jurisdiction in which the referral is.</summary>
    public required string From { get; init; }

    /// <summary>The partition in which the referrals to those of a jurisdiction are found.</summary>
    public static string KeyOf(string jurisdiction) => "referrals:" + jurisdiction;
}
