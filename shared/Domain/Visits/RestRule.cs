using GridSteward.Domain.Households;

namespace GridSteward.Domain.Visits;

/// <summary>
/// How long a door rests after a visit in vain, so that no list offers it again at once: until the next day where nobody was at home; for seven days after a
/// refusal, two where it needs the most care.
/// </summary>
public static class RestRule
{
    /// <summary>The first local day on which the unit is offered again; null where it does not rest.</summary>
    public static DateOnly? RestsUntil(Household unit) => unit.Visits is not { TriedOn: { } tried } visits ? null : visits.Outcome switch
    {
        VisitOutcome.NobodyHome => tried.AddDays(1),
        VisitOutcome.Refused => tried.AddDays(unit.Care == CareLevel.Key ? 2 : 7),
        _ => null,
    };

    /// <summary>Whether it rests on a day.</summary>
    public static bool Rests(Household unit, DateOnly on) => on < RestsUntil(unit);
}
