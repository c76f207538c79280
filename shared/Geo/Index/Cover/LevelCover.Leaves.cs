using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <content>What leaves say.</content>
internal sealed partial class LevelCover
{
    private int OwnerInLeaf(ref int tile, ref int leaf, double x, double y)
    {
        while (true)
        {
            int counts = Unsafe.Add(ref leaf, 1);
            ulong covering = Covering(ref tile, ref leaf, x, y);
            int first = BitOperations.TrailingZeroCount(covering);
            if (!TileLayout.HasMore(counts))
            {
                return covering == 0 ? -1 : AreaOf(ref leaf, first);
            }

            LeafRest rest = RestOf(ref leaf, counts);
            if (first < rest.Before || (covering != 0 && rest.Whole == 0))
            {
                return AreaOf(ref leaf, first);
            }

            if (rest.Next == 0 || rest.Before < TileLayout.Areas(counts))
            {
                return rest.Whole == 0 ? -1 : Unsafe.Add(ref tile, rest.Whole + 1);
            }

            leaf = ref Unsafe.Add(ref tile, rest.Next);
        }
    }

    private int OwnersInLeaf(ref int tile, ref int leaf, double x, double y, out List<int>? several)
    {
        List<int> owners = [];
        LeafRest rest = default;
        do
        {
            leaf = ref rest.Next == 0 ? ref leaf : ref Unsafe.Add(ref tile, rest.Next);
            for (ulong covering = Covering(ref tile, ref leaf, x, y); covering != 0; covering &= covering - 1)
            {
                owners.Add(AreaOf(ref leaf, BitOperations.TrailingZeroCount(covering)));
            }

            int counts = Unsafe.Add(ref leaf, 1);
            rest = TileLayout.HasMore(counts) ? RestOf(ref leaf, counts) : default;
        }
        while (rest.Next != 0);

        if (rest.Whole > 0)
        {
            owners.AddRange(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref tile, rest.Whole + 1), Unsafe.Add(ref tile, rest.Whole)));
            owners.Sort((one, other) => string.CompareOrdinal(Areas[one].Code, Areas[other].Code));
        }

        several = owners.Count > 1 ? owners : null;
        return owners.Count > 0 ? owners[0] : -1;
    }

    private static int AreaOf(ref int leaf, int place) => Unsafe.Add(ref leaf, TileLayout.LeafAreas + place) >> 1;

    private static LeafRest RestOf(ref int leaf, int counts)
    {
        ref int rest = ref Unsafe.Add(ref leaf, TileLayout.LeafAreas + TileLayout.Areas(counts) + (leaf * TileLayout.RunWords) + (TileLayout.Rails(counts) * TileLayout.RailWords));
        return new LeafRest(rest, Unsafe.Add(ref rest, 1), Unsafe.Add(ref rest, 2));
    }

    // Rarely are areas themselves asked.
    private ulong Covering(ref int tile, ref int leaf, double x, double y)
    {
        ulong covering = LeafTest.Covering(ref tile, ref leaf, x, y, out ulong doubt);
        return doubt == 0 ? covering : Asked(ref leaf, x, y, covering, doubt);
    }

    private ulong Asked(ref int leaf, double x, double y, ulong covering, ulong doubt)
    {
        for (; doubt != 0; doubt &= doubt - 1)
        {
            int place = BitOperations.TrailingZeroCount(doubt);
            Geometry area = Areas[AreaOf(ref leaf, place)].Geometry;
            bool covers = area.Covers(area.Factory.CreatePoint(new Coordinate(x, y)));
            covering = covers ? covering | (1UL << place) : covering & ~(1UL << place);
        }

        return covering;
    }

    /// <summary>What only a leaf has that does not have all areas of its cell.</summary>
    /// <param name="Whole">The list of areas that cover all of the cell; 0 for none.</param>
    /// <param name="Before">How many areas of the leaf come before the first of these.</param>
    /// <param name="Next">The next leaf of the cell; 0 for none.</param>
    private readonly record struct LeafRest(int Whole, int Before, int Next);
}
