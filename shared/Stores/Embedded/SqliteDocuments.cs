using GridSteward.Domain.Storage;
using Microsoft.Data.Sqlite;
using static GridSteward.Stores.Embedded.SqliteNames;

namespace GridSteward.Stores.Embedded;

/// <summary>A document that is there.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="ETag">Its version.</param>
/// <param name="IsExpired">Whether it is only waiting to be swept.</param>
/// <param name="Body">Itself.</param>
internal sealed record SqliteDocument(SqliteKind Kind, string ETag, bool IsExpired, byte[] Body);

/// <summary>
/// Writes documents and what they are found by, inside the writer's transaction. Whoever writes goes through here, so that no entry, term or box is forgotten; what did
/// not change is not written.
/// </summary>
internal sealed class SqliteDocuments
{
    private readonly SqliteStatements statements;
    private readonly Dictionary<(Container Container, string Type), SqliteKind> byType;
    private long lastPlace;

    public SqliteDocuments(SqliteStatements statements, IReadOnlyCollection<SqliteKind> kinds)
    {
        this.statements = statements;
        byType = kinds.ToDictionary(k => (k.Kind.Container, k.Kind.Name));

        // Where the trees end: a clock that stands still or goes back over a restart must not lead among the rows that are there.
        lastPlace = kinds.Where(k => k.Kind.Location is not null)
            .Select(k => statements.Bind($"SELECT ifnull(max(rowid),0) FROM {BoxRows(k.Kind)}").ExecuteScalar()).OfType<long>().DefaultIfEmpty().Max();
    }

    /// <summary>The document of that id, expired or not; null where there is none.</summary>
    /// <exception cref="InvalidOperationException">It is of a kind that this program does not know, and would leave its entry behind.</exception>
    public SqliteDocument? Find(Container container, string partition, string id, long now)
    {
        using SqliteDataReader reader = statements.Bind($"SELECT type,etag,expires,body FROM {Table(container)} WHERE partition=@p0 AND id=@p1", partition, id).ExecuteReader();
        if (!reader.Read())
        {
            return null;
        }

        string type = reader.GetString(0);
        return byType.TryGetValue((container, type), out SqliteKind? kind)
            ? new SqliteDocument(kind, reader.GetString(1), !reader.IsDBNull(2) && reader.GetInt64(2) <= now, reader.GetFieldValue<byte[]>(3))
            : throw new InvalidOperationException($"{container.Name} {id} is of the kind '{type}', which this program does not know.");
    }

    /// <summary>Adds a document; false where its id is taken, by one that has expired too.</summary>
    public bool Insert(SqliteWrite write)
    {
        bool added = statements.Bind(
            $"INSERT INTO {Table(write.Kind.Kind.Container)}(partition,id,type,etag,expires,body,written) VALUES(@p0,@p1,@p2,@p3,@p4,CAST(@p5 AS TEXT),@p6) ON CONFLICT(partition,id) DO NOTHING",
            write.Partition, write.Id, write.Kind.Kind.Name, write.ETag, write.Expires, write.Body, write.Number).ExecuteNonQuery() > 0;
        if (added)
        {
            AddEntry(write);
        }

        return added;
    }

    /// <summary>Writes over a document.</summary>
    public void Replace(SqliteDocument old, SqliteWrite write)
    {
        statements.Bind(
            $"UPDATE {Table(write.Kind.Kind.Container)} SET type=@p2,etag=@p3,expires=@p4,body=CAST(@p5 AS TEXT),written=@p6 WHERE partition=@p0 AND id=@p1",
            write.Partition, write.Id, write.Kind.Kind.Name, write.ETag, write.Expires, write.Body, write.Number).ExecuteNonQuery();
        if (old.Kind == write.Kind)
        {
            ChangeEntry(old.Kind.Read(old.Body), write);
        }
        else
        {
            RemoveEntry(old, write.Partition, write.Id);
            AddEntry(write);
        }
    }

    /// <summary>Removes a document.</summary>
    public void Remove(SqliteDocument old, string partition, string id)
    {
        statements.Bind($"DELETE FROM {Table(old.Kind.Kind.Container)} WHERE partition=@p0 AND id=@p1", partition, id).ExecuteNonQuery();
        RemoveEntry(old, partition, id);
    }

    /// <summary>Makes a document be found that is there already.</summary>
    public void AddEntry(SqliteWrite write)
    {
        DocumentKind kind = write.Kind.Kind;
        List<object> values = [write.Partition, write.Id];
        if (kind.Container.Expires)
        {
            values.Add(write.Expires);
        }

        if (kind.TracksWrites)
        {
            values.Add(write.Number);
        }

        if (kind.Location is not null)
        {
            values.Add(write.Entry.Box is null ? DBNull.Value : AddBox(write));
        }

        values.AddRange(write.Entry.Values);
        statements.Bind(write.Kind.Insert, [.. values]).ExecuteNonQuery();
        AddTerms(write, write.Entry.Terms);
    }

    private void ChangeEntry(SqliteEntry old, SqliteWrite write)
    {
        DocumentKind kind = write.Kind.Kind;
        List<string> columns = [];
        List<object> values = [write.Partition, write.Id];
        void Set(string column, object value)
        {
            columns.Add($"{column}=@p{values.Count}");
            values.Add(value);
        }

        if (kind.Container.Expires)
        {
            Set("expires", write.Expires);
        }

        if (kind.TracksWrites)
        {
            Set("written", write.Number);
        }

        if (old.Box != write.Entry.Box)
        {
            RemoveBox(kind, write.Partition, write.Id);
            Set("place", write.Entry.Box is null ? DBNull.Value : AddBox(write));
        }

        for (int i = 0; i < old.Values.Length; i++)
        {
            if (!SqliteValues.Same(old.Values[i], write.Entry.Values[i]))
            {
                Set(Column(write.Kind.Paths[i]), write.Entry.Values[i]);
            }
        }

        if (columns.Count > 0)
        {
            statements.Bind($"UPDATE {Entries(kind)} SET {string.Join(',', columns)} WHERE partition=@p0 AND id=@p1", [.. values]).ExecuteNonQuery();
        }

        RemoveTerms(kind, write.Partition, write.Id, old.Terms.Except(write.Entry.Terms));
        AddTerms(write, write.Entry.Terms.Except(old.Terms));
    }

    private void RemoveEntry(SqliteDocument old, string partition, string id)
    {
        DocumentKind kind = old.Kind.Kind;
        if (kind.Location is not null)
        {
            RemoveBox(kind, partition, id);
        }

        RemoveTerms(kind, partition, id, old.Kind.Read(old.Body).Terms);
        statements.Bind($"DELETE FROM {Entries(kind)} WHERE partition=@p0 AND id=@p1", partition, id).ExecuteNonQuery();
    }

    private void AddTerms(SqliteWrite write, IEnumerable<(string Path, string Term)> terms)
    {
        foreach ((string path, string term) in terms)
        {
            statements.Bind(
                $"INSERT INTO {Terms(write.Kind.Kind.Container)}(partition,type,path,term,id) VALUES(@p0,@p1,@p2,@p3,@p4)", write.Partition, write.Kind.Kind.Name, path, term, write.Id).ExecuteNonQuery();
        }
    }

    private void RemoveTerms(DocumentKind kind, string partition, string id, IEnumerable<(string Path, string Term)> terms)
    {
        foreach ((string path, string term) in terms)
        {
            statements.Bind($"DELETE FROM {Terms(kind.Container)} WHERE partition=@p0 AND type=@p1 AND path=@p2 AND term=@p3 AND id=@p4", partition, kind.Name, path, term, id).ExecuteNonQuery();
        }
    }

    private long AddBox(SqliteWrite write)
    {
        var (west, east, south, north) = write.Entry.Box!.Value;
        long place = NextPlace(write.Now);
        statements.Bind(
            $"INSERT INTO {Boxes(write.Kind.Kind)}(id,west,east,south,north,partition,document) VALUES(@p0,@p1,@p2,@p3,@p4,@p5,@p6)",
            place, west, east, south, north, write.Partition, write.Id).ExecuteNonQuery();
        return place;
    }

    private void RemoveBox(DocumentKind kind, string partition, string id)
        => statements.Bind($"DELETE FROM {Boxes(kind)} WHERE id=(SELECT place FROM {Entries(kind)} WHERE partition=@p0 AND id=@p1)", partition, id).ExecuteNonQuery();

    // A row number in the R*Tree: rising, so that the tree's own tables grow at their end, with 21 random bits against
    // another process that writes in the same millisecond. Should two ever meet, the insert fails and the batch with it.
    private long NextPlace(long now) => lastPlace = Math.Max(lastPlace + 1, (now << 21) | (uint)Random.Shared.Next(1 << 21));
}

/// <summary>A document as it is to be written.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Partition">Its partition.</param>
/// <param name="Id">Its id.</param>
/// <param name="Body">Itself, as UTF-8 JSON.</param>
/// <param name="Entry">What it is found by.</param>
/// <param name="ETag">Its version.</param>
/// <param name="Expires">When it expires, in milliseconds since 1970, or <see cref="DBNull"/>.</param>
/// <param name="Number">The number of the transaction in the order of writes (<see cref="SqliteMarks"/>).</param>
/// <param name="Now">The moment, in milliseconds since 1970.</param>
internal readonly record struct SqliteWrite(SqliteKind Kind, string Partition, string Id, byte[] Body, SqliteEntry Entry, string ETag, object Expires, long Number, long Now);
