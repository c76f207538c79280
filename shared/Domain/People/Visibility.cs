using GridSteward.Domain.Assignments;
using GridSteward.Domain.Reports;

namespace GridSteward.Domain.People;

/// <summary>Everything personal that an answer can hold.</summary>
public enum PersonalField
{
    /// <summary>Who a household is.</summary>
    HouseholdName,

    /// <summary>Its phone.</summary>
    HouseholdPhone,

    /// <summary>Where it is: the position as sent, the point, the building.</summary>
    HouseholdPoint,

    /// <summary>Floor, unit, door.</summary>
    HouseholdUnit,

    /// <summary>The village it came from, and whether it asked for somebody who knows it.</summary>
    HouseholdOrigin,

    /// <summary>Its needs.</summary>
    HouseholdNeeds,

    /// <summary>Its care level, whether it agreed that its data are kept, and what these were before.</summary>
    HouseholdCare,

    /// <summary>Words beside changes, checks, referrals and offers of help.</summary>
    RegisterWords,

    /// <summary>What a referral shares.</summary>
    ReferralShared,

    /// <summary>What was heard at a visit.</summary>
    VisitNote,

    /// <summary>What a reporter wrote.</summary>
    ReportWords,

    /// <summary>The reporter's name, phone and e-mail address.</summary>
    ReportContact,

    /// <summary>The note of a move.</summary>
    ReportNote,

    /// <summary>What a redaction has replaced.</summary>
    ReportOriginal,

    /// <summary>What was said when somebody was asked to help, and what they said.</summary>
    AssistNote,

    /// <summary>The photos of a report.</summary>
    ReportPhotos,

    /// <summary>Where a report is that was placed by its own position, a building, or nothing.</summary>
    ReportPoint,

    /// <summary>Where a report is that was placed by a household or its card: where that household is.</summary>
    ReportHouseholdPoint,

    /// <summary>A steward's name.</summary>
    StewardName,

    /// <summary>A steward's phone.</summary>
    StewardPhone,

    /// <summary>The subject with which a steward signs in.</summary>
    StewardSubject,

    /// <summary>When a steward is on leave.</summary>
    StewardLeave,

    /// <summary>Name and phone of whom to ask for at a partner.</summary>
    PartnerContact,
}

/// <summary>Where the capability must be held.</summary>
public enum VisibilityReach
{
    /// <summary>Where the record lies: its areas, its team, its case, or above.</summary>
    Record,

    /// <summary>Anywhere in the jurisdiction: it is common to all who work there.</summary>
    Jurisdiction,
}

/// <summary>A row of the table.</summary>
/// <param name="Field">What.</param>
/// <param name="Needs">The capability that shows it.</param>
/// <param name="Reach">Where that must be held.</param>
/// <param name="IsAudited">Whether each reading leaves an audit entry: who somebody is and what they wrote does, where something is does not.</param>
public sealed record VisibilityRule(PersonalField Field, Capability Needs, VisibilityReach Reach, bool IsAudited)
{
    /// <summary>Whether hiding the record hides it from all but the auditor and whoever hid it.</summary>
    public bool IsHideable { get; init; }

    /// <summary>Whether those see it too who were only asked to help with the record.</summary>
    public bool ForHelpers { get; init; }
}

/// <summary>Who sees which personal field: one table, which everything that makes an answer asks.</summary>
public static class Visibility
{
    /// <summary>The table; a row for each field.</summary>
    public static IReadOnlyList<VisibilityRule> Table { get; } =
    [
        new(PersonalField.HouseholdName, Capability.ReadHouseholds, VisibilityReach.Record, true),
        new(PersonalField.HouseholdPhone, Capability.ReadHouseholds, VisibilityReach.Record, true),
        new(PersonalField.HouseholdPoint, Capability.ReadHouseholds, VisibilityReach.Record, false),
        new(PersonalField.HouseholdUnit, Capability.ReadHouseholds, VisibilityReach.Record, false),
        new(PersonalField.HouseholdOrigin, Capability.ReadHouseholds, VisibilityReach.Record, false),
        new(PersonalField.HouseholdNeeds, Capability.ReadHouseholds, VisibilityReach.Record, true),
        new(PersonalField.HouseholdCare, Capability.ReadHouseholds, VisibilityReach.Record, false),
        new(PersonalField.RegisterWords, Capability.ReadHouseholds, VisibilityReach.Record, true),
        new(PersonalField.ReferralShared, Capability.ReadReferrals, VisibilityReach.Record, true),
        new(PersonalField.VisitNote, Capability.ReadHouseholds, VisibilityReach.Record, true),
        new(PersonalField.ReportWords, Capability.ReadReports, VisibilityReach.Record, true) { IsHideable = true, ForHelpers = true },
        new(PersonalField.ReportContact, Capability.ReadReports, VisibilityReach.Record, true) { IsHideable = true },
        new(PersonalField.ReportNote, Capability.ReadReports, VisibilityReach.Record, true) { IsHideable = true },
        new(PersonalField.AssistNote, Capability.ReadReports, VisibilityReach.Record, true) { IsHideable = true, ForHelpers = true },
        new(PersonalField.ReportOriginal, Capability.ReadOriginals, VisibilityReach.Record, true),
        new(PersonalField.ReportPhotos, Capability.ReadReports, VisibilityReach.Record, true) { IsHideable = true, ForHelpers = true },
        new(PersonalField.ReportPoint, Capability.ReadReports, VisibilityReach.Record, false) { ForHelpers = true },
        new(PersonalField.ReportHouseholdPoint, Capability.ReadHouseholds, VisibilityReach.Record, false),
        new(PersonalField.StewardName, Capability.ReadStaff, VisibilityReach.Jurisdiction, true),
        new(PersonalField.StewardPhone, Capability.ReadStaff, VisibilityReach.Jurisdiction, true),
        new(PersonalField.StewardSubject, Capability.ReadStaff, VisibilityReach.Jurisdiction, false),
        new(PersonalField.StewardLeave, Capability.ReadStaff, VisibilityReach.Jurisdiction, false),
        new(PersonalField.PartnerContact, Capability.ReadStaff, VisibilityReach.Jurisdiction, true),
    ];

    /// <summary>The row of a field.</summary>
    public static VisibilityRule RuleOf(PersonalField field) => Table.First(r => r.Field == field);

    /// <summary>The field that a report's point is, by what it was placed by.</summary>
    public static PersonalField PointOf(Report report)
        => report.Assignment.Place.Basis is Basis.Point or Basis.Building or Basis.None ? PersonalField.ReportPoint : PersonalField.ReportHouseholdPoint;

    /// <summary>What the caller sees of a record.</summary>
    public static Sight SightOf(this Caller caller, Target target) => new(caller, target);
}

/// <summary>What one caller sees of one record; whatever they do not see is null.</summary>
public sealed class Sight(Caller caller, Target target)
{
    /// <summary>Whether the caller sees the field.</summary>
    public bool Sees(PersonalField field)
    {
        VisibilityRule rule = Visibility.RuleOf(field);
        if (rule.IsHideable && target.HiddenBy is { } by && by != caller.Subject && !caller.Can(Capability.ReadOriginals, target))
        {
            return false;
        }

        return rule.Reach == VisibilityReach.Record
            ? rule.ForHelpers ? caller.Can(rule.Needs, target) : caller.CanAsOwn(rule.Needs, target)
            : target.Jurisdiction is { } jurisdiction && caller.CanSomewhereIn(rule.Needs, jurisdiction);
    }

    /// <summary>The value where the caller sees it.</summary>
    public T? Of<T>(PersonalField field, T? value)
        where T : class => Sees(field) ? value : null;

    /// <summary>The value where the caller sees it.</summary>
    public T? Of<T>(PersonalField field, T? value)
        where T : struct => Sees(field) ? value : null;
}
