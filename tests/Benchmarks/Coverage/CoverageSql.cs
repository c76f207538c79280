using System.Globalization;
using GridSteward.Domain;
using GridSteward.Domain.Coverage;
using GridSteward.Domain.Coverage.Counting;
using GridSteward.Domain.Households;
using GridSteward.Domain.Storage;
using Microsoft.Data.Sqlite;

namespace GridSteward.Benchmarks.Coverage;

/// <summary>
/// The peer: the same aggregates as plain SQL over the same tables of the same file, as one would write them who has no program. What is small (where buildings stand, which areas
/// have a holder) lies in temporary tables, filled beforehand; the area of a building is no part of its document.
/// </summary>
internal sealed class CoverageSql : IDisposable
{
    private readonly SqliteConnection connection;

    public CoverageSql(string folder, CountingBasis basis)
    {
        connection = new SqliteConnection($"Data Source={Directory.EnumerateFiles(folder, "*.db").Single()};Pooling=False");
        connection.Open();
        Run("PRAGMA cache_size=-64000; PRAGMA temp_store=MEMORY; CREATE TEMP TABLE standing(id TEXT PRIMARY KEY, path TEXT, household INTEGER, company INTEGER, shop INTEGER) WITHOUT ROWID; CREATE TEMP TABLE handled(path TEXT PRIMARY KEY) WITHOUT ROWID; BEGIN");
        foreach (PlacedBuilding building in basis.Buildings.Values)
        {
            Run(
                "INSERT INTO standing VALUES($a,$b,$c,$d,$e)", ("$a", building.Id), ("$b", building.AreaPath), ("$c", building.Expected?.Households), ("$d", building.Expected?.Companies),
                ("$e", building.Expected?.Shops));
        }

        foreach (string path in basis.Buildings.Values.Select(b => b.AreaPath).Distinct().Where(p => basis.Answering.Of(p, null).Steward is not null))
        {
            Run("INSERT INTO handled VALUES($a)", ("$a", path));
        }

        Run("COMMIT");
    }

    /// <summary>Counts every area.</summary>
    public Dictionary<string, SqlFigures> Count(CountingBasis basis)
    {
        Dictionary<string, SqlFigures> areas = new(StringComparer.Ordinal);
        SqlFigures Of(string area) => areas.TryGetValue(area, out SqlFigures? row) ? row : areas[area] = new SqlFigures();
        VisitIntervals intervals = basis.Rules.Intervals;
        Each(
            """
            WITH unit AS (
              SELECT json_extract(body,'$.areaPath') AS path, json_extract(body,'$.building') AS building, json_extract(body,'$.kind') AS kind,
                json_extract(body,'$.care') AS care, json_extract(body,'$.visits.doneOn') AS met
              FROM households WHERE partition=$town AND type='household' AND json_extract(body,'$.mergedInto') IS NULL AND ifnull(json_extract(body,'$.movedOn')>$day,1)),
            family AS (
              SELECT path, building, kind, count(*) AS registered,
                sum(met<=$day AND julianday($day)-julianday(met) < CASE care WHEN 'key' THEN $key WHEN 'attention' THEN $attention ELSE $ordinary END) AS visited
              FROM unit GROUP BY 1,2,3),
            placed AS (
              SELECT f.path, f.registered, ifnull(f.visited,0) AS visited,
                CASE WHEN s.household IS NOT NULL AND s.path=f.path THEN min(f.registered, CASE f.kind WHEN 'company' THEN s.company WHEN 'shop' THEN s.shop ELSE s.household END) ELSE 0 END AS found,
                CASE WHEN h.path IS NOT NULL THEN f.registered ELSE 0 END AS handled
              FROM family f LEFT JOIN standing s ON s.id=f.building LEFT JOIN handled h ON h.path=f.path),
            summed AS (SELECT path, sum(registered) AS registered, sum(visited) AS visited, sum(found) AS found, sum(handled) AS handled FROM placed WHERE path<>'' GROUP BY 1)
            SELECT a.value, sum(registered), sum(visited), sum(found), sum(handled) FROM summed t, json_each('["'||replace(t.path,char(31),'","')||'"]') a GROUP BY 1
            """,
            row =>
            {
                SqlFigures area = Of(row.GetString(0));
                (area.Registered, area.Visited, area.Found, area.Handled) = (row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4));
            },
            ("$town", basis.Settings.Jurisdiction), ("$day", basis.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("$key", intervals.Key), ("$attention", intervals.Attention),
            ("$ordinary", intervals.Ordinary));
        Each(
            """
            SELECT a.value, sum(household+company+shop) FROM standing t, json_each('["'||replace(t.path,char(31),'","')||'"]') a WHERE t.path<>'' AND household IS NOT NULL GROUP BY 1
            """,
            row => Of(row.GetString(0)).Enumerated = row.GetInt64(1));
        Each(
            """
            WITH report AS (
              SELECT a.value AS area, json_extract(body,'$.receivedAt') AS received, json_extract(body,'$.state') AS state, json_extract(body,'$.open') AS open,
                json_extract(body,'$.acceptBy') AS acceptBy, json_extract(body,'$.resolveBy') AS resolveBy, json_extract(body,'$.acceptedAt') AS accepted,
                json_extract(body,'$.resolvedAt') AS resolved, json_extract(body,'$.lateThreeTimesFrom') AS late, json_extract(body,'$.reopens') AS reopens,
                json_extract(body,'$.feedback.satisfied') AS satisfied
              FROM reports d, json_each('["'||replace(json_extract(d.body,'$.areaPath'),char(31),'","')||'"]') a
              WHERE d.partition=$town AND d.type='report' AND ifnull(json_extract(body,'$.private'),0)=0 AND json_extract(body,'$.receivedAt') BETWEEN $since AND $now AND a.value<>''),
            counted AS (
              SELECT area, count(*) AS received,
                sum(ifnull(accepted<=$now,0) OR (open AND state<>'waiting' AND acceptBy<$now)) AS acceptDue, sum(ifnull(accepted<=$now AND accepted<=acceptBy,0)) AS acceptedInTime,
                sum(ifnull(resolved<=$now,0) OR (open AND state<>'waiting' AND resolveBy<$now)) AS resolveDue, sum(ifnull(resolved<=$now AND resolved<=resolveBy,0)) AS resolvedInTime,
                sum(ifnull(late<$now,0)) AS late, sum(reopens>0) AS reopened, sum(satisfied IS NOT NULL) AS answered, sum(ifnull(satisfied,0)) AS satisfied
              FROM report GROUP BY 1),
            ranked AS (
              SELECT area, (julianday(resolved)-julianday(received))*24 AS hours, row_number() OVER (PARTITION BY area ORDER BY julianday(resolved)-julianday(received)) AS rank,
                count(*) OVER (PARTITION BY area) AS n FROM report WHERE resolved<=$now)
            SELECT c.area, c.received, acceptDue, acceptedInTime, resolveDue, resolvedInTime, late, reopened, answered, satisfied,
              (SELECT round(hours,2) FROM ranked r WHERE r.area=c.area AND rank=(n+1)/2), (SELECT round(hours,2) FROM ranked r WHERE r.area=c.area AND rank=(n*9+9)/10)
            FROM counted c
            """,
            row =>
            {
                SqlFigures area = Of(row.GetString(0));
                (area.Received, area.AcceptDue, area.AcceptedInTime, area.ResolveDue, area.ResolvedInTime) = (row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5));
                (area.LateThreeTimes, area.Reopened, area.Answered, area.Satisfied) = (row.GetInt64(6), row.GetInt64(7), row.GetInt64(8), row.GetInt64(9));
                (area.MedianHours, area.NinetiethHours) = (row.IsDBNull(10) ? null : row.GetDouble(10), row.IsDBNull(11) ? null : row.GetDouble(11));
            },
            ("$town", basis.Settings.Jurisdiction), ("$since", StoredTimeConverter.Text(basis.AsOf.AddDays(-basis.Rules.LoopDays))), ("$now", StoredTimeConverter.Text(basis.AsOf)));
        return areas;
    }

    public void Dispose() => connection.Dispose();

    private void Run(string text, params (string Name, object? Value)[] parameters)
    {
        using SqliteCommand command = Command(text, parameters);
        command.ExecuteNonQuery();
    }

    private void Each(string text, Action<SqliteDataReader> each, params (string Name, object? Value)[] parameters)
    {
        using SqliteCommand command = Command(text, parameters);
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
        {
            each(row);
        }
    }

    private SqliteCommand Command(string text, (string Name, object? Value)[] parameters)
    {
        SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // this file's own words
        command.CommandText = text;
#pragma warning restore CA2100
        foreach ((string name, object? value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }
}
