using GridSteward.Domain.Audit;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Creation;

/// <summary>A document to be created, with what goes into the same batch.</summary>
/// <param name="Document">The document.</param>
/// <param name="Code">Its code, unique among its kind in the jurisdiction; null when it has none.</param>
/// <param name="AlsoWrite">Adds further documents to the batch.</param>
public sealed record Creating<T>(T Document, string? Code = null, Action<Batch>? AlsoWrite = null);

/// <summary>
/// Creates a document of a jurisdiction once per idempotency key: the reservation first, then one batch with the document, its code and its
/// audit entry. A retry completes what an earlier try began.
/// </summary>
public sealed class Creator(IDocumentStore store, Reservations reservations, TimeProvider clock)
{
    /// <summary>Creates what <paramref name="make"/> makes with the reserved id.</summary>
    /// <param name="kind">The kind; its codes are kept in the same container.</param>
    /// <param name="jurisdiction">Where.</param>
    /// <param name="once">The idempotency key; null for none.</param>
    /// <param name="acting">Who.</param>
    /// <param name="make">Makes the document from the reserved id; faults end it before anything is written.</param>
    /// <param name="cancellationToken">Stops the work before it writes.</param>
    public async Task<Outcome<Stored<T>>> CreateAsync<T>(
        DocumentKind<T> kind,
        string jurisdiction,
        OnceKey? once,
        Acting acting,
        Func<Reservation, Task<Outcome<Creating<T>>>> make,
        CancellationToken cancellationToken)
        where T : JurisdictionDocument
    {
        var claimed = await reservations.ClaimAsync(once, jurisdiction, null, cancellationToken);
        if (claimed is not Outcome<Reservation>.Done { Value: var reservation })
        {
            return claimed.As<Stored<T>>();
        }

        // A replay answers with what is there now, whatever has changed around it since.
        if (claimed is Outcome<Reservation>.Done { Replayed: true }
            && await store.FindAsync(kind, reservation.Jurisdiction, reservation.CreatedId, cancellationToken) is { } existing)
        {
            return new Outcome<Stored<T>>.Done(existing, Replayed: true);
        }

        var made = await make(reservation);
        return made is Outcome<Creating<T>>.Done { Value: var creating }
            ? await WriteAsync(kind, creating, acting, cancellationToken)
            : made.As<Stored<T>>();
    }

    private async Task<Outcome<Stored<T>>> WriteAsync<T>(DocumentKind<T> kind, Creating<T> creating, Acting acting, CancellationToken cancellationToken)
        where T : JurisdictionDocument
    {
        T document = creating.Document;
        var batch = new Batch(kind.Container, document.Jurisdiction).Create(kind, document);
        if (creating.Code is { } code)
        {
            batch.Create(Kinds.UniqueCode(kind.Container), new UniqueCode
            {
                Id = UniqueCode.IdOf(kind.Name, code),
                Jurisdiction = document.Jurisdiction,
                Code = code,
                OwnerId = document.Id,
            });
        }

        creating.AlsoWrite?.Invoke(batch);
        AuditFact fact = acting.Fact(clock.GetUtcNow(), "create", $"{kind.Name}/{document.Id}");
        batch.Create(Kinds.Audit(kind.Container), AuditEntry.Of(document.Jurisdiction, fact));

        CommitOutcome outcome = await store.CommitAsync(batch, cancellationToken);
        if (outcome.Committed)
        {
            return new Stored<T>(document, outcome.ETags[0]);
        }

        // The same creation, finished by a concurrent or an earlier try; or a code that another document has.
        return await store.FindAsync(kind, document.Jurisdiction, document.Id, cancellationToken) is { } existing
            ? new Outcome<Stored<T>>.Done(existing, Replayed: true)
            : new Outcome<Stored<T>>.Conflict($"The code '{creating.Code}' is already used.");
    }
}
