using GridSteward.Domain.Areas;
using GridSteward.Domain.Areas.Editing;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jurisdictions;
using NetTopologySuite.Geometries;

namespace GridSteward.Domain.Tests.Areas.Editing;

/// <summary>The town of two by two grids, with a level below them, and somebody who edits it.</summary>
internal sealed class EditTown(World world)
{
    public static Jurisdiction Settings { get; } = Town.Settings() with { Levels = ["community", "grid", "microgrid"] };

    public static EditManner Manner { get; } = new(Settings, Acting.Program);

    public Task<Jurisdiction> BuildAsync(params Square[] more) => world.AddTownAsync(Settings, [.. Town.Squares(), .. more]);

    public static LineString Line(params (double X, double Y)[] positions) => new([.. positions.Select(p => Town.Point(p.X, p.Y).ToCoordinate())]);

    public static SplitOrder SplitAt(double x, string left, string right) => new(Line((x, -1), (x, 3)), [new(left, $"Name {left}", []), new(right, $"Name {right}", [])]);

    public Task<Outcome<EditedAreas>> SplitAsync(string code, SplitOrder order, EditManner? manner = null, Instance? instance = null)
        => (instance ?? world.Here).EditBorders.SplitAsync(code, order, manner ?? Manner, World.Ct);

    public Task<Outcome<EditedAreas>> MergeAsync(MergeOrder order, EditManner? manner = null, Instance? instance = null)
        => (instance ?? world.Here).EditBorders.MergeAsync(order, manner ?? Manner, World.Ct);

    /// <summary>The areas as another instance sees them: code, version and parent of each.</summary>
    public async Task<string> ShownAsync()
        => string.Join(' ', (await SnapshotAsync()).Areas.Select(a => $"{a.Code}.{a.Version}{(a.Parent is null ? "" : "/" + a.Parent)}"));

    public Task<AreaSnapshot> SnapshotAsync() => world.Beside.Snapshots.GetAsync("town", Settings.Levels, World.Ct);

    public async Task<Area> AreaAsync(string code) => (await SnapshotAsync()).Find(code)!;

    public static OnceKey Key(string key, string hash = "hash") => World.Key(key, hash, "SplitArea");

    public static Household Household(string id, double x, double y, string? building = null, DateOnly? movedOn = null) => new()
    {
        Id = id,
        Jurisdiction = "town",
        Code = id,
        Point = Town.Point(x, y),
        Building = building,
        Residents = 1,
        MovedOn = movedOn,
        Place = Place.Nowhere(Basis.Point, "town", 1),
        Areas = [],
        AreaPath = "",
        Generation = 1,
    };

    /// <summary>Whether what these areas cover is the same, edge by edge, as what the other one does.</summary>
    public static bool Tile(AreaSnapshot areas, string whole, params string[] parts)
    {
        HashSet<(Coordinate, Coordinate)> all = [.. parts.SelectMany(p => Edges(areas.Find(p)!.Geometry!))];
        return all.Where(e => !all.Contains((e.Item2, e.Item1))).ToHashSet().SetEquals(Edges(areas.Find(whole)!.Geometry!));
    }

    private static IEnumerable<(Coordinate, Coordinate)> Edges(Geometry area)
        => Enumerable.Range(0, area.NumGeometries).Select(i => (Polygon)area.GetGeometryN(i)).SelectMany(p => p.InteriorRings.Prepend(p.ExteriorRing))
            .SelectMany(r => r.Coordinates.Zip(r.Coordinates.Skip(1)));
}
