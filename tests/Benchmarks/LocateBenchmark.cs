using System.Diagnostics;
using GridSteward.Geo;
using GridSteward.Geo.Tests;
using GridSteward.Oracle;
using NetTopologySuite.Geometries;

namespace GridSteward.Benchmarks;

/// <summary>
/// Which areas cover a point, against the tree and the locators of NetTopologySuite: points a second, building, and memory beside the
/// geometries, which both sides share. The two take turns, on one thread, and must find the same.
/// </summary>
internal static class LocateBenchmark
{
    private const int Seed = 20260301;

    public static void Run(int points, int rounds, string? data)
    {
        Measure("100 by 100 cells and their blocks of nine, chains of up to 20 edges", Tessellation.Make(Seed, 100, 100, 113.7, 22.4, 0.01, 20), points, rounds);
        if (RealData.Folder(data) is { } folder)
        {
            byte[] file = File.ReadAllBytes(Path.Combine(folder, "la", "councils.geojson"));
            Measure(
                "the neighbourhood councils of Los Angeles",
                [.. GeoJsonReader.ReadFeatures(file, GeoJsonLimits.Default).Features.Select(f => new AreaShape($"{f.Index:D3}", 0, f.Geometry))],
                points,
                rounds);
        }
    }

    private static void Measure(string what, List<AreaShape> shapes, int points, int rounds)
    {
        Envelope all = new();
        shapes.ForEach(s => all.ExpandToInclude(s.Geometry.EnvelopeInternal));
        Random random = new(Seed);
        Coordinate[] positions = [.. Enumerable.Range(0, points).Select(_ =>
            new Coordinate(all.MinX + (random.NextDouble() * all.Width), all.MinY + (random.NextDouble() * all.Height)))];
        Wgs84Point[] asked = Array.ConvertAll(positions, p => new Wgs84Point(p.X, p.Y));

        List<double> ownBuild = [], peerBuild = [], ownFind = [], peerFind = [];
        (GridIndex own, long ownBytes) = Weighed(() => GridIndex.Build(shapes));
        (LocatorPeer peer, long peerBytes) = Weighed(() => new LocatorPeer(shapes));
        for (int round = 0; round <= rounds; round++)
        {
            double built = Milliseconds(() => GridIndex.Build(shapes)), builtPeer = Milliseconds(() => new LocatorPeer(shapes));
            int found = 0, foundPeer = 0;
            double find = Milliseconds(() => found = Found(own, asked)), findPeer = Milliseconds(() => foundPeer = Found(peer, positions));
            if (found != foundPeer)
            {
                throw new InvalidOperationException($"{what}: {found} owners, and {foundPeer} by the peer.");
            }

            if (round > 0)
            {
                ownBuild.Add(built);
                peerBuild.Add(builtPeer);
                ownFind.Add(points / find * 1000);
                peerFind.Add(points / findPeer * 1000);
            }
        }

        Table.Title($"Locating {points} points in {what} ({shapes.Count} areas, {shapes.Sum(s => s.Geometry.NumPoints)} positions), median of {rounds} rounds");
        Compare("points located (more is better)", "/s", Table.Median(ownFind), Table.Median(peerFind));
        Compare("building (less is better)", "ms", Table.Median(ownBuild), Table.Median(peerBuild));
        Compare("memory (less is better)", "MB", ownBytes / 1e6, peerBytes / 1e6);
    }

    private static void Compare(string what, string unit, double own, double peer)
    {
        Table.Line($"boxes and locators, {what}", peer, unit);
        Table.Line($"the index, {what}", own, unit, own / peer, "boxes and locators");
    }

    private static int Found(GridIndex index, Wgs84Point[] points)
    {
        int found = 0;
        foreach (Wgs84Point point in points)
        {
            foreach (LevelOwners owners in index.Locate(point).Levels)
            {
                found += owners.All.Count;
            }
        }

        return found;
    }

    private static int Found(LocatorPeer peer, Coordinate[] positions)
    {
        int found = 0;
        foreach (Coordinate position in positions)
        {
            found += peer.Count(position);
        }

        return found;
    }

    /// <summary>What is made, and the bytes that it keeps.</summary>
    private static (T Made, long Bytes) Weighed<T>(Func<T> make)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        T made = make();
        long after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(made);
        return (made, after - before);
    }

    private static double Milliseconds<T>(Func<T> run)
    {
        GC.Collect();
        var watch = Stopwatch.StartNew();
        GC.KeepAlive(run());
        return watch.Elapsed.TotalMilliseconds;
    }
}
