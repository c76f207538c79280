using System.Text.Json.Serialization;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Coverage.Books;

/// <summary>
/// What the copy of a jurisdiction's marks consists of: the one document that says which blobs are of it. It is replaced under its ETag, so that of two who refresh at
/// once one wins and the other throws away what it wrote.
/// </summary>
public sealed record CoverageBook : JurisdictionDocument
{
    /// <summary>The id of the only one in its partition.</summary>
    public const string OnlyId = "book";

    /// <inheritdoc/>
    public override string Type => "coverageBook";

    /// <summary>The units; null where nothing is kept of them.</summary>
    public BookState? Units { get; init; }

    /// <summary>The reports; null where nothing is kept of them.</summary>
    public BookState? Reports { get; init; }

    /// <summary>How often it was thrown away.</summary>
    public int Forgotten { get; init; }

    /// <summary>The names of all its blobs.</summary>
    [JsonIgnore]
    public IEnumerable<string> Blobs => new[] { Units, Reports }.SelectMany(s => s?.Shards ?? []).Select(s => s.Blob);
}

/// <summary>One of the two copies, and how far it has come: all changes between <paramref name="Mark"/> and <paramref name="Next"/> of ids up to <paramref name="After"/> are in it.</summary>
/// <param name="Schema">How its blobs are written; any other is not believed.</param>
/// <param name="Mark">It holds everything that was written before this mark; null while it is built from nothing.</param>
/// <param name="Next">The mark that it will have when the pass that has begun is through; null where none has.</param>
/// <param name="After">How far that pass has come; null where it stands at the beginning.</param>
/// <param name="Shards">Its blobs in the order of ids.</param>
public sealed record BookState(string Schema, string? Mark, string? Next, string? After, IReadOnlyList<BookShard> Shards)
{
    /// <summary>How many marks it holds.</summary>
    [JsonIgnore]
    public long Count => Shards.Sum(s => (long)s.Count);

    /// <summary>Whether it is whole, as of its mark.</summary>
    [JsonIgnore]
    public bool IsWhole => Mark is not null && Next is null;
}

/// <summary>A blob of marks: those of the ids from its first one to before that of the next shard, and the first shard's also of all before.</summary>
/// <param name="First">The first id.</param>
/// <param name="Blob">The blob's name.</param>
/// <param name="Count">How many marks.</param>
public sealed record BookShard(string First, string Blob, int Count);
