using GridSteward.Geo;

namespace GridSteward.RealData;

/// <summary>How a located request's area compares with the one that the city recorded.</summary>
internal enum Difference
{
    /// <summary>It went to the recorded area.</summary>
    None,

    /// <summary>The recorded area's polygon does not cover the point, another one does.</summary>
    AnotherCovers,

    /// <summary>Several areas cover the point; the recorded one is among them, but not the first by code.</summary>
    Overlap,

    /// <summary>No area covers the point.</summary>
    Outside,

    /// <summary>The recorded area is not in the areas file.</summary>
    UnknownRecorded,

    /// <summary>The city recorded none.</summary>
    NothingRecorded,
}

/// <summary>A located request: what the city recorded, what must be answered, what the server answered.</summary>
internal sealed record Compared(CityRequest Request, CityArea? Recorded, Expected Expected, Answered Answered)
{
    public Wgs84Point Point => Request.Point!.Value;

    /// <summary>The area that the server gave it to; null for none.</summary>
    public string? Area => Answered.Place?.Area;

    public bool WentToRecorded => Recorded is not null && Area == Recorded.Code;

    /// <summary>Whether the server's owners, in their order, and its flags are what they must be.</summary>
    public bool IsAsExpected(string jurisdiction)
        => Answered.Place is { } place
            && place.Area == Expected.Area
            && place.Jurisdiction == (Expected.Area is null ? "unassigned" : jurisdiction)
            && place.Others.SequenceEqual(Expected.Owners.Skip(1))
            && place.Flags.Contains("overlap") == Expected.Owners.Count > 1
            && place.Flags.Contains("nearestWithinTolerance") == Expected.IsNear
            && place.Flags.Contains("outsideAllAreas") == (Expected.Area is null);

    public Difference Difference
        => Request.Recorded.Length == 0 ? Difference.NothingRecorded
            : Recorded is null ? Difference.UnknownRecorded
            : WentToRecorded ? Difference.None
            : Expected.Owners.Count == 0 ? Difference.Outside
            : Expected.Owners.Contains(Recorded.Code) ? Difference.Overlap
            : Difference.AnotherCovers;

    /// <summary>Metres from the point to the nearest edge of the recorded area.</summary>
    public double MetresToRecorded() => LocalMetres.DistanceToEdgeMetres(Point, Recorded!.Geometry);
}
