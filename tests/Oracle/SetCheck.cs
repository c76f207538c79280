using System.Diagnostics;
using System.Globalization;
using GridSteward.Geo;
using GridSteward.Geo.Tests;
using NetTopologySuite.Geometries;

namespace GridSteward.Oracle;

/// <summary>Checks one set.</summary>
internal sealed class SetCheck
{
    // A run of points with random numbers of its own, so that the points do not depend on the number of cores.
    private const int RunLength = 20_000;
    private const int SampleForCovers = 2_000;
    private const int ShownDifferences = 5;

    private readonly string _name;
    private readonly int _seed;
    private readonly GridIndex _index;
    private readonly HardPoints _points;
    private readonly LocatorOracle[] _levels;
    private readonly Lock _gate = new();
    private Tally _tally;

    public SetCheck(AreaSet set, int seed)
    {
        (_name, _seed) = (set.Name, seed);
        var watch = Stopwatch.StartNew();
        IReadOnlyList<AreaShape> shapes = set.Make();
        TimeSpan made = watch.Elapsed;
        _index = GridIndex.Build(shapes);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{_name}: {shapes.Count:N0} areas, {shapes.Sum(shape => (long)shape.Geometry.NumPoints):N0} positions, made in {made.TotalSeconds:N1} s, index built in {(watch.Elapsed - made).TotalSeconds:N2} s"));
        _points = new HardPoints(shapes);
        _levels = [.. _index.Shapes.GroupBy(shape => shape.Level).Select(level => new LocatorOracle([.. level]))];
    }

    public Tally Run(long checks)
    {
        CompareWithCovers();
        long runs = Math.Max(1, (checks / _levels.Length / RunLength) + 1);
        long last = (checks / _levels.Length) - ((runs - 1) * RunLength);
        var watch = Stopwatch.StartNew();
        long nextReport = 0;
        Parallel.For(0, runs, run =>
        {
            Tally tally = CheckRun(new Random(HashCode(run)), run == runs - 1 ? (int)last : RunLength);
            lock (_gate)
            {
                _tally = _tally.Plus(tally);
                if (watch.ElapsedMilliseconds >= nextReport)
                {
                    nextReport = watch.ElapsedMilliseconds + 20_000;
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {watch.Elapsed.TotalSeconds:N0} s: {_tally.Checks:N0} checks, {_tally.Differences} differences"));
                }
            }
        });
        return _tally;
    }

    private int HashCode(long run) => unchecked((int)((_seed * 1_000_003L) + run));

    // What the oracle says must first be what Covers says on every area; a sample of points of every kind.
    private void CompareWithCovers()
    {
        var owners = new List<AreaShape>();
        long compared = 0;
        int sample = _index.Shapes.Count > 10_000 ? SampleForCovers / 10 : SampleForCovers;
        foreach (Wgs84Point point in _points.Take(sample, new Random(_seed)))
        {
            foreach (LocatorOracle level in _levels)
            {
                level.Owners(point.ToCoordinate(), owners);
                compared++;
                if (!owners.SequenceEqual(level.Covering(point.ToCoordinate())))
                {
                    Differs(point, level.Covering(point.ToCoordinate()), owners, "the oracle itself");
                    _tally = _tally.Plus(new Tally(0, 0, 0, 1));
                }
            }
        }

        Console.WriteLine($"  the oracle against plain Covers on every area: {compared} comparisons, {_tally.Differences} differences");
    }

    private Tally CheckRun(Random random, int points)
    {
        var tally = default(Tally);
        var owners = new List<AreaShape>();
        Wgs84Point[] asked = [.. _points.Take(points, random)];
        AreaShape?[][] together = [.. _index.Shapes.Select(shape => shape.Level).Distinct().Select(level => OwnersAtOnce(asked, level))];
        for (int at = 0; at < asked.Length; at++)
        {
            Wgs84Point point = asked[at];
            Coordinate position = point.ToCoordinate();
            AreaOwners answer = _index.Locate(point);
            for (int i = 0; i < _levels.Length; i++)
            {
                _levels[i].Owners(position, owners);
                bool same = owners.SequenceEqual(answer.Levels[i].All) && _index.Owner(point, answer.Levels[i].Level) == owners.FirstOrDefault()
                    && together[i][at] == owners.FirstOrDefault();
                tally = tally.Plus(new Tally(1, owners.Count > 0 ? 1 : 0, owners.Count > 1 ? 1 : 0, same ? 0 : 1));
                if (!same)
                {
                    Differs(point, owners, answer.Levels[i].All, "the index");
                }
            }
        }

        return tally;
    }

    private AreaShape?[] OwnersAtOnce(Wgs84Point[] points, int level)
    {
        int[] owners = new int[points.Length];
        _index.Owners(points, level, owners);
        return Array.ConvertAll(owners, owner => owner < 0 ? null : _index.AreaAt(level, owner));
    }

    private void Differs(Wgs84Point point, IEnumerable<AreaShape> expected, IEnumerable<AreaShape> found, string who)
    {
        lock (_gate)
        {
            if (_tally.Differences < ShownDifferences)
            {
                Console.WriteLine($"  {_name} at {point.Longitude:R}, {point.Latitude:R}: {Codes(expected)} expected, {who} says {Codes(found)}");
            }
        }
    }

    private static string Codes(IEnumerable<AreaShape> shapes) => string.Join(' ', shapes.Select(shape => shape.Code).DefaultIfEmpty("nobody"));
}
