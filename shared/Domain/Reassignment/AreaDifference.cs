using GridSteward.Domain.Areas;
using GridSteward.Geo;

namespace GridSteward.Domain.Reassignment;

/// <summary>What two generations of areas differ in, as far as it can matter to where something lies. Pure.</summary>
/// <remarks>
/// A place goes by geometry: whatever has a point, and then the chain can differ only where ownership does, or where the nearest area within the
/// tolerance does. Or it goes by parents: a contact card's area, and the areas above the nearest one. A new name changes no place.
/// </remarks>
public sealed class AreaDifference
{
    private AreaDifference(ChangedRegion region, IReadOnlyList<string> reparented, IReadOnlyList<string> ended, bool adds)
        => (Region, Reparented, Ended, Adds) = (region, reparented, ended, adds);

    /// <summary>Where ownership may differ: changed, added and ended areas of all levels.</summary>
    public ChangedRegion Region { get; }

    /// <summary>Codes with another parent than before, by code.</summary>
    public IReadOnlyList<string> Reparented { get; }

    /// <summary>Codes that are no longer there, by code.</summary>
    public IReadOnlyList<string> Ended { get; }

    /// <summary>Whether there are codes that were not there before.</summary>
    public bool Adds { get; }

    /// <summary>Whether no place can differ.</summary>
    public bool IsEmpty => Region.IsEmpty && Reparented.Count == 0 && Ended.Count == 0;

    /// <summary>The difference; areas need their geometries.</summary>
    public static AreaDifference Between(IReadOnlyList<Area> before, IReadOnlyList<Area> after)
    {
        Dictionary<string, Area> old = before.ToDictionary(a => a.Code, StringComparer.Ordinal);
        Dictionary<string, Area> now = after.ToDictionary(a => a.Code, StringComparer.Ordinal);
        List<(NetTopologySuite.Geometries.Geometry? Before, NetTopologySuite.Geometries.Geometry? After)> pairs = [];
        List<string> reparented = [];
        foreach (Area area in after)
        {
            if (old.GetValueOrDefault(area.Code) is not { } was)
            {
                pairs.Add((null, area.Geometry));
                continue;
            }

            if (was.Hash == area.Hash)
            {
                continue;
            }

            if (was.Level != area.Level)
            {
                // It takes part on another level: all of it is another owner.
                pairs.Add((was.Geometry, null));
                pairs.Add((null, area.Geometry));
            }
            else
            {
                pairs.Add((was.Geometry, area.Geometry));
            }

            if (was.Parent != area.Parent)
            {
                reparented.Add(area.Code);
            }
        }

        string[] ended = [.. before.Where(a => !now.ContainsKey(a.Code)).Select(a => a.Code).Order(StringComparer.Ordinal)];
        pairs.AddRange(ended.Select(code => (old[code].Geometry, (NetTopologySuite.Geometries.Geometry?)null)));
        return new AreaDifference(
            new ChangedRegion(pairs), [.. reparented.Order(StringComparer.Ordinal)], ended, after.Any(a => !old.ContainsKey(a.Code)));
    }
}
