using System.Buffers.Binary;
using GridSteward.Domain.Storage;
using Microsoft.Data.Sqlite;

namespace GridSteward.Stores.Embedded;

/// <summary>
/// Removes every byte of what was deleted or overwritten from the database's files. secure_delete alone does not: when SQLite shares cells
/// out between pages, copies of them stay in what is unallocated of the pages they left, and an R*Tree's node keeps the last of its cells
/// behind those that count. So nodes are wiped behind their cells, the whole file is written anew, and the log is emptied into it.
/// Reads go on meanwhile. It takes about as long as copying the file twice, and room for it twice, once where SQLite keeps temporary files.
/// </summary>
internal sealed class SqliteScrub(SqliteFile file)
{
    /// <summary>Bytes before a node's cells: its depth, and how many there are.</summary>
    private const int NodeHeader = 4;

    /// <summary>Bytes of a cell: a 64-bit id and four 32-bit numbers.</summary>
    private const int NodeCell = 24;

    private const int Tries = 50;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public void Run()
    {
        using SqliteStatements on = new(file.OpenWriter());
        WipeNodes(on);
        on.Bind("PRAGMA temp_store=FILE").ExecuteNonQuery(); // a whole database would be too much for memory
        on.Bind("VACUUM").ExecuteNonQuery();
        EmptyLog(on);
    }

    private static void WipeNodes(SqliteStatements on)
    {
        List<string> trees = [];
        using (SqliteDataReader row = on.Bind("SELECT name FROM sqlite_master WHERE type='table' AND sql LIKE 'CREATE VIRTUAL TABLE % USING rtree(%'").ExecuteReader())
        {
            while (row.Read())
            {
                trees.Add($"\"{row.GetString(0)}_node\"");
            }
        }

        on.Bind("BEGIN IMMEDIATE").ExecuteNonQuery();
        foreach (string nodes in trees)
        {
            List<(long Number, byte[] Data)> stale = [];
            using (SqliteDataReader row = on.Bind($"SELECT nodeno,data FROM {nodes}").ExecuteReader())
            {
                while (row.Read())
                {
                    byte[] data = row.GetFieldValue<byte[]>(1);
                    Span<byte> behind = data.AsSpan(NodeHeader + (NodeCell * BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(2))));
                    if (behind.ContainsAnyExcept((byte)0))
                    {
                        behind.Clear();
                        stale.Add((row.GetInt64(0), data));
                    }
                }
            }

            foreach (var (number, data) in stale)
            {
                on.Bind($"UPDATE {nodes} SET data=@p1 WHERE nodeno=@p0", number, data).ExecuteNonQuery();
            }
        }

        on.Bind("COMMIT").ExecuteNonQuery();
    }

    // a reader in mid-statement keeps its part of the log; statements are short
    private static void EmptyLog(SqliteStatements on)
    {
        for (int i = 0; i < Tries; i++)
        {
            if (on.Bind("PRAGMA wal_checkpoint(TRUNCATE)").ExecuteScalar() is 0L)
            {
                return;
            }

            Thread.Sleep(Pause);
        }

        throw new StoreUnavailableException("The write-ahead log is kept busy by readers and could not be emptied.", TimeSpan.FromSeconds(30));
    }
}
