using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using GridSteward.Geo;
using NetTopologySuite.IO;

namespace GridSteward.Benchmarks.Locate;

/// <summary>A peer that is another program: seconds for all points of a set, and whom it took for their owners.</summary>
internal interface IForeignPeer : IDisposable
{
    /// <summary>What it is, and how it goes about it.</summary>
    string Name { get; }

    /// <summary>Asks for all points once.</summary>
    /// <returns>Seconds of its processor, and for each point the place of its owner among the areas by code, or -1.</returns>
    (double Seconds, int[] Owners) Ask();
}

/// <summary>The C++ library GEOS: its tree and its locators, compiled where Debian's packages g++ and libgeos++-dev are installed.</summary>
internal sealed class GeosPeer : IForeignPeer
{
    private readonly string folder = Directory.CreateTempSubdirectory("gridsteward-geos-").FullName;
    private readonly Process process;

    private GeosPeer(AreaShape[] shapes, Wgs84Point[] points)
    {
        string program = Path.Combine(folder, "peer"), areas = Path.Combine(folder, "areas"), asked = Path.Combine(folder, "points");
        using (Process compiler = Process.Start("g++", ["-std=c++17", "-O3", "-march=native", "-w", "-o", program, Path.Combine(AppContext.BaseDirectory, "Locate", "geos_peer.cpp"), "-lgeos"]))
        {
            compiler.WaitForExit();
            if (compiler.ExitCode != 0)
            {
                throw new InvalidOperationException("The peer by GEOS could not be compiled.");
            }
        }

        var writer = new WKBWriter();
        using (var file = new BinaryWriter(File.Create(areas)))
        {
            file.Write(shapes.Length);
            foreach (AreaShape shape in shapes)
            {
                byte[] bytes = writer.Write(shape.Geometry);
                file.Write(bytes.Length);
                file.Write(bytes);
            }
        }

        File.WriteAllBytes(asked, [.. points.SelectMany(point => BitConverter.GetBytes(point.Longitude).Concat(BitConverter.GetBytes(point.Latitude)))]);
        process = Process.Start(new ProcessStartInfo(program, [areas, asked]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        process.StandardOutput.ReadLine();
    }

    public string Name => "GEOS, locators and tree of boxes";

    /// <summary>Starts it; null where it cannot be compiled.</summary>
    public static GeosPeer? Start(AreaShape[] shapes, Wgs84Point[] points) =>
        File.Exists("/usr/bin/g++") && File.Exists("/usr/include/geos/index/strtree/TemplateSTRtree.h") ? new GeosPeer(shapes, points) : null;

    public (double Seconds, int[] Owners) Ask()
    {
        string owners = Path.Combine(folder, "owners");
        process.StandardInput.WriteLine(owners);
        string said = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The peer by GEOS has ended.");
        return (double.Parse(said.Split(' ')[0], CultureInfo.InvariantCulture), MemoryMarshal.Cast<byte, int>(File.ReadAllBytes(owners)).ToArray());
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>PostGIS, where Debian's package is installed: each of several plans, without parallel workers.</summary>
internal sealed class PostgisPeer(PostgresCluster cluster, string name, string plan) : IForeignPeer
{
    // The inner questions must stay as they are: OFFSET 0 keeps the planner from turning them around.
    private static readonly (string Name, string Plan)[] s_plans =
    [
        ("PostGIS, the areas of each point", "SELECT p.id, (SELECT min(x.id) FROM (SELECT a.id FROM area a WHERE ST_Covers(a.g, p.g) OFFSET 0) x) AS owner FROM point p"),
        ("PostGIS, the points of each area", "SELECT x.id, min(a.id) AS owner FROM area a CROSS JOIN LATERAL (SELECT p.id FROM point p WHERE ST_Covers(a.g, p.g) OFFSET 0) x GROUP BY x.id"),
        ("PostGIS, as it plans itself", "SELECT p.id, min(a.id) AS owner FROM point p JOIN area a ON ST_Covers(a.g, p.g) GROUP BY p.id"),
    ];

    public string Name => name;

    /// <summary>Fills a database and prepares its plans; none where it is not installed.</summary>
    public static IReadOnlyList<PostgisPeer> Start(PostgresCluster? cluster, AreaShape[] shapes, Wgs84Point[] points)
    {
        if (cluster is null || cluster.Ask("SELECT 1 FROM pg_available_extensions WHERE name = 'postgis';").Length == 0)
        {
            return [];
        }

        cluster.Ask("SET client_min_messages = warning; CREATE EXTENSION IF NOT EXISTS postgis; DROP TABLE IF EXISTS area, point; CREATE TABLE area (id int, g geometry); CREATE TABLE point (id int, g geometry); CREATE TABLE IF NOT EXISTS spot (id int, x float8, y float8); TRUNCATE spot;");
        var writer = new WKBWriter();
        cluster.Fill("area", shapes.Select((shape, i) => $"{i}\t{Convert.ToHexString(writer.Write(shape.Geometry))}"));
        cluster.Fill("spot", points.Select((point, i) => string.Create(CultureInfo.InvariantCulture, $"{i}\t{point.Longitude:R}\t{point.Latitude:R}")));
        cluster.Ask("INSERT INTO point SELECT id, ST_MakePoint(x, y) FROM spot; CREATE INDEX ON area USING gist (g); CREATE INDEX ON point USING gist (g); VACUUM ANALYZE area; VACUUM ANALYZE point;");
        return [.. s_plans.Select(plan => new PostgisPeer(cluster, plan.Name, plan.Plan))];
    }

    public (double Seconds, int[] Owners) Ask()
    {
        int count = int.Parse(cluster.Ask("SELECT count(*) FROM point;")[0], CultureInfo.InvariantCulture);
        string[] said = cluster.Ask($"SET max_parallel_workers_per_gather = 0; SET jit = off; EXPLAIN (ANALYZE, TIMING OFF, SUMMARY ON) {plan}; {plan};");
        int[] owners = new int[count];
        Array.Fill(owners, -1);
        double milliseconds = 0;
        foreach (string line in said)
        {
            if (line.StartsWith("Execution Time:", StringComparison.Ordinal))
            {
                milliseconds = double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture);
            }
            else if (line.Split('\t') is [var id, { Length: > 0 } owner] && int.TryParse(id, CultureInfo.InvariantCulture, out int point))
            {
                owners[point] = int.Parse(owner, CultureInfo.InvariantCulture);
            }
        }

        return (milliseconds / 1000, owners);
    }

    public void Dispose()
    {
        // The cluster belongs to whoever started it.
    }
}
