using GridSteward.Domain;
using GridSteward.Stores.Embedded;
using Microsoft.Data.Sqlite;

namespace GridSteward.Benchmarks;

/// <summary>A document as its table holds it, and the rows by which it is found.</summary>
/// <param name="Found">Its entry, its terms and its box: the table, and the values of its columns.</param>
internal sealed record Row(string Table, string Partition, string Id, string Type, string ETag, object Expires, string Body, IReadOnlyList<(string Table, object[] Values)> Found);

/// <summary>
/// The peer that only writes: documents that the program has written, put into the same tables and indexes by bare SQLite
/// statements, with the same durability (write-ahead log, synchronous=FULL).
/// </summary>
internal sealed class BareWrites : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gridsteward-bare-").FullName;
    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteCommand> statements = [];
    private long transactions;

    public BareWrites()
    {
        using (new SqliteDocumentStore(folder, Kinds.All, TimeProvider.System))
        {
            // Made and left: its schema is what is wanted.
        }

        connection = new SqliteConnection($"Data Source={Directory.EnumerateFiles(folder, "*.db").Single()};Pooling=False");
        connection.Open();
        Run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;");
    }

    /// <summary>Every document of a table whose partition is as given (null: any), in the order of writing.</summary>
    public static List<Row> Read(string database, string table, string? partition)
    {
        using var source = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        source.Open();
        object only = (object?)partition ?? DBNull.Value;
        Dictionary<(string Partition, string Id), List<(string, object[])>> found = [];
        foreach (object[] name in All(
            source, "SELECT name FROM sqlite_master WHERE type='table' AND (name GLOB @p||'_*-entries' OR name=@p||'_terms' OR (name GLOB @p||'_*_box' AND sql LIKE '%rtree%'))", table))
        {
            string of = (string)name[0];
            bool isBox = of.EndsWith("_box", StringComparison.Ordinal);
            foreach (object[] values in All(source, $"SELECT * FROM \"{of}\" WHERE @p IS NULL OR partition=@p", only))
            {
                (string, string) key = isBox ? ((string)values[5], (string)values[6]) : ((string)values[0], (string)values[of.EndsWith("_terms", StringComparison.Ordinal) ? 4 : 1]);
                (found.TryGetValue(key, out var rows) ? rows : found[key] = []).Add((of, values));
            }
        }

        return
        [
            .. All(source, $"SELECT partition,id,type,etag,expires,body FROM \"{table}\" WHERE @p IS NULL OR partition=@p ORDER BY written,id", only)
                .Select(v => new Row(table, (string)v[0], (string)v[1], (string)v[2], (string)v[3], v[4], (string)v[5], found.GetValueOrDefault(((string)v[0], (string)v[1])) ?? [])),
        ];
    }

    public void Begin()
    {
        Run("BEGIN IMMEDIATE; UPDATE schema_writes SET number=number+1");
        transactions++;
    }

    public void Commit() => Run("COMMIT");

    /// <summary>Writes a new document.</summary>
    public void Write(Row row)
    {
        Run($"INSERT INTO \"{row.Table}\"(partition,id,type,etag,expires,body,written) VALUES($0,$1,$2,$3,$4,$5,$6)", row.Partition, row.Id, row.Type, row.ETag, row.Expires, row.Body, transactions);
        foreach ((string table, object[] values) in row.Found)
        {
            Run($"INSERT INTO \"{table}\" VALUES({string.Join(',', values.Select((_, i) => $"${i}"))})", values);
        }
    }

    /// <summary>Writes over a document that is there, and these columns of its entry.</summary>
    public void Replace(Row row, params string[] columns)
    {
        Run($"UPDATE \"{row.Table}\" SET type=$2,etag=$3,expires=$4,body=$5,written=$6 WHERE partition=$0 AND id=$1", row.Partition, row.Id, row.Type, row.ETag, row.Expires, row.Body, transactions);
        string entries = $"{row.Table}_{row.Type}-entries";
        Run($"UPDATE \"{entries}\" SET written=$2,{string.Join(',', columns.Select(c => $"\"$.{c}\"=\"$.{c}\""))} WHERE partition=$0 AND id=$1", row.Partition, row.Id, transactions);
    }

    private void Run(string text, params object[] values)
    {
        if (!statements.TryGetValue(text, out SqliteCommand? command))
        {
            statements[text] = command = connection.CreateCommand();
#pragma warning disable CA2100 // names are the schema's own
            command.CommandText = text;
#pragma warning restore CA2100
            for (int i = 0; i < values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            }
        }

        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }

    private static List<object[]> All(SqliteConnection source, string text, object p)
    {
        using SqliteCommand select = source.CreateCommand();
#pragma warning disable CA2100 // names are the schema's own
        select.CommandText = text;
#pragma warning restore CA2100
        select.Parameters.AddWithValue("@p", p);
        using SqliteDataReader reader = select.ExecuteReader();
        List<object[]> rows = [];
        while (reader.Read())
        {
            object[] values = new object[reader.FieldCount];
            reader.GetValues(values);
            rows.Add(values);
        }

        return rows;
    }

    public void Dispose()
    {
        foreach (SqliteCommand insert in statements.Values)
        {
            insert.Dispose();
        }

        connection.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
