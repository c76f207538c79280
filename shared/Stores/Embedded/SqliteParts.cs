using GridSteward.Domain.Storage;
using static GridSteward.Stores.Embedded.SqliteNames;

namespace GridSteward.Stores.Embedded;

/// <summary>What a kind's declaration asks of the schema, with how it is made and removed.</summary>
/// <param name="Name">Unique in the database: the container and the kind.</param>
/// <param name="Create">Makes it, empty. Its text is the fingerprint: where another was made, that is removed, and this is made and filled from the documents.</param>
/// <param name="Drop">Removes it.</param>
internal sealed record SqlitePart(string Name, string Create, string Drop)
{
    /// <summary>
    /// The entries of a kind, an index for each scalar (which serves its orders in both directions, the id being its last column) and one for the order of writes where that is
    /// tracked, and an R*Tree for a location. Documents without a field are not in its index.
    /// </summary>
    public static SqlitePart Of(SqliteKind kind)
    {
        DocumentKind declared = kind.Kind;
        string entries = Entries(declared), terms = Terms(declared.Container);

        // in every index, so that counting does not have to visit the entries
        string expires = declared.Container.Expires ? ", expires" : string.Empty;
        List<string> create =
        [
            $"-- elements: {string.Join(' ', kind.Elements)}",
            $"CREATE TABLE {entries}(partition TEXT NOT NULL, id TEXT NOT NULL{(declared.Container.Expires ? ", expires INTEGER" : string.Empty)}"
                + $"{(declared.TracksWrites ? ", written INTEGER NOT NULL" : string.Empty)}{(declared.Location is null ? string.Empty : ", place INTEGER")}"
                + $"{string.Concat(kind.Paths.Select(p => ", " + Column(p)))}, PRIMARY KEY(partition, id)) WITHOUT ROWID;",
            .. kind.Scalars.Select(p => $"CREATE INDEX {Index(declared, p)} ON {entries}(partition, {Column(p)}, id{expires}) WHERE {Column(p)} IS NOT NULL;"),
        ];
        string drop = $"DROP TABLE {entries}; DELETE FROM {terms} WHERE type='{declared.Name}';";
        if (declared.TracksWrites)
        {
            create.Add($"CREATE INDEX {WrittenIndex(declared)} ON {entries}(partition, written, id{expires});");
        }

        if (declared.Location is not null)
        {
            // it holds 32-bit numbers rounded outwards: candidates; queries compare the entry's own numbers again
            create.Add($"CREATE VIRTUAL TABLE {Boxes(declared)} USING rtree(id, west, east, south, north, +partition TEXT, +document TEXT);");
            drop += $" DROP TABLE {Boxes(declared)};";
        }

        return new SqlitePart($"{declared.Container.Name}/{declared.Name}", string.Join('\n', create), drop);
    }
}
