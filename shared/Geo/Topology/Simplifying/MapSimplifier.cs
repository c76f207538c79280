using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>Makes areas as simple as a map can show them, without gaps: each border is simplified once, for all areas and levels that share it.</summary>
/// <remarks>
/// No border lies further than half a pixel from where it was, before positions are rounded to the decimals of <see cref="MapScale.Decimals"/> (an eighth
/// of a pixel at most). Every area keeps all its parts and holes, valid, however small they are on the map, and areas that shared a border still share it to the
/// last bit. Where areas overlapped they still do, and are each still valid. It is not the smallest answer for a given error: nodes always stay.
/// </remarks>
public static class MapSimplifier
{
    /// <summary>How many pixels a border may move.</summary>
    public const double ReachPixels = 0.5;

    /// <summary>The areas of a topology, in its order, simplified.</summary>
    public static IReadOnlyList<Geometry> Simplify(AreaTopology topology, MapScale scale)
    {
        ArgumentNullException.ThrowIfNull(topology);
        if (topology.AreaCount == 0)
        {
            return [];
        }

        int[][] kept = new ChainThinning(topology, scale, ReachPixels).Run();
        var (x, y) = new GridRounding(topology, kept, scale.Decimals(topology.Y.Max(Math.Abs))).Run();
        Coordinate[][] lines = Array.ConvertAll(kept, chain => Array.ConvertAll(chain, v => new Coordinate(x[v], y[v])));
        return [.. Enumerable.Range(0, topology.AreaCount).Select(area => topology.Assembled(area, chain => lines[chain]))];
    }
}
