using GridSteward.Domain.Assignments;
using GridSteward.Domain.Reports;
using GridSteward.Geo;

namespace GridSteward.Domain.Duplicates;

/// <summary>
/// Where a report is, as far as strangers may find out by asking from many places: rounded to a cell of about 20 m before anything is worked out from it, whether it
/// is within reach, how far away it is and how alike. A report that was placed by a household or a contact card is nowhere for them.
/// </summary>
public static class OfferedPlace
{
    private const double CellMetres = 20;

    /// <summary>The building's extent: whoever names one is somewhere in or beside it.</summary>
    private const double BuildingMetres = 20;

    /// <summary>The middle of the cell.</summary>
    public static Wgs84Point Rounded(Wgs84Point point)
    {
        double latitudeStep = CellMetres / Wgs84Ellipsoid.MetresPerDegree(0).North;
        double latitude = Math.Clamp((Math.Floor(point.Latitude / latitudeStep) + 0.5) * latitudeStep, -89.9, 89.9);
        double longitudeStep = CellMetres / Wgs84Ellipsoid.MetresPerDegree(latitude).East;
        return new Wgs84Point(Math.Clamp((Math.Floor(point.Longitude / longitudeStep) + 0.5) * longitudeStep, -180, 180), latitude);
    }

    /// <summary>Where a report is for those who are offered it; null where they must not be.</summary>
    public static (Wgs84Point Point, double? AccuracyMetres)? Of(Report report) => report is { Point: { } point, Assignment.Place.Basis: Basis.Point or Basis.Building }
        ? (Rounded(point), AccuracyOf(report.Assignment.Place.Basis, report.Sent)) : null;

    /// <summary>
    /// Where whoever asks says to be; null where they have not said it themselves. A household or a card that they merely name does not count, or its place could be
    /// found by asking what is near it.
    /// </summary>
    public static (Wgs84Point Point, double? AccuracyMetres)? OfAsker(Basis basis, Wgs84Point? found, SentPosition? sent)
        => basis is Basis.Point or Basis.Building ? found is { } point ? (point, AccuracyOf(basis, sent)) : null
            : sent?.ToPoint("", []) is { } own ? (own, sent.AccuracyMetres) : null;

    private static double? AccuracyOf(Basis basis, SentPosition? sent) => basis == Basis.Building ? BuildingMetres : sent?.AccuracyMetres;
}
