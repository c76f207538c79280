using System.Text.Json.Serialization;

namespace GridSteward.Domain.People;

/// <summary>What a person may do on a node. Every function names the one it needs.</summary>
[JsonConverter(typeof(WireEnumConverter<Capability>))]
public enum Capability
{
    /// <summary>Create jurisdictions and change their settings.</summary>
    ManageJurisdictions,

    /// <summary>Import and change areas.</summary>
    ManageAreas,

    /// <summary>Change buildings, stewards, teams, partners, posts and contact cards.</summary>
    ManageStaff,

    /// <summary>See buildings, stewards and partners (with phones), teams, posts and contact cards.</summary>
    ReadStaff,

    /// <summary>Change households.</summary>
    WriteHouseholds,

    /// <summary>See households, and household counts unsuppressed.</summary>
    ReadHouseholds,

    /// <summary>See what referrals to the node share of households elsewhere, and offer help.</summary>
    ReadReferrals,

    /// <summary>See reports with the reporter's words and contact.</summary>
    ReadReports,

    /// <summary>Accept, work on and resolve reports.</summary>
    HandleReports,

    /// <summary>Refuse reports, close resolved ones and decide whether they are begun again.</summary>
    CloseReports,

    /// <summary>Give reports to somebody by hand, or to another jurisdiction.</summary>
    DispatchReports,

    /// <summary>Find private cases, read and dispatch them, where it is held on the whole jurisdiction; a case itself is known without it to those who have it.</summary>
    ReadPrivateReports,

    /// <summary>Read what was there before a redaction, and what is hidden.</summary>
    ReadOriginals,

    /// <summary>Read coverage reports.</summary>
    ReadCoverage,

    /// <summary>Have a coverage report made now.</summary>
    RunCoverage,

    /// <summary>Invite people with grants that do not pass one's own.</summary>
    InvitePeople,

    /// <summary>Read the audit, and what the nightly retention did.</summary>
    ReadAudit,

    /// <summary>Have everything that is held about a person put together, or erased, on that person's request.</summary>
    ManagePersonalData,
}

/// <summary>Named sets of capabilities.</summary>
[JsonConverter(typeof(WireEnumConverter<Preset>))]
public enum Preset
{
    /// <summary>志愿者: sees the reports of the node.</summary>
    Volunteer,

    /// <summary>网格员: handles reports and keeps households.</summary>
    Steward,

    /// <summary>社区管理者: dispatches, closes, staffs and invites.</summary>
    Manager,

    /// <summary>审计: reads everything, changes nothing.</summary>
    Auditor,

    /// <summary>值班: looks after reports, above all those that lie nowhere.</summary>
    DutyDesk,

    /// <summary>共建单位: handles the reports given to a team or in a case, and reads the referrals to it.</summary>
    Partner,

    /// <summary>管理员: everything on the node, but for the originals of what was redacted.</summary>
    Administrator,
}

/// <summary>What each preset holds.</summary>
public static class Presets
{
    private static readonly Capability[] StewardHas =
        [Capability.ReadStaff, Capability.ReadReports, Capability.HandleReports, Capability.ReadHouseholds, Capability.WriteHouseholds, Capability.ReadReferrals, Capability.ReadCoverage];

    /// <summary>The capabilities of a preset.</summary>
    public static IReadOnlyList<Capability> CapabilitiesOf(Preset preset) => preset switch
    {
        Preset.Volunteer => [Capability.ReadReports],
        Preset.Steward => StewardHas,
        Preset.Manager =>
        [
            .. StewardHas, Capability.CloseReports, Capability.DispatchReports, Capability.ReadPrivateReports, Capability.ManageStaff, Capability.RunCoverage, Capability.InvitePeople,
        ],
        Preset.Auditor =>
        [
            Capability.ReadStaff, Capability.ReadReports, Capability.ReadPrivateReports, Capability.ReadOriginals, Capability.ReadHouseholds, Capability.ReadReferrals, Capability.ReadCoverage, Capability.ReadAudit,
        ],
        Preset.DutyDesk =>
            [Capability.ReadStaff, Capability.ReadReports, Capability.HandleReports, Capability.CloseReports, Capability.DispatchReports, Capability.ReadPrivateReports],
        Preset.Partner => [Capability.ReadReports, Capability.HandleReports, Capability.ReadReferrals],
        Preset.Administrator => [.. Enum.GetValues<Capability>().Where(c => c != Capability.ReadOriginals)],
        _ => throw new ArgumentOutOfRangeException(nameof(preset)),
    };

    /// <summary>What is held on reports, and asked of a single one where it is read.</summary>
    public static IReadOnlyList<Capability> ReachingReports { get; } =
        [Capability.ReadReports, Capability.HandleReports, Capability.CloseReports, Capability.DispatchReports, Capability.ReadPrivateReports, Capability.ReadOriginals];

    /// <summary>What whoever grants a capability must hold there: the capability itself; for what the auditor alone reads, the right to read the audit.</summary>
    public static Capability NeededToGrant(Capability capability) => capability == Capability.ReadOriginals ? Capability.ReadAudit : capability;
}
