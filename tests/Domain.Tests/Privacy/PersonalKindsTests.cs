namespace GridSteward.Domain.Tests.Privacy;

/// <summary>A new kind of document forces the question whether it holds something personal, and what erases it.</summary>
public sealed class PersonalKindsTests
{
    /// <summary>What erases it, for each kind that holds names, phones, words or where somebody is.</summary>
    private static readonly Dictionary<string, string> Personal = new()
    {
        ["coverageBook"] = "names blobs that hold where units are: CoverageBooks, at the end of retention and of an erasure",
        ["household"] = "PersonalErasure, by retention and on request", ["householdPersonalPart"] = "the same, and deleting the household",
        ["registerWords"] = "PersonalErasure, by retention and on request, and deleting the household",
        ["campaignUnit"] = "PersonalErasure, where being in the campaign tells a need",
        ["visit"] = "PersonalErasure: where the visitor was", ["visitPersonalPart"] = "PersonalErasure, and deleting the household",
        ["visitRequestPersonalPart"] = "PersonalErasure of the household, and deleting it",
        ["report"] = "PersonalErasure: its photos, a household's place", ["reportPersonalPart"] = "PersonalErasure, by retention and on request",
        ["reportOriginal"] = "PersonalErasure, with the part that it is the original of",
        ["rateWindow"] = "expires an hour after the last report from the address or the device, which it names by a keyed hash only",
        ["steward"] = "StewardErasure, and deleting the steward", ["partner"] = "PersonalErasure, and deleting the partner",
        ["stagedRow"] = "placed or swept when its import ends; until then an erasure names the running job among what stays",
        ["jobCheckpoint"] = "goes when its job has ended; rejected rows of an import wait in it, and an erasure names the running job among what stays",
        ["channelSecret"] = "mailboxes of offices: deleting or replacing the channel",
        ["person"] = "StewardErasure", ["invitation"] = "expires, at most sixty days after it was made",
    };

    /// <summary>Settings, references, codes, counts and places that belong to nobody.</summary>
    private static readonly string[] Impersonal =
    [
        "firstAdministrator", "reservation", "jurisdictionEntry", "jurisdictionListVersion", "contactCardEntry", "agendaEntry", "rateKey", "timerDay", "healthProbe", "audit",
        "jurisdiction", "area", "generation", "settledAreas", "areaImport", "areaEdit", "building", "team", "post", "past", "visitRequest", "visitsCounted", "contactCard", "unitChange", "referral", "referralEntry", "campaign", "cardHandOut", "channelConfirmation", "regionHead", "regionMember", "regionTrend", "regionCommunities", "regionMembership",
        "reportEvent", "resolution", "outboxMessage", "delivery", "channelState", "photoDraft", "notificationChannel", "coverage", "coverageTrend", "job", "upload", "deletion", "uniqueCode", "publication",
    ];

    [Fact]
    public void Every_kind_is_known_to_hold_something_personal_or_nothing()
        => Assert.Equal(Kinds.All.Select(k => k.Name).Distinct().Order(StringComparer.Ordinal), Personal.Keys.Concat(Impersonal).Order(StringComparer.Ordinal));
}
