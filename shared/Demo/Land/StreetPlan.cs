using NetTopologySuite.Geometries;

namespace GridSteward.Demo.Land;

/// <summary>
/// The lines that the town grew along: its outline, the river, the country road, the canal, the paths between villages, the streets of the
/// new community. In metres; where a street meets another it is drawn a little beyond.
/// </summary>
internal static class StreetPlan
{
    /// <summary>The drawing is this much larger than the town.</summary>
    private const double Size = 0.8;

    private static readonly Coordinate[] Outline = Places(
        (-1960, 720), (-1840, 1120), (-1480, 1290), (-1120, 1110), (-830, 1240), (-560, 1560), (-130, 1610), (260, 1420), (640, 1540), (1050, 1470), (1220, 1120), (1560, 980),
        (1900, 640), (1810, 330), (1990, 20), (1750, -260), (1840, -640), (1560, -930), (1610, -1250), (1180, -1390), (880, -1180), (480, -1300), (60, -1200), (-250, -1460), (-740, -1390),
        (-1010, -1160), (-1390, -1240), (-1560, -960), (-1920, -860), (-1760, -420), (-2060, -130), (-1830, 250));

    private static readonly Coordinate[][] Country =
    [
        // the river: the new community lies in its bend
        Places((-2250, 640), (-1750, 700), (-1380, 560), (-1040, 690), (-760, 800), (-500, 690), (-230, 590), (80, 610), (360, 740), (680, 700), (920, 500), (1080, 260), (1380, 190), (1650, 330), (2150, 200)),
        // the country road
        Places((-2200, -760), (-1600, -690), (-1150, -790), (-700, -650), (-260, -690), (200, -590), (620, -640), (960, -520), (1350, -600), (2100, -380)),
        // the canal and the east avenue, which the new community lies between
        Places((-560, 800), (-650, 560), (-780, 330), (-740, 80), (-820, -160), (-690, -400), (-760, -760)),
        Places((1100, 470), (1010, 280), (1080, 110), (940, -60), (990, -270), (840, -430), (900, -640)),
        // paths between the villages
        Places((-700, 40), (-980, 130), (-1180, -60), (-1520, -20), (-1700, -190), (-2150, -200)),
        Places((160, 560), (60, 820), (280, 980), (210, 1190), (420, 1290), (400, 1600)),
        Places((-560, -600), (-480, -840), (-620, -1010), (-430, -1190), (-500, -1550)),
        Places((470, -540), (560, -790), (450, -980), (640, -1100), (590, -1400)),
    ];

    private static readonly Coordinate[][] Streets =
    [
        // the old street from the bridge to the square and on to the country road
        Places((150, 700), (120, 520), (40, 340), (90, 190), (60, 40), (-10, -160), (-170, -310), (-180, -500), (-300, -760)),
        // the main street from the canal over the square to the avenue, and the one to the south-east
        Places((-880, 120), (-640, 170), (-410, 80), (-170, 110), (60, 40), (280, 100), (520, 50), (770, 140), (1120, 90)),
        Places((120, 95), (220, -70), (430, -180), (600, -380), (720, -470), (820, -660)),
        // the crescent of the north
        Places((-340, 70), (-350, 230), (-210, 350), (60, 340), (260, 400), (440, 330), (520, 190), (510, 20)),
        Places((-300, 230), (-440, 400), (-500, 560), (-590, 720)),
        Places((-100, 320), (-130, 450), (-70, 660)),
        Places((290, 370), (330, 520), (470, 790)),
        Places((465, 260), (640, 330), (720, 450), (880, 590)),
        Places((280, 70), (270, 220), (350, 410)),
        Places((-840, 330), (-700, 350), (-560, 300), (-390, 390)),
        // south-west
        Places((-520, 135), (-490, -90), (-380, -240), (-130, -290)),
        Places((-230, 130), (-250, -70), (-340, -275)),
        Places((-400, -165), (-600, -140), (-880, -220)),
        Places((-340, -250), (-420, -430), (-400, -740)),
        // south
        Places((-130, -220), (120, -345), (330, -320), (620, -350)),
        Places((230, -300), (290, -450), (210, -650)),
        // east
        Places((620, 130), (600, -40), (495, -288)),
        Places((625, -445), (710, -310), (860, -225), (1050, -240)),
    ];

    /// <summary>The borders of communities, villages and park.</summary>
    public static Geometry CountryLines(Rolls rolls)
        => Together([Curves.Through(Outline, 36, 13, rolls, closed: true), .. Country.Select(l => Curves.Through(l, 32, 8, rolls))]);

    /// <summary>The streets of the new community.</summary>
    public static Geometry StreetLines(Rolls rolls) => Together([.. Streets.Select(l => Curves.Through(l, 24, 3.5, rolls))]);

    private static MultiLineString Together(IReadOnlyList<LineString> lines) => Site.Plan.CreateMultiLineString([.. lines]);

    private static Coordinate[] Places(params (double X, double Y)[] places) => [.. places.Select(p => new Coordinate(p.X * Size, p.Y * Size))];
}
