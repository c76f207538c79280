using GridSteward.Domain.History;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Geo;

namespace GridSteward.Domain.Assignments;

/// <summary>The areas of a point, without who answers for them.</summary>
/// <param name="Jurisdiction">The jurisdiction; null where it lies in none.</param>
/// <param name="Codes">The codes of the chain of areas, topmost first; empty where it lies in none.</param>
/// <param name="IsNear">Whether no area covers it and the nearest one within the tolerance takes it.</param>
public readonly record struct PointAreas(string? Jurisdiction, IReadOnlyList<string> Codes, bool IsNear);

/// <summary>
/// Says for very many points in which areas they lie: the chain that <see cref="LocatePoints"/> says, but nothing of neighbours and stewards. Points that
/// areas cover are asked of the index together.
/// </summary>
public sealed class LocateAreas(PlaceFinder places, TimeProvider clock)
{
    /// <summary>Locates points, in their order.</summary>
    /// <param name="points">The points.</param>
    /// <param name="jurisdiction">The one jurisdiction to look in; null looks in all.</param>
    /// <param name="asOf">The moment of the past of which the areas are taken; null for now.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<Outcome<PointAreas[]>> RunAsync(ReadOnlyMemory<Wgs84Point> points, string? jurisdiction, AsOf? asOf, CancellationToken cancellationToken)
    {
        if (asOf?.FaultAt(null, clock.GetUtcNow()) is { } fault)
        {
            return new Outcome<PointAreas[]>.Invalid([new("$.asOf", fault)]);
        }

        PlacingSession session = places.Open(asOf);
        if (jurisdiction is not null && await session.FindAsync(jurisdiction, cancellationToken) is null)
        {
            return new Outcome<PointAreas[]>.Invalid([new("$.jurisdiction", $"There is no jurisdiction '{jurisdiction}'.")]);
        }

        // What an area covers is decided by the first jurisdiction that covers it; what none covers may be near to several.
        var areas = new PointAreas[points.Length];
        bool[] known = new bool[points.Length];
        foreach ((string code, int[] held) in await session.MayHoldAsync(points, jurisdiction, cancellationToken))
        {
            int[] open = [.. held.Where(i => !known[i])];
            if (open.Length > 0 && await session.FindAsync(code, cancellationToken) is { } here)
            {
                Cover(here, points.Span, open, areas, known);
            }
        }

        for (int i = 0; i < known.Length; i++)
        {
            if (!known[i])
            {
                Place place = (await session.OfPointAsync(points.Span[i], null, jurisdiction, cancellationToken)).Place;
                areas[i] = new PointAreas(place.Jurisdiction, [.. place.Chain.Select(link => link.Code)], place.Flags.Contains(PlaceFlag.NearestWithinTolerance));
            }
        }

        return new Outcome<PointAreas[]>.Done(areas);
    }

    private static void Cover(OpenJurisdiction here, ReadOnlySpan<Wgs84Point> points, int[] open, PointAreas[] areas, bool[] known)
    {
        GridIndex index = here.Snapshot.Index;
        var asked = new Wgs84Point[open.Length];
        for (int i = 0; i < asked.Length; i++)
        {
            asked[i] = points[open[i]];
        }

        int[][] owners = [.. here.Snapshot.Levels.Select(_ => new int[asked.Length])];
        for (int level = 0; level < owners.Length; level++)
        {
            index.Owners(asked, level, owners[level]);
        }

        for (int i = 0; i < asked.Length; i++)
        {
            int count = 0;
            foreach (int[] level in owners)
            {
                count += level[i] < 0 ? 0 : 1;
            }

            if (count > 0)
            {
                known[open[i]] = true;
                areas[open[i]] = new PointAreas(here.Settings.Jurisdiction, Chain(index, owners, i, count), false);
            }
        }
    }

    private static string[] Chain(GridIndex index, int[][] owners, int point, int count)
    {
        string[] codes = new string[count];
        for (int level = 0, next = 0; level < owners.Length; level++)
        {
            if (owners[level][point] >= 0)
            {
                codes[next++] = index.AreaAt(level, owners[level][point]).Code;
            }
        }

        return codes;
    }
}
