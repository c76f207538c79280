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
/// Says for very many points in which areas they lie: the chain that <see cref="LocatePoints"/> says, but nothing of neighbours and stewards. The points of a
/// jurisdiction are asked of its index together.
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

        var found = new Found(points.Length, jurisdiction);
        foreach ((string code, int[] held) in await session.MayHoldAsync(points, jurisdiction, cancellationToken))
        {
            int[] open = found.NotCovered(held);
            if (open.Length > 0 && await session.FindAsync(code, cancellationToken) is { } here)
            {
                found.LookIn(here, points.Span, open);
            }
        }

        return new Outcome<PointAreas[]>.Done(found.Areas);
    }

    /// <summary>What is found as one jurisdiction after another is looked in: the first that covers a point has it, else the one whose area is nearest.</summary>
    private sealed class Found
    {
        // How far the area is that a point is near to; minus one where one covers it.
        private readonly double[] distances;

        public Found(int count, string? jurisdiction)
        {
            Areas = new PointAreas[count];
            distances = new double[count];
            Array.Fill(Areas, new PointAreas(jurisdiction, [], false));
            Array.Fill(distances, double.PositiveInfinity);
        }

        public PointAreas[] Areas { get; }

        public int[] NotCovered(int[] held) => Array.TrueForAll(held, i => distances[i] >= 0) ? held : [.. held.Where(i => distances[i] >= 0)];

        public void LookIn(OpenJurisdiction here, ReadOnlySpan<Wgs84Point> points, int[] open)
        {
            ReadOnlySpan<Wgs84Point> asked = open.Length == points.Length ? points : Chosen(points, open);
            int[][] owners = [.. here.Snapshot.Levels.Select(_ => new int[open.Length])];
            for (int level = 0; level < owners.Length; level++)
            {
                here.Snapshot.Index.Owners(asked, level, owners[level]);
            }

            var chains = new Chains(here.Snapshot.Index, owners);
            for (int i = 0; i < asked.Length; i++)
            {
                if (chains.Of(i) is { } chain)
                {
                    distances[open[i]] = -1;
                    Areas[open[i]] = new PointAreas(here.Settings.Jurisdiction, chain, false);
                }
                else if (AreaPlacing.NearTo(here.Snapshot, asked[i], here.Settings.ToleranceMetres) is var (near, metres) && metres < distances[open[i]])
                {
                    distances[open[i]] = metres;
                    Areas[open[i]] = new PointAreas(here.Settings.Jurisdiction, [.. near.Select(a => a.Code)], true);
                }
            }
        }
    }

    private static Wgs84Point[] Chosen(ReadOnlySpan<Wgs84Point> points, int[] numbers)
    {
        var chosen = new Wgs84Point[numbers.Length];
        for (int i = 0; i < chosen.Length; i++)
        {
            chosen[i] = points[numbers[i]];
        }

        return chosen;
    }

    /// <summary>The chains of points by the owners at each level. Points of one area mostly have one chain.</summary>
    private sealed class Chains(GridIndex index, int[][] owners)
    {
        private readonly Dictionary<int, (int Point, string[] Codes)> known = [];

        /// <summary>The codes of the owners of a point, topmost first; null where no area covers it.</summary>
        public string[]? Of(int point)
        {
            int lowest = owners.Length - 1;
            while (lowest >= 0 && owners[lowest][point] < 0)
            {
                lowest--;
            }

            if (lowest < 0)
            {
                return null;
            }

            int key = (owners[lowest][point] * owners.Length) + lowest;
            if (!known.TryGetValue(key, out var chain) || !AreAlike(chain.Point, point))
            {
                known[key] = chain = (point, Codes(point));
            }

            return chain.Codes;
        }

        private bool AreAlike(int one, int other)
        {
            foreach (int[] level in owners)
            {
                if (level[one] != level[other])
                {
                    return false;
                }
            }

            return true;
        }

        private string[] Codes(int point)
        {
            List<string> codes = [];
            for (int level = 0; level < owners.Length; level++)
            {
                if (owners[level][point] >= 0)
                {
                    codes.Add(index.AreaAt(level, owners[level][point]).Code);
                }
            }

            return [.. codes];
        }
    }
}
