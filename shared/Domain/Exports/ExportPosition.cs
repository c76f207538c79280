using GridSteward.Domain.Tables;
using GridSteward.Geo;

namespace GridSteward.Domain.Exports;

/// <summary>The four columns of a position.</summary>
internal static class ExportPosition
{
    /// <summary>
    /// The position as it was sent, so that an import makes the same of it. In GeoJSON it becomes the geometry, which is always WGS-84: there a
    /// position that was sent in another system is written as it was understood, which an import knows again (<see cref="SentPosition.Over"/>).
    /// </summary>
    public static TableValue[] Of(SentPosition? sent, Wgs84Point? point, ExportRequest request)
    {
        SentPosition? shown = sent?.IsShifted() == true && request.Format == TableKind.Geojson && point is { } at ? SentPosition.Of(at, sent!.AccuracyMetres) : sent;
        return [TableValue.Of(shown?.Longitude), TableValue.Of(shown?.Latitude), TableValue.Of(shown?.CoordinateSystem), TableValue.Of(shown?.AccuracyMetres)];
    }
}
