using GridSteward.Domain;

namespace GridSteward.Functions.Http;

/// <summary>A position in a body.</summary>
public sealed record PositionResponse(double Longitude, double Latitude, string CoordinateSystem, double? AccuracyMetres)
{
    public static PositionResponse? Of(SentPosition? sent)
        => sent is null ? null : new(sent.Longitude, sent.Latitude, sent.CoordinateSystem, sent.AccuracyMetres);
}

/// <summary>Reads positions: longitude and latitude, the system's tag, the accuracy.</summary>
public static class PositionInput
{
    /// <summary>The position that the object itself is.</summary>
    public static SentPosition? ReadPosition(this JsonInput input, string path)
    {
        input.Means<SentPosition>();
        double? longitude = input.Number("longitude", required: true);
        double? latitude = input.Number("latitude", required: true);
        string system = input.Text("coordinateSystem", 20) ?? "wgs84";
        double? accuracy = input.Number("accuracyMetres");
        if (longitude is null || latitude is null)
        {
            return null;
        }

        var sent = new SentPosition(longitude.Value, latitude.Value, system, accuracy);
        return sent.ToPoint(path, input.Faults) is null ? null : sent;
    }
}
