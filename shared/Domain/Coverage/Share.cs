using System.Text.Json.Serialization;

namespace GridSteward.Domain.Coverage;

/// <summary>A figure beside its denominator, which may be unknown: then so is the rate, however large the count.</summary>
/// <param name="Count">How many.</param>
/// <param name="Of">Of how many; null where nobody has counted them.</param>
public sealed record Share(long Count, long? Of)
{
    /// <summary>The 97.5 % point of the normal distribution.</summary>
    private const double Z = 1.959963984540054;

    /// <summary>Count over denominator, 0 to 1; null where the denominator is unknown or zero.</summary>
    public double? Rate => Of is > 0 ? (double)Count / Of.Value : null;

    /// <summary>The lower end of the 95 % interval of the rate (Wilson's score interval); null where the rate is.</summary>
    public double? Low => Rate is { } p ? Math.Max(0, Centre(p) - Half(p)) : null;

    /// <summary>Its upper end.</summary>
    public double? High => Rate is { } p ? Math.Min(1, Centre(p) + Half(p)) : null;

    private double Centre(double p) => (p + (Z * Z / (2 * Of!.Value))) / (1 + (Z * Z / Of!.Value));

    private double Half(double p) => Z * Math.Sqrt((p * (1 - p) / Of!.Value) + (Z * Z / (4.0 * Of!.Value * Of!.Value))) / (1 + (Z * Z / Of!.Value));
}

/// <summary>In which band 分档 a rate lies.</summary>
[JsonConverter(typeof(WireEnumConverter<CoverageBand>))]
public enum CoverageBand
{
    /// <summary>Nothing was enumerated.</summary>
    Unknown,

    /// <summary>Well covered: 90 % or more, where settings say nothing else.</summary>
    Full,

    /// <summary>Partly: 75 to 90 %.</summary>
    Partial,

    /// <summary>Poorly: 20 to 75 %.</summary>
    Poor,

    /// <summary>Hardly at all: under 20 %.</summary>
    None,
}
