using NetTopologySuite.Geometries;

namespace GridSteward.Geo.Editing;

/// <summary>Splits an area into parts with about equally many households.</summary>
/// <remarks>
/// Recursive weighted bisection (as Berger and Bokhari, "A partitioning strategy for nonuniform problems on multiprocessors", IEEE Transactions on
/// Computers C-36, 1987, with cuts in 24 directions instead of two) and going back where a cut leads nowhere. Cuts lie halfway between two households,
/// at least a centimetre from each, and leave each side in one piece. It is poor where few large buildings make up an area: then no straight cut may be
/// balanced although a crooked one would be.
/// </remarks>
public static class HouseholdSplit
{
    /// <summary>How far a part may be from the mean, as a share of it.</summary>
    public const double Most = 0.1;

    private const int Tries = 240;
    private const int TriesInVain = 40;

    /// <summary>Splits on the sheet; the area itself stays, as what the parts are part of.</summary>
    /// <param name="sheet">All areas.</param>
    /// <param name="code">The area.</param>
    /// <param name="sites">Its households; each within it.</param>
    /// <param name="codes">The codes of the parts.</param>
    /// <param name="faults">Gets every fault, by its place in the order; the sheet is of no more use then.</param>
    public static HouseholdParts? Run(AreaSheet sheet, string code, IReadOnlyList<HouseholdSite> sites, IReadOnlyList<string> codes, List<GeoFault> faults)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        ArgumentNullException.ThrowIfNull(sites);
        ArgumentNullException.ThrowIfNull(codes);
        ArgumentNullException.ThrowIfNull(faults);
        HouseholdSite[] places = [.. sites.GroupBy(s => s.At).Select(g => new HouseholdSite(g.Key, g.Sum(s => s.Households))).OrderBy(s => s.At.X).ThenBy(s => s.At.Y)];
        if (places.Length < codes.Count)
        {
            faults.Add(new("$.parts", $"The area has households at fewer places than that; it cannot have {codes.Count} parts with households in each."));
            return null;
        }

        double mean = (double)places.Sum(p => p.Households) / codes.Count;
        int largest = places.Max(p => p.Households);
        var search = new HouseholdSearch(new MetricPlane(sheet[code].EnvelopeInternal), mean, Most, largest > (1 + Most) * mean ? TriesInVain : Tries);
        if (search.Divide(sheet[code], places, codes.Count) is not { } division)
        {
            faults.Add(new("$.parts", $"No straight cuts divide the area into {codes.Count} connected parts with households in each."));
            return null;
        }

        Geometry whole = sheet[code];
        int next = 0;
        Cut(sheet, division, whole, codes, ref next);
        faults.AddRange(sheet.Settle("$.parts"));
        return faults.Count > 0 ? null : new HouseholdParts([.. division.Parts.Select(p => p.Households)], division.WorstShare, WhyNot(division, largest, mean, codes.Count));
    }

    /// <summary>Makes the cuts on the sheet, so that all who share an edge get its new vertices.</summary>
    private static void Cut(AreaSheet sheet, CutNode node, Geometry area, IReadOnlyList<string> codes, ref int next)
    {
        if (node.Line is null)
        {
            sheet.Put(codes[next++], area);
            return;
        }

        // The part that is cut further is on the sheet under the code of its first part meanwhile, so that later cuts beside it reach it.
        AreaCut cut = AreaCut.Make(area, node.Line, "$.parts", [])!;
        Geometry left = Side(CutSide.Left), right = Side(CutSide.Right);
        int rightFirst = next + node.Left!.Parts.Count();
        sheet.End(codes[next]);
        sheet.PutOn(cut.NewVertices);
        sheet.Put(codes[next], left);
        sheet.Put(codes[rightFirst], right);
        Cut(sheet, node.Left, left, codes, ref next);
        Cut(sheet, node.Right!, sheet[codes[rightFirst]], codes, ref next);

        Geometry Side(CutSide side) => Rings.Together([.. cut.Pieces.Where(p => p.Side == side).Select(p => p.Polygon)]);
    }

    private static string? WhyNot(CutNode division, int largest, double mean, int parts)
        => division.WorstShare <= Most ? null
            : largest > (1 + Most) * mean
                ? FormattableString.Invariant($"One building or place holds {largest / (mean * parts):P0} of the households, more than a part of {parts} should have; its households stay together.")
                : FormattableString.Invariant($"No division by straight cuts was found whose parts are nearer to the mean than {division.WorstShare:P0}: large buildings or the shape of the area stand against it.");
}
