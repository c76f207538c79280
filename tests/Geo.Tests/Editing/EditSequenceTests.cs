using FsCheck;
using FsCheck.Fluent;
using GridSteward.Geo.Editing;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;
using Xunit;

namespace GridSteward.Geo.Tests.Editing;

/// <summary>After whatever splits, merges and moves of borders the areas of a level lie side by side as before, position by position.</summary>
public sealed class EditSequenceTests
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithReplay(20260522UL, 4101UL).WithQuietOnSuccess(true);

    [Fact]
    public void Edits_keep_a_tessellation_exact()
    {
        int[] done = new int[3];
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => Keep(new Random(seed), done)).Check(Fixed.WithMaxTest(40));
        Assert.All(done, d => Assert.InRange(d, 60, 2000));
    }

    private static void Keep(Random random, int[] done)
    {
        List<AreaShape> shapes = Tessellation.Make(random.Next(), 6, 6, 114, 30, 0.01);
        AreaSheet sheet = new(shapes.Select(s => KeyValuePair.Create(s.Code, s.Geometry)));
        Dictionary<string, string> blockOf = shapes.Where(s => s.Level == 1).ToDictionary(
            s => s.Code, s => shapes.First(b => b.Level == 0 && b.Geometry.Contains(s.Geometry.InteriorPoint)).Code);
        double before = blockOf.Keys.Sum(c => sheet[c].Area);
        for (int i = 0; i < 12; i++)
        {
            AreaSheet next = sheet.Copy();
            int what = random.Next(3);
            string code = blockOf.Keys.ElementAt(random.Next(blockOf.Count));
            string? beside = blockOf.Keys.Where(c => c != code && blockOf[c] == blockOf[code] && Shared(sheet[code], sheet[c]).Count > 0).OrderBy(_ => random.Next()).FirstOrDefault();
            IReadOnlyList<GeoFault> faults = what == 0 ? Split(next, code, $"n{random.Next()}", random)
                : beside is null ? [new("", "")]
                : what == 1 ? AreaMerge.Run(next, [code, beside], code, false)
                : Move(next, code, beside, random);
            if (faults.Count > 0)
            {
                continue;
            }

            Assert.DoesNotContain(next.Warnings, w => w.Message.Contains("border of", StringComparison.Ordinal));
            done[what]++;
            foreach (string made in next.Codes.Except(sheet.Codes))
            {
                blockOf[made] = blockOf[code];
            }

            foreach (string gone in sheet.Codes.Except(next.Codes))
            {
                blockOf.Remove(gone);
            }

            sheet = next;
        }

        IsExact(sheet, blockOf, before, random);
    }

    private static void IsExact(AreaSheet sheet, Dictionary<string, string> blockOf, double before, Random random)
    {
        string[] blocks = [.. blockOf.Values.Distinct()];
        Assert.True(sheet.Outline(blocks).SetEquals(sheet.Outline(blockOf.Keys)), "The level and the level above have different outlines.");
        foreach (string block in blocks)
        {
            Assert.True(sheet.Outline([block]).SetEquals(sheet.Outline(blockOf.Where(b => b.Value == block).Select(b => b.Key))), $"{block} and its parts have different outlines.");
        }

        Assert.All(sheet.Codes, c => Assert.Null(new IsValidOp(sheet[c]).ValidationError));

        // A new vertex on the outer border is rounded by half of 1e-9 at most, on an edge of 0.01: no more than 5e-12 each.
        Assert.Equal(before, blockOf.Keys.Sum(c => sheet[c].Area), 5e-11);
        GridIndex index = GridIndex.Build([.. sheet.Codes.Select(c => new AreaShape(c, blockOf.ContainsKey(c) ? 1 : 0, sheet[c]))]);
        for (int i = 0; i < 200; i++)
        {
            AreaOwners owners = index.Locate(new Wgs84Point(114 + (random.NextDouble() * 0.06), 30 + (random.NextDouble() * 0.06)));
            Assert.Equal(owners.At(0).All.Count, owners.At(1).All.Count);
            Assert.InRange(owners.At(1).All.Count, 0, 1);
            Assert.Equal(owners.At(0).Owner?.Code, owners.At(1).Owner is { } cell ? blockOf[cell.Code] : null);
        }
    }

    private static IReadOnlyList<GeoFault> Split(AreaSheet sheet, string code, string other, Random random)
    {
        Coordinate within = sheet[code].InteriorPoint.Coordinate;
        (double sin, double cos) = Math.SinCos(random.NextDouble() * Math.PI);
        LineString line = Shapes.Factory.CreateLineString(
        [
            new(within.X - (0.1 * cos), within.Y - (0.1 * sin)), new(within.X + ((random.NextDouble() - 0.5) * 0.001), within.Y), new(within.X + (0.1 * cos), within.Y + (0.1 * sin)),
        ]);
        return AreaSplit.Run(sheet, code, line, [new SplitPart(code, []), new SplitPart(other, [])]);
    }

    private static IReadOnlyList<GeoFault> Move(AreaSheet sheet, string a, string b, Random random)
    {
        var shared = Shared(sheet[a], sheet[b]);
        Coordinate start = shared.Select(e => e.From).FirstOrDefault(c => shared.All(e => !e.To.Equals2D(c))) ?? shared[0].From;
        Coordinate end = shared.Select(e => e.To).FirstOrDefault(c => shared.All(e => !e.From.Equals2D(c))) ?? shared[^1].To;
        if (random.Next(2) == 0)
        {
            // Away from the old end, along the outline that follows it.
            Coordinate along = Sheet.Edges(sheet[a]).First(e => e.From.Equals2D(end)).To;
            double t = 0.1 + (random.NextDouble() * 0.5);
            end = new Coordinate(end.X + (t * (along.X - end.X)), end.Y + (t * (along.Y - end.Y)));
        }

        double Jitter() => (random.NextDouble() - 0.5) * 0.002;
        var middle = new Coordinate(((start.X + end.X) / 2) + Jitter(), ((start.Y + end.Y) / 2) + Jitter());
        return BorderMove.Run(sheet, a, b, Shapes.Factory.CreateLineString([start, middle, end]), 0.5);
    }

    private static List<(Coordinate From, Coordinate To)> Shared(Geometry a, Geometry b)
    {
        var other = Sheet.Edges(b).ToHashSet();
        return [.. Sheet.Edges(a).Where(e => other.Contains((e.To, e.From)))];
    }
}
