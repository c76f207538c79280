using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace GridSteward.Geo;

/// <summary>All coordinate systems that are taken, and their tags.</summary>
public static class CoordinateSystems
{
    /// <summary>The tags in words, for faults and documents.</summary>
    public const string Tags = "wgs84, cgcs2000, gcj02, bd09, EPSG:4513 to EPSG:4533 (CGCS2000 3-degree Gauss-Kruger, zone number before the easting), EPSG:4534 to EPSG:4554 (the same without it)";

    private static readonly FrozenDictionary<string, CoordinateSystem> s_byTag = Every().ToFrozenDictionary(s => s.Tag, StringComparer.Ordinal);

    /// <summary>Every system.</summary>
    public static IReadOnlyList<CoordinateSystem> All { get; } = [.. Every().Select(s => s_byTag[s.Tag])];

    /// <summary>Finds the system of a tag, spelled exactly.</summary>
    public static bool TryParse(string? tag, [NotNullWhen(true)] out CoordinateSystem? system)
    {
        system = tag is null ? null : s_byTag.GetValueOrDefault(tag);
        return system is not null;
    }

    /// <summary>The system of a tag that is known to be one; null for null.</summary>
    /// <exception cref="ArgumentException">There is no such tag.</exception>
    [return: NotNullIfNotNull(nameof(tag))]
    public static CoordinateSystem? Find(string? tag)
        => tag is null ? null : TryParse(tag, out CoordinateSystem? system) ? system : throw new ArgumentException(Unknown(tag), nameof(tag));

    /// <summary>A zone of CGCS2000 3-degree Gauss-Kruger.</summary>
    /// <exception cref="KeyNotFoundException">The zone is not one of 25 to 45.</exception>
    public static GaussKruger Zone(int zone, bool prefixed) => (GaussKruger)s_byTag[new GaussKruger(zone, prefixed).Tag];

    /// <summary>The fault of an unknown tag.</summary>
    public static string Unknown(string tag) => $"'{tag}' is not one of {Tags}.";

    private static IEnumerable<CoordinateSystem> Every()
    {
        IEnumerable<int> zones = Enumerable.Range(GaussKruger.FirstZone, GaussKruger.LastZone - GaussKruger.FirstZone + 1);
        return
        [
            CoordinateSystem.Wgs84, CoordinateSystem.Cgcs2000, CoordinateSystem.Gcj02, CoordinateSystem.Bd09,
            .. zones.Select(zone => new GaussKruger(zone, prefixed: true)), .. zones.Select(zone => new GaussKruger(zone, prefixed: false)),
        ];
    }
}
