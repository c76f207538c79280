using System.Globalization;
using System.Text;
using System.Text.Json;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Geo;

namespace GridSteward.Domain.Tests.Worlds;

/// <summary>A rectangle of the town, in steps of 0.001 degree (about 103 m east, 111 m north) from 114 E, 22.5 N.</summary>
/// <param name="Positions">How many positions its outline has at least, evenly along its southern edge.</param>
public sealed record Square(string Code, string Level, string? Parent, double X, double Y, double Width = 1, double Height = 1, string? Name = null, int Positions = 4);

/// <summary>A small town for tests.</summary>
internal static class Town
{
    public static AreaMapping Mapping { get; } = new("code", "name", "parent", "level", null, "");

    public static Jurisdiction Settings(string code = "town") => new()
    {
        Id = Jurisdiction.OnlyId,
        Jurisdiction = code,
        Name = "Town " + code,
        TimeZone = "Asia/Shanghai",
        Levels = ["community", "grid"],
        Categories = [new("hazard", "隐患", "Hazard", ReportKind.Hazard, 24, 72), new("trees", "树木", "Trees", ReportKind.Need, 48, 240)],
        ToleranceMetres = 50,
    };

    /// <summary>A community of two by two steps with four grids.</summary>
    public static Square[] Squares() =>
    [
        new("c1", "community", null, 0, 0, 2, 2, "North Gate"),
        new("g1", "grid", "c1", 0, 0), new("g2", "grid", "c1", 1, 0), new("g3", "grid", "c1", 0, 1), new("g4", "grid", "c1", 1, 1),
    ];

    public static Wgs84Point Point(double x, double y) => new(114 + (x * 0.001), 22.5 + (y * 0.001));

    public static byte[] File(params IEnumerable<Square> squares)
        => Encoding.UTF8.GetBytes($$"""{"type":"FeatureCollection","features":[{{string.Join(',', squares.Select(Feature))}}]}""");

    /// <summary>The snapshot that an import of the squares makes.</summary>
    public static AreaSnapshot Snapshot(params IEnumerable<Square> squares) => SnapshotOf(["community", "grid"], squares);

    public static AreaSnapshot SnapshotOf(IReadOnlyList<string> levels, IEnumerable<Square> squares)
    {
        List<Fault> faults = [];
        GeoJsonReading reading = GeoJsonReader.ReadFeatures(File(squares), GeoJsonLimits.Default);
        Assert.Empty(reading.Faults);
        IReadOnlyList<AreaDraft> drafts = AreaDraft.Read(reading.Features, Mapping, Settings() with { Levels = levels }, faults);
        Assert.Empty(faults);
        var sixth = new Generation { Id = Generation.CurrentId, Jurisdiction = "town", Number = 6, ImportId = "sixth", Since = default, Areas = 0, Blob = "", BlobHash = "" };
        var next = new NextGeneration("town", new Stored<Generation>(sixth, ""), [], "import");
        return new AreaSnapshot("town", next.Number, levels, AreaEdition.Compose(next, drafts, ImportMode.Merge).Areas);
    }

    public static Post Post(string code, string area) => new()
    {
        Id = "id-" + code,
        Jurisdiction = "town",
        Code = code,
        Title = "Post " + code,
        Area = area,
        Duty = Duty.Handle,
        Steward = "steward",
        Categories = [],
        OriginVillages = [],
        Capacity = 10,
        ValidFrom = new DateOnly(2020, 1, 1),
    };

    public static Team Team(string code, params string[] areas) => new()
    {
        Id = "id-" + code,
        Jurisdiction = "town",
        Code = code,
        Name = "Team " + code,
        Areas = areas,
        Categories = [],
        Capacity = 10,
    };

    public static Partner Partner(string code, params string[] areas) => new()
    {
        Id = "id-" + code,
        Jurisdiction = "town",
        Code = code,
        Name = "Partner " + code,
        Duty = PartnerDuty.Handle,
        Areas = areas,
        Categories = [],
        Capacity = 10,
    };

    public static Steward Steward(string id, params Leave[] leave) => new() { Id = id, Jurisdiction = "town", Name = "Steward " + id, Leave = leave };

    public static Building Building(string id, double x, double y) => new()
    {
        Id = id,
        Jurisdiction = "town",
        Code = id,
        Name = id,
        Point = Point(x, y),
        Sent = SentPosition.Of(Point(x, y)),
    };

    /// <summary>Every byte that a batch wrote for a document of the kind.</summary>
    public static string TextOf(this Batch batch, DocumentKind kind)
        => Encoding.UTF8.GetString(Assert.Single(batch.Operations, o => o.Kind == kind).Body.Span);

    private static string Feature(Square s)
    {
        List<string> ring = [];
        int steps = Math.Max(1, s.Positions - 3);
        for (int i = 0; i <= steps; i++)
        {
            ring.Add(Position(s.X + (s.Width * i / steps), s.Y));
        }

        ring.AddRange([Position(s.X + s.Width, s.Y + s.Height), Position(s.X, s.Y + s.Height), ring[0]]);
        string properties = JsonSerializer.Serialize(new Dictionary<string, string?> { ["code"] = s.Code, ["level"] = s.Level, ["parent"] = s.Parent, ["name"] = s.Name });
        return $$$"""{"type":"Feature","properties":{{{properties}}},"geometry":{"type":"Polygon","coordinates":[[{{{string.Join(',', ring)}}}]]}}""";
    }

    private static string Position(double x, double y)
    {
        Wgs84Point point = Point(x, y);
        return string.Create(CultureInfo.InvariantCulture, $"[{point.Longitude:R},{point.Latitude:R}]");
    }
}
