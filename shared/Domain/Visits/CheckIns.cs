using GridSteward.Domain.Coverage;
using GridSteward.Domain.Households;
using GridSteward.Geo;

namespace GridSteward.Domain.Visits;

/// <summary>Judges whether a visitor was at the unit.</summary>
public static class CheckIns
{
    /// <summary>
    /// The verdict and the metres between the check-in and the unit. Allowed are <see cref="CoverageRules.CheckInMetres"/>, the accuracy of the check-in, and that of
    /// the unit's own position where it has one and says it; a unit that goes by its building has none.
    /// </summary>
    /// <param name="rules">What the jurisdiction allows.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="checkIn">The check-in as sent.</param>
    /// <param name="at">The same as a WGS-84 point.</param>
    public static (CheckInVerdict Verdict, double? Metres) Of(CoverageRules rules, Household unit, SentPosition? checkIn, Wgs84Point? at)
    {
        if (at is not { } there || unit.Point is not { } here)
        {
            return (CheckInVerdict.Unknown, null);
        }

        double metres = LocalMetres.DistanceMetres(there, here);
        double allowed = rules.CheckInMetres + (checkIn?.AccuracyMetres ?? 0) + (unit.Sent?.AccuracyMetres ?? 0);
        return (metres > allowed ? CheckInVerdict.Far : CheckInVerdict.Near, Math.Round(metres, 1));
    }
}
