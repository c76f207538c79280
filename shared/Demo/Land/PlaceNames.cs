using NetTopologySuite.Geometries;

namespace GridSteward.Demo.Land;

/// <summary>What a piece of land is.</summary>
internal enum LandKind
{
    /// <summary>小区.</summary>
    Compound,

    /// <summary>街区.</summary>
    StreetBlock,

    /// <summary>园区.</summary>
    Park,

    /// <summary>村.</summary>
    Village,
}

/// <summary>A name on the drawing.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name, made up.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Spot">A place inside it, in metres.</param>
/// <param name="Parts">How many it is divided into.</param>
internal sealed record PlaceName(string Code, string Name, LandKind Kind, Coordinate Spot, int Parts);

/// <summary>The names of the town: the new community with its compounds and street blocks, seven villages, the park.</summary>
internal static class PlaceNames
{
    public const string CommunityCode = "XH";

    public static IReadOnlyList<PlaceName> Country { get; } =
    [
        Of(CommunityCode, "新禾社区", LandKind.Compound, 40, 40, 1),
        Of("SH", "上槐村", LandKind.Village, -1047, 247, 3),
        Of("HW", "下槐村", LandKind.Village, -1014, -269, 3),
        Of("BL", "白鹭村", LandKind.Village, -646, 878, 4),
        Of("XY", "杏园村", LandKind.Village, 728, 701, 4),
        Of("SQ", "石桥村", LandKind.Village, 1123, -98, 3),
        Of("LT", "柳塘村", LandKind.Village, -837, -837, 3),
        Of("GZ", "高庄村", LandKind.Village, 810, -751, 3),
        Of("CY", "望溪产业园", LandKind.Park, -26, -826, 2),
    ];

    public static IReadOnlyList<PlaceName> Blocks { get; } =
    [
        Of("XH01", "禾苑", LandKind.Compound, -516, -27, 3),
        Of("XH02", "稻香里", LandKind.Compound, -444, -332, 5),
        Of("XH03", "柳岸新居", LandKind.Compound, -446, 171, 3),
        Of("XH04", "白鹭花园", LandKind.Compound, -468, 407, 3),
        Of("XH05", "丰泽园", LandKind.Compound, -239, -383, 3),
        Of("XH06", "槐安里", LandKind.Compound, -107, 167, 4),
        Of("XH07", "安和里", LandKind.Compound, -94, -65, 3),
        Of("XH08", "春晖小区", LandKind.Compound, 141, -113, 4),
        Of("XH09", "桥头新村", LandKind.Compound, 189, 442, 3),
        Of("XH10", "桂语园", LandKind.Compound, 329, -63, 3),
        Of("XH11", "麦浪苑", LandKind.Compound, 404, -393, 4),
        Of("XH12", "杏林小区", LandKind.Compound, 446, 408, 5),
        Of("XH13", "清溪雅居", LandKind.Compound, 653, 253, 5),
        Of("XH14", "梧桐里", LandKind.Compound, 606, -120, 5),
        Of("XH21", "老街街区", LandKind.StreetBlock, -7, 389, 2),
        Of("XH22", "商贸街区", LandKind.StreetBlock, 144, 164, 2),
        Of("XH23", "学府街区", LandKind.StreetBlock, 316, 164, 2),
        Of("XH24", "集市街区", LandKind.StreetBlock, 44, -376, 3),
        Of("XH25", "医养街区", LandKind.StreetBlock, -299, -49, 2),
        Of("XH26", "滨河街区", LandKind.StreetBlock, -237, 407, 2),
        Of("XH27", "站前街区", LandKind.StreetBlock, 598, -324, 2),
    ];

    private static PlaceName Of(string code, string name, LandKind kind, double x, double y, int parts) => new(code, name, kind, new Coordinate(x, y), parts);
}
