using System.Text;
using System.Text.Json;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Tests.Worlds;
using GridSteward.Geo;
using NetTopologySuite.Geometries;

namespace GridSteward.Domain.Tests.Reassignment;

/// <summary>A tessellation of crooked cells in rows that are communities, edited at random, with the points that are hardest to place.</summary>
internal sealed class RandomAreas
{
    public const int Columns = 6, Rows = 4;
    public static readonly string[] Levels = ["district", "community", "grid"];

    private const double Cell = 0.001;
    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);

    private readonly Random random;
    private readonly Coordinate[,] corners = new Coordinate[Columns + 1, Rows + 1];
    private int version = 1;

    public RandomAreas(Random random)
    {
        this.random = random;
        for (int x = 0; x <= Columns; x++)
        {
            for (int y = 0; y <= Rows; y++)
            {
                corners[x, y] = new Coordinate(114 + ((x + Jitter()) * Cell), 22.5 + ((y + Jitter()) * Cell));
            }
        }

        Areas.Add(Area("d1", "district", null, Block(0, 0, Columns, Rows)));
        Areas.Add(Area("d2", "district", null, Block(0, 0, 1, 1)));
        for (int y = 0; y < Rows; y++)
        {
            Areas.Add(Area($"c{y}", "community", "d1", Block(0, y, Columns, y + 1)));
            for (int x = 0; x < Columns; x++)
            {
                Areas.Add(Area($"g{y}{x}", "grid", $"c{y}", Block(x, y, x + 1, y + 1)));
            }
        }
    }

    public List<Area> Areas { get; } = [];

    /// <summary>Changes some areas; a few edits of any sort.</summary>
    public void Edit()
    {
        version++;
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            EditOnce();
        }
    }

    /// <summary>A place inside, outside within the tolerance or beyond it, on a corner, on an edge or an ulp beside it.</summary>
    public Wgs84Point Point()
    {
        double u = (random.NextDouble() * (Columns + 2)) - 1, v = (random.NextDouble() * (Rows + 2)) - 1;
        Coordinate[] ring = random.Pick(Areas).Geometry!.Coordinates;
        int at = random.Next(1, ring.Length);
        Coordinate middle = new((ring[at - 1].X + ring[at].X) / 2, (ring[at - 1].Y + ring[at].Y) / 2);
        return random.Next(6) switch
        {
            0 => new(ring[at].X, ring[at].Y),
            1 => new(middle.X, middle.Y),
            2 => new(random.Next(2) == 0 ? double.BitIncrement(middle.X) : double.BitDecrement(middle.X), middle.Y),
            3 => new(middle.X + ((random.NextDouble() - 0.5) * Cell), middle.Y + ((random.NextDouble() - 0.5) * Cell)),
            _ => new(114 + (u * Cell), 22.5 + (v * Cell)),
        };
    }

    public byte[] File()
        => Encoding.UTF8.GetBytes($$"""{"type":"FeatureCollection","features":[{{string.Join(',', Areas.Select(Feature))}}]}""");

    public static Jurisdiction Settings() => Town.Settings() with { Levels = Levels };

    public AreaSnapshot Snapshot() => new("town", version, Levels, [.. Areas]);

    private void EditOnce()
    {
        int x = random.Next(Columns + 1), y = random.Next(Rows + 1);
        Area some = random.Pick(Areas.Where(a => a.Level == "grid").ToList());
        switch (random.Next(9))
        {
            case 0: // a corner moves, and whoever meets there moves with it
                corners[x, y] = new Coordinate(corners[x, y].X + (Jitter() * Cell), corners[x, y].Y + (Jitter() * Cell));
                Redraw(everybody: true);
                break;
            case 1: // the communities do not follow
                corners[x, y] = new Coordinate(corners[x, y].X + (Jitter() * Cell), corners[x, y].Y + (Jitter() * Cell));
                Redraw(everybody: false);
                break;
            case 2: // one area alone, over its neighbours or away from them
                Replace(some, Factory.CreatePolygon([.. some.Geometry!.Coordinates.Select(c => new Coordinate(c.X + (Cell * 0.1), c.Y))]));
                break;
            case 3 when Areas.Count(a => a.Level == "grid") > 4:
                Areas.Remove(some);
                break;
            case 4: // a new one somewhere
                Coordinate corner = new(114 + (random.NextDouble() * (Columns + 1) * Cell), 22.5 + (random.NextDouble() * (Rows + 1) * Cell));
                Areas.Add(Area($"{random.Pick("a", "n", "z")}{version}{Areas.Count}", "grid", "c0", Square(corner, Cell * 0.4)));
                break;
            case 5:
                Areas[Areas.IndexOf(some)] = Next(some) with { Parent = $"c{random.Next(Rows)}" };
                break;
            case 6: // all that is near the communities' grids hangs on their parent
                string code = $"c{random.Next(Rows)}";
                Area community = Areas.First(a => a.Code == code);
                Areas[Areas.IndexOf(community)] = Next(community) with { Parent = random.Pick("d1", "d2", null) };
                break;
            case 7: // a position more on an edge: rounding bends it by an ulp
                Coordinate[] ring = some.Geometry!.Coordinates;
                Replace(some, Factory.CreatePolygon([ring[0], new Coordinate((ring[0].X + ring[1].X) / 2, (ring[0].Y + ring[1].Y) / 2), .. ring[1..]]));
                break;
            default:
                Areas[Areas.IndexOf(some)] = Next(some) with { Name = $"name {version}" };
                break;
        }
    }

    private void Redraw(bool everybody)
    {
        for (int i = 0; i < Areas.Count; i++)
        {
            Area area = Areas[i];
            Polygon? drawn = area.Code switch
            {
                ['g', var y, var x] => Block(x - '0', y - '0', x - '0' + 1, y - '0' + 1),
                ['c', var y] when everybody => Block(0, y - '0', Columns, y - '0' + 1),
                "d1" when everybody => Block(0, 0, Columns, Rows),
                _ => null,
            };
            if (drawn is not null && drawn.IsValid && !drawn.EqualsExact(area.Geometry))
            {
                Replace(area, drawn);
            }
        }
    }

    private void Replace(Area area, Polygon geometry)
        => Areas[Areas.IndexOf(area)] = geometry.IsValid ? Next(area) with { Geometry = geometry, Box = GeoBox.Around(geometry) } : area;

    private Area Next(Area area) => area with { Version = version, Hash = Hash(area.Code) };

    private Area Area(string code, string level, string? parent, Polygon geometry) => new()
    {
        Id = $"area.{version}.{code}",
        Jurisdiction = "town",
        Code = code,
        Name = code,
        Level = level,
        Parent = parent,
        Version = version,
        ImportId = "import",
        Geometry = geometry,
        Box = GeoBox.Around(geometry),
        Hash = Hash(code),
    };

    private string Hash(string code) => $"{version:D8}-{random.Next():D10}-{code}".PadRight(64, '.');

    private double Jitter() => (random.NextDouble() - 0.5) * 0.4;

    private static Polygon Square(Coordinate c, double size) => Factory.CreatePolygon(
        [c, new(c.X + size, c.Y), new(c.X + size, c.Y + size), new(c.X, c.Y + size), c.Copy()]);

    private Polygon Block(int west, int south, int east, int north)
    {
        List<Coordinate> ring = [];
        for (int x = west; x < east; x++)
        {
            ring.Add(corners[x, south]);
        }

        for (int y = south; y < north; y++)
        {
            ring.Add(corners[east, y]);
        }

        for (int x = east; x > west; x--)
        {
            ring.Add(corners[x, north]);
        }

        for (int y = north; y > south; y--)
        {
            ring.Add(corners[west, y]);
        }

        ring.Add(ring[0]);
        return Factory.CreatePolygon([.. ring.Select(c => c.Copy())]);
    }

    private static string Feature(Area area)
    {
        string properties = JsonSerializer.Serialize(new Dictionary<string, string?> { ["code"] = area.Code, ["level"] = area.Level, ["parent"] = area.Parent, ["name"] = area.Name });
        return $$"""{"type":"Feature","properties":{{properties}},"geometry":{{JsonSerializer.Serialize(area.Geometry, DomainJson.Default.Geometry)}}}""";
    }
}
