namespace GridSteward.Geo;

/// <summary>How much of a GeoJSON text is taken before it is refused; each excess is a fault, never an exception.</summary>
public sealed record GeoJsonLimits
{
    /// <summary>The limits for an import of areas.</summary>
    public static GeoJsonLimits Default { get; } = new();

    /// <summary>Bytes of the whole text. Default 100 MB, the largest body Azure Functions takes.</summary>
    public int MaxBytes { get; init; } = 100 * 1024 * 1024;

    /// <summary>Features in the collection. Default 200,000.</summary>
    public int MaxFeatures { get; init; } = 200_000;

    /// <summary>Positions of one feature's geometry. Default 500,000; the largest real area seen has 9,023.</summary>
    public int MaxPositionsPerFeature { get; init; } = 500_000;

    /// <summary>Faults that are listed before "and N more". Default 100.</summary>
    public int MaxFaults { get; init; } = 100;
}
