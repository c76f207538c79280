using System.Text.Json;
using GridSteward.Domain.Publications;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Imports;

/// <summary>A document as it is and as a row wants it.</summary>
internal abstract class Piece
{
    /// <summary>The document's id.</summary>
    public abstract string Id { get; }

    /// <summary>Whether it has to be written.</summary>
    public abstract bool Changes { get; }

    /// <summary>Whether it can be put into waiting; else it is written at once, and nobody sees it by itself.</summary>
    public abstract bool IsStaged { get; }

    /// <summary>Bytes of the document to be written; 0 where it ends.</summary>
    public abstract int Bytes { get; }

    /// <summary>Operations that it takes to put it into waiting: it, and the mark on what it stands for.</summary>
    public abstract int StageOperations { get; }

    /// <summary>Adds what has to be written to a batch.</summary>
    public abstract void WriteTo(Batch batch);

    /// <summary>Puts it into waiting, with the ids of what comes into its place together with it.</summary>
    public abstract void StageTo(Batch batch, string import, IReadOnlyList<string> together);
}

/// <inheritdoc/>
internal sealed class Piece<T> : Piece
    where T : JurisdictionDocument
{
    private readonly DocumentKind<T> kind;
    private readonly Stored<T>? before;
    private readonly T? after;
    private readonly byte[] body;

    /// <summary>A document with what becomes of it.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="before">As it is; null where it is not there.</param>
    /// <param name="after">As it should be; null where it should not be there.</param>
    public Piece(DocumentKind<T> kind, Stored<T>? before, T? after)
    {
        this.kind = kind;
        this.before = before;
        this.after = after;
        body = after is null ? [] : JsonSerializer.SerializeToUtf8Bytes(after, kind.Json);
        Changes = before is null || after is null
            ? before is not null || after is not null
            : !body.AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(before.Value, kind.Json));
    }

    public override string Id => after?.Id ?? before!.Value.Id;

    public override bool Changes { get; }

    public override bool IsStaged => kind.IsStaged;

    public override int Bytes => body.Length;

    public override int StageOperations => IsStaged && before is not null ? 2 : 1;

    public override void WriteTo(Batch batch)
    {
        _ = (before, after) switch
        {
            (null, { } now) => batch.Create(kind, now, body),
            ({ } there, { } now) => batch.Replace(kind, now, there.ETag, body),
            ({ } there, null) => batch.Delete(kind, there.Value.Id, there.ETag),
            _ => batch,
        };
    }

    public override void StageTo(Batch batch, string import, IReadOnlyList<string> together)
    {
        if (Kinds.Staged.OfType<StagedKind<T>>().FirstOrDefault() is { } staged)
        {
            staged.Stage(batch, import, Id, before, after, together);
        }
        else
        {
            WriteTo(batch);
        }
    }
}
