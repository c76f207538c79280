namespace GridSteward.Domain.Jurisdictions;

/// <summary>How long a jurisdiction keeps what is personal.</summary>
/// <param name="ClosedReportDays">Days after which a closed report's words, contact and notes are erased; 1 to 3650.</param>
/// <param name="MovedHouseholdDays">Days after which the name, phone and notes of a household that moved away are erased; 0 to 3650.</param>
/// <param name="EraseHouseholdPlaces">Whether with them goes where exactly a household lived: point, building and unit; its areas stay, for the counts.</param>
/// <param name="AuditYears">Years after which audit entries are forgotten; 1 to 50.</param>
public sealed record Retention(int ClosedReportDays, int MovedHouseholdDays, bool EraseHouseholdPlaces, int AuditYears)
{
    /// <summary>Where a jurisdiction does not say: a year, a quarter of a year, with the places, and three years of audit.</summary>
    public static Retention Default { get; } = new(365, 90, true, 3);

    /// <summary>Every fault, by JSON path.</summary>
    public IEnumerable<Fault> Faults()
    {
        if (ClosedReportDays is not (>= 1 and <= 3650))
        {
            yield return new("$.retention.closedReportDays", "1 to 3650 days.");
        }

        if (MovedHouseholdDays is not (>= 0 and <= 3650))
        {
            yield return new("$.retention.movedHouseholdDays", "0 to 3650 days.");
        }

        if (AuditYears is not (>= 1 and <= 50))
        {
            yield return new("$.retention.auditYears", "1 to 50 years.");
        }
    }
}
