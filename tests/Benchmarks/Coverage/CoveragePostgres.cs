using System.Globalization;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Coverage.Counting;
using GridSteward.Domain.Households;
using Microsoft.Data.Sqlite;

namespace GridSteward.Benchmarks.Coverage;

/// <summary>
/// The other peer: the same units and reports as rows of PostgreSQL, copied from the same file, in tables as one would make them for these figures (types, keys, indexes,
/// areas as a tree with all ancestors, the day of the last visit kept with the unit), and the same aggregates as plain SQL. Visits themselves are read by neither.
/// </summary>
internal sealed class CoveragePostgres(PostgresCluster cluster, CountingBasis basis)
{
    private const string Tables =
        """
        CREATE TYPE unit_kind AS ENUM ('household','company','shop');
        CREATE TYPE care_level AS ENUM ('ordinary','attention','key');
        CREATE TABLE area(id int PRIMARY KEY, code text NOT NULL UNIQUE, handled boolean NOT NULL);
        CREATE TABLE lineage(area int NOT NULL REFERENCES area, ancestor int NOT NULL REFERENCES area, PRIMARY KEY(area, ancestor));
        CREATE TABLE building(id uuid PRIMARY KEY, area int REFERENCES area, households int, companies int, shops int);
        CREATE TABLE unit(id uuid PRIMARY KEY, area int, building uuid, kind unit_kind NOT NULL, care care_level NOT NULL, met_on date, moved_on date, merged_into uuid);
        CREATE TABLE report(id uuid PRIMARY KEY, area int, private boolean NOT NULL, state text NOT NULL, open boolean NOT NULL, received timestamptz NOT NULL, accept_by timestamptz NOT NULL,
          resolve_by timestamptz NOT NULL, accepted timestamptz, resolved timestamptz, late_from timestamptz, reopens int NOT NULL, satisfied boolean);
        """;

    private const string Keys =
        """
        ALTER TABLE unit ADD FOREIGN KEY (area) REFERENCES area;
        ALTER TABLE report ADD FOREIGN KEY (area) REFERENCES area;
        CREATE INDEX ON unit(area);
        CREATE INDEX ON unit(building);
        CREATE INDEX ON report(area);
        CREATE INDEX ON report(received);
        VACUUM (ANALYZE) area;
        VACUUM (ANALYZE) lineage;
        VACUUM (ANALYZE) building;
        VACUUM (ANALYZE) unit;
        VACUUM (ANALYZE) report;
        """;

    private const string UnitsOf =
        """
        WITH family AS (
          SELECT area, building, kind, count(*) AS registered,
            count(*) FILTER (WHERE met_on <= date '{day}' AND date '{day}' - met_on < CASE care WHEN 'key' THEN {key} WHEN 'attention' THEN {attention} ELSE {ordinary} END) AS visited
          FROM unit WHERE area IS NOT NULL AND merged_into IS NULL AND (moved_on IS NULL OR moved_on > date '{day}') GROUP BY 1, 2, 3),
        summed AS (
          SELECT f.area, sum(registered) AS registered, sum(visited) AS visited,
            sum(CASE WHEN b.households IS NOT NULL AND b.area = f.area THEN least(registered, CASE kind WHEN 'company' THEN companies WHEN 'shop' THEN shops ELSE households END) ELSE 0 END) AS found
          FROM family f LEFT JOIN building b ON b.id = f.building GROUP BY 1)
        SELECT 'units', whole.code, sum(registered), sum(visited), sum(found), sum(CASE WHEN a.handled THEN registered ELSE 0 END)
        FROM summed s JOIN area a ON a.id = s.area JOIN lineage l ON l.area = s.area JOIN area whole ON whole.id = l.ancestor GROUP BY 2;
        """;

    private const string EnumeratedOf =
        """
        SELECT 'enumerated', whole.code, sum(households + companies + shops) FROM building b JOIN lineage l ON l.area = b.area JOIN area whole ON whole.id = l.ancestor
        WHERE households IS NOT NULL GROUP BY 2;
        """;

    private const string LoopOf =
        """
        SELECT 'loop', whole.code, count(*), count(*) FILTER (WHERE accepted <= {now} OR (open AND state <> 'waiting' AND accept_by < {now})),
          count(*) FILTER (WHERE accepted <= {now} AND accepted <= accept_by), count(*) FILTER (WHERE resolved <= {now} OR (open AND state <> 'waiting' AND resolve_by < {now})),
          count(*) FILTER (WHERE resolved <= {now} AND resolved <= resolve_by), count(*) FILTER (WHERE late_from < {now}), count(*) FILTER (WHERE reopens > 0),
          count(satisfied), count(*) FILTER (WHERE satisfied),
          extract(epoch FROM percentile_disc(0.5) WITHIN GROUP (ORDER BY resolved - received) FILTER (WHERE resolved <= {now})) / 3600,
          extract(epoch FROM percentile_disc(0.9) WITHIN GROUP (ORDER BY resolved - received) FILTER (WHERE resolved <= {now})) / 3600
        FROM report r JOIN lineage l ON l.area = r.area JOIN area whole ON whole.id = l.ancestor
        WHERE NOT private AND received BETWEEN {since} AND {now} GROUP BY 2;
        """;

    private readonly Dictionary<string, int> numbers = basis.Snapshot.Areas.Select((a, i) => (a.Code, i)).ToDictionary(x => x.Code, x => x.i, StringComparer.Ordinal);

    /// <summary>Copies what is counted out of a data folder.</summary>
    public void Fill(string folder)
    {
        cluster.Ask(Tables);
        cluster.Fill("area", basis.Snapshot.Areas.Select(a => $"{numbers[a.Code]}\t{a.Code}\t{Bit(IsHandled(a))}"));
        cluster.Fill("lineage", basis.Snapshot.Areas.SelectMany(a => basis.Snapshot.LineageCodes(a.Code), (a, whole) => $"{numbers[a.Code]}\t{numbers[whole]}"));
        cluster.Fill("building", basis.Buildings.Values.Select(b => $"{b.Id}\t{NumberOf(b.AreaPath)}\t{Of(b.Expected?.Households)}\t{Of(b.Expected?.Companies)}\t{Of(b.Expected?.Shops)}"));
        cluster.Fill("unit", Rows(folder, "household", "$.building", "$.kind", "$.care", "$.visits.doneOn", "$.movedOn", "$.mergedInto"));
        cluster.Fill("report", Rows(
            folder, "report", "$.private", "$.state", "$.open", "$.receivedAt", "$.acceptBy", "$.resolveBy", "$.acceptedAt", "$.resolvedAt", "$.lateThreeTimesFrom", "$.reopens", "$.feedback.satisfied"));
        cluster.Ask(Keys);
    }

    /// <summary>Counts every area once more.</summary>
    /// <returns>What was counted, the seconds that the statements took until their last row was there, and the most memory of the process that carried them out.</returns>
    public (Dictionary<string, SqlFigures> Counted, double Seconds, long PeakBytes) Count()
    {
        string[] lines = cluster.Ask($"\\timing on\n{Filled(UnitsOf)}\n{Filled(EnumeratedOf)}\n{Filled(LoopOf)}\n\\timing off\nSELECT pg_read_file('/proc/self/status');\n");
        Dictionary<string, SqlFigures> areas = new(StringComparer.Ordinal);
        double milliseconds = 0;
        foreach (string line in lines)
        {
            string[] row = line.Split('\t');
            if (line.StartsWith("Time: ", StringComparison.Ordinal))
            {
                milliseconds += double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
            }
            else if (row[0] is "units" or "enumerated" or "loop")
            {
                areas.TryAdd(row[1], new SqlFigures());
                Take(areas[row[1]], row);
            }
        }

        return (areas, milliseconds / 1000, Published.PeakMemoryIn(lines));
    }

    private static void Take(SqlFigures area, string[] row)
    {
        long Count(int at) => long.Parse(row[at], CultureInfo.InvariantCulture);
        double? Hours(int at) => row[at].Length == 0 ? null : double.Parse(row[at], CultureInfo.InvariantCulture);
        switch (row[0])
        {
            case "units":
                (area.Registered, area.Visited, area.Found, area.Handled) = (Count(2), Count(3), Count(4), Count(5));
                break;
            case "enumerated":
                area.Enumerated = Count(2);
                break;
            default:
                (area.Received, area.AcceptDue, area.AcceptedInTime, area.ResolveDue, area.ResolvedInTime) = (Count(2), Count(3), Count(4), Count(5), Count(6));
                (area.LateThreeTimes, area.Reopened, area.Answered, area.Satisfied, area.MedianHours, area.NinetiethHours) = (Count(7), Count(8), Count(9), Count(10), Hours(11), Hours(12));
                break;
        }
    }

    private static string Bit(bool value) => value ? "t" : "f";

    private static string Of(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "\\N";

    private bool IsHandled(Area area) => basis.Answering.Of(string.Join(Place.PathSeparator, basis.Snapshot.LineageCodes(area.Code)), null).Steward is not null;

    private string NumberOf(string path) => path.Length == 0 ? "\\N" : Of(numbers[CoverageRows.OwnerOf(path)]);

    private string Filled(string statement)
        => statement.Replace("{day}", basis.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{key}", Of(basis.Rules.Intervals.Key), StringComparison.Ordinal)
            .Replace("{attention}", Of(basis.Rules.Intervals.Attention), StringComparison.Ordinal)
            .Replace("{ordinary}", Of(basis.Rules.Intervals.Ordinary), StringComparison.Ordinal)
            .Replace("{now}", $"timestamptz '{basis.AsOf:O}'", StringComparison.Ordinal)
            .Replace("{since}", $"timestamptz '{basis.AsOf.AddDays(-basis.Rules.LoopDays):O}'", StringComparison.Ordinal);

    // true and false are 1 and 0 there, which a column of booleans takes too
    private IEnumerable<string> Rows(string folder, string type, params string[] fields)
    {
        using var source = new SqliteConnection($"Data Source={Directory.EnumerateFiles(folder, "*.db").Single()};Mode=ReadOnly;Pooling=False");
        source.Open();
        using SqliteCommand select = source.CreateCommand();
#pragma warning disable CA2100 // this file's own words
        select.CommandText = $"SELECT id,json_extract(body,'$.areaPath'),{string.Join(',', fields.Select(f => $"json_extract(body,'{f}')"))} FROM {type}s WHERE partition=$town AND type=$type";
#pragma warning restore CA2100
        select.Parameters.AddWithValue("$town", basis.Settings.Jurisdiction);
        select.Parameters.AddWithValue("$type", type);
        using SqliteDataReader row = select.ExecuteReader();
        while (row.Read())
        {
            yield return $"{row.GetString(0)}\t{NumberOf(row.GetString(1))}\t{string.Join('\t', Enumerable.Range(2, fields.Length).Select(i => row.IsDBNull(i) ? "\\N" : row.GetString(i)))}";
        }
    }
}
