using System.Text.Json.Serialization;

namespace GridSteward.Geo;

/// <summary>The coordinate systems in which a point may arrive. The JSON value is the tag of <see cref="CoordinateSystems"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CoordinateSystem>))]
public enum CoordinateSystem
{
    /// <summary>World Geodetic System 1984 (NGA.STND.0036): what GPS receivers and browsers give. Tag <c>wgs84</c>.</summary>
    [JsonStringEnumMemberName("wgs84")]
    Wgs84,

    /// <summary>China Geodetic Coordinate System 2000, 2000国家大地坐标系 (EPSG:4490, GB 22021-2008): Chinese official maps. Tag <c>cgcs2000</c>.</summary>
    [JsonStringEnumMemberName("cgcs2000")]
    Cgcs2000,

    /// <summary>The obfuscated system of Chinese consumer maps, 火星坐标系: 50 to 700 m away from WGS-84. Tag <c>gcj02</c>; not supported yet.</summary>
    [JsonStringEnumMemberName("gcj02")]
    Gcj02,

    /// <summary>Baidu's second obfuscation on top of GCJ-02. Tag <c>bd09</c>; not supported yet.</summary>
    [JsonStringEnumMemberName("bd09")]
    Bd09,
}
