using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Changes;

/// <summary>What is to be changed, in which version, and by whom.</summary>
/// <param name="Kind">Its kind; its codes are kept in the same container.</param>
/// <param name="Jurisdiction">Where it is.</param>
/// <param name="Id">Its id.</param>
/// <param name="SeenETag">Whether an ETag is the version that the caller saw.</param>
/// <param name="Code">Its code, unique among its kind in the jurisdiction; null where it has none.</param>
/// <param name="Acting">Who.</param>
public sealed record Changing<T>(DocumentKind<T> Kind, string Jurisdiction, string Id, Func<string, bool> SeenETag, Func<T, string?> Code, Acting Acting)
    where T : JurisdictionDocument
{
    /// <summary>Why this caller is refused, null where they are not. Asked before the version, so that a stale one tells nothing to who may not know.</summary>
    public Func<T, Outcome<Stored<T>>?> Refuse { get; init; } = _ => null;
}

/// <summary>What becomes of a document.</summary>
/// <param name="After">As it will be; null ends it.</param>
/// <param name="AlsoWrite">Adds further documents to the batch.</param>
public sealed record Change<T>(T? After, Action<Batch>? AlsoWrite = null)
    where T : JurisdictionDocument;

/// <summary>
/// Replaces or deletes a document of a jurisdiction in the version that the caller saw: one batch with the document, its code where that changes,
/// and its audit entry.
/// </summary>
public sealed class Changer(IDocumentStore store, TimeProvider clock)
{
    private const int Tries = 5;

    /// <summary>Does what <paramref name="decide"/> decides about the current version; the deleted document is answered as it was, without an ETag.</summary>
    /// <param name="changing">What is to be changed.</param>
    /// <param name="decide">What becomes of it; faults and conflicts end it before anything is written.</param>
    /// <param name="cancellationToken">Stops the work before it writes.</param>
    /// <exception cref="StoreUnavailableException">What is written beside the document kept changing meanwhile.</exception>
    public async Task<Outcome<Stored<T>>> RunAsync<T>(Changing<T> changing, Func<T, Task<Outcome<Change<T>>>> decide, CancellationToken cancellationToken)
        where T : JurisdictionDocument
    {
        DocumentKind<T> kind = changing.Kind;
        for (int i = 0; i < Tries; i++)
        {
            if (await store.FindAsync(kind, changing.Jurisdiction, changing.Id, cancellationToken) is not { } current)
            {
                return new Outcome<Stored<T>>.NotFound($"There is no such {kind.Name}.");
            }

            if (changing.Refuse(current.Value) is { } refused)
            {
                return refused;
            }

            if (!changing.SeenETag(current.ETag))
            {
                return new Outcome<Stored<T>>.Stale(current.ETag);
            }

            var decided = await decide(current.Value);
            if (decided is not Outcome<Change<T>>.Done { Value: var change })
            {
                return decided.As<Stored<T>>();
            }

            CommitOutcome outcome = await store.CommitAsync(await BatchOfAsync(changing, current, change, cancellationToken), cancellationToken);
            if (outcome.Committed)
            {
                return new Stored<T>(change.After ?? current.Value, outcome.ETags[0]);
            }

            if (change.After is { } after && changing.Code(after) is { } code && outcome.FailedId == UniqueCode.IdOf(kind.Name, code) && outcome.Status == CommitStatus.Exists)
            {
                return new Outcome<Stored<T>>.Conflict($"The code '{code}' is already used.");
            }
        }

        throw new StoreUnavailableException("Changes of one document kept crossing.", TimeSpan.FromSeconds(1));
    }

    private async Task<Batch> BatchOfAsync<T>(Changing<T> changing, Stored<T> current, Change<T> change, CancellationToken cancellationToken)
        where T : JurisdictionDocument
    {
        DocumentKind<T> kind = changing.Kind;
        DocumentKind<UniqueCode> codes = Kinds.UniqueCode(kind.Container);
        DateTimeOffset now = clock.GetUtcNow();

        // The document first: whoever lost a race is told of its version before anything else.
        var batch = new Batch(kind.Container, changing.Jurisdiction);
        _ = change.After is { } replaced ? batch.Replace(kind, replaced, current.ETag) : batch.Delete(kind, changing.Id, current.ETag);
        string? before = changing.Code(current.Value);
        string? after = change.After is null ? null : changing.Code(change.After);
        if (before != after)
        {
            if (before is not null && await store.FindAsync(codes, changing.Jurisdiction, UniqueCode.IdOf(kind.Name, before), cancellationToken) is { } kept)
            {
                batch.Delete(codes, kept.Value.Id, kept.ETag);
            }

            if (after is not null)
            {
                batch.Create(codes, UniqueCode.Of(kind.Name, changing.Jurisdiction, after, changing.Id));
            }
        }

        if (change.After is null)
        {
            batch.Create(Kinds.Deletion(kind.Container), Deletion.Of(changing.Jurisdiction, changing.Id, kind.Name, now));
        }

        change.AlsoWrite?.Invoke(batch);
        AuditFact fact = changing.Acting.Fact(now, change.After is null ? "delete" : "replace", $"{kind.Name}/{changing.Id}");
        return batch.Create(Kinds.Audit(kind.Container), AuditEntry.Of(changing.Jurisdiction, fact));
    }
}
