using GridSteward.Domain;
using GridSteward.Stores.Embedded;
using Microsoft.Data.Sqlite;

namespace GridSteward.Benchmarks;

/// <summary>A document as its table holds it.</summary>
internal sealed record Row(string Table, string Partition, string Id, string Type, string ETag, long? Expires, long Place, string Body);

/// <summary>
/// The peer that only writes: documents that the program has written, put into the same tables with the same indexes and triggers by bare SQLite
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

    /// <summary>Where it writes: a data folder, for the engine to open as well.</summary>
    public string Folder => folder;

    /// <summary>Every document of a table whose partition is as given (null: any), in the order of writing.</summary>
    public static List<Row> Read(string database, string table, string? partition)
    {
        using var source = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        source.Open();
        using SqliteCommand select = source.CreateCommand();
#pragma warning disable CA2100 // Table names are this file's own words.
        select.CommandText = $"SELECT partition,id,type,etag,expires,place,body FROM \"{table}\" WHERE @p IS NULL OR partition=@p ORDER BY place";
#pragma warning restore CA2100
        select.Parameters.AddWithValue("@p", (object?)partition ?? DBNull.Value);
        using SqliteDataReader reader = select.ExecuteReader();
        List<Row> rows = [];
        while (reader.Read())
        {
            rows.Add(new Row(
                table, reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3),
                reader.IsDBNull(4) ? null : reader.GetInt64(4), reader.GetInt64(5), reader.GetString(6)));
        }

        return rows;
    }

    public void Begin()
    {
        Run("BEGIN IMMEDIATE; UPDATE schema_writes SET number=number+1");
        transactions++;
    }

    public void Commit() => Run("COMMIT");

    public void Write(Row row) => Write(row, $"INSERT INTO \"{row.Table}\"(partition,id,type,etag,expires,place,body,written) VALUES($a,$b,$c,$d,$e,$f,$g,$h)");

    /// <summary>Writes over a document that is there; its place stays.</summary>
    public void Replace(Row row) => Write(row, $"UPDATE \"{row.Table}\" SET type=$c,etag=$d,expires=$e,body=$g,written=$h WHERE partition=$a AND id=$b AND $f=$f");

    private void Write(Row row, string text)
    {
        if (!statements.TryGetValue(text, out SqliteCommand? insert))
        {
            statements[text] = insert = connection.CreateCommand();
#pragma warning disable CA2100
            insert.CommandText = text;
#pragma warning restore CA2100
            foreach (string name in new[] { "$a", "$b", "$c", "$d", "$e", "$f", "$g", "$h" })
            {
                insert.Parameters.Add(new SqliteParameter { ParameterName = name });
            }

            insert.Prepare();
        }

        insert.Parameters[0].Value = row.Partition;
        insert.Parameters[1].Value = row.Id;
        insert.Parameters[2].Value = row.Type;
        insert.Parameters[3].Value = row.ETag;
        insert.Parameters[4].Value = (object?)row.Expires ?? DBNull.Value;
        insert.Parameters[5].Value = row.Place;
        insert.Parameters[6].Value = row.Body;
        insert.Parameters[7].Value = transactions;
        insert.ExecuteNonQuery();
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

    private void Run(string text)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100
        command.CommandText = text;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
