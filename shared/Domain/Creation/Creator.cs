using GridSteward.Domain.Audit;
using GridSteward.Domain.Changes;
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
    private const int Tries = 8;

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
        Func<string, Task<Outcome<Creating<T>>>> make,
        CancellationToken cancellationToken)
        where T : JurisdictionDocument
    {
        var seen = once is null ? null : await reservations.FindAsync(once, cancellationToken);
        if (seen is not (null or Outcome<Reservation>.Done))
        {
            return seen.As<Stored<T>>();
        }

        // A replay answers with what is there now, whatever has changed around it since.
        Reservation? earlier = (seen as Outcome<Reservation>.Done)?.Value;
        if (earlier is not null && await store.FindAsync(kind, earlier.Jurisdiction, earlier.CreatedId, cancellationToken) is { } existing)
        {
            return new Outcome<Stored<T>>.Done(existing, Replayed: true);
        }

        if (earlier is not null && await store.FindAsync(Kinds.Deletion(kind.Container), earlier.Jurisdiction, Deletion.IdOf(earlier.CreatedId), cancellationToken) is not null)
        {
            return new Outcome<Stored<T>>.Conflict($"The {kind.Name} that this key created has been deleted since.");
        }

        // Made before the key is taken, so that a faulty body does not use it up.
        Reservation reservation = earlier ?? reservations.Propose(once, jurisdiction, null);
        var made = await make(reservation.CreatedId);
        if (made is not Outcome<Creating<T>>.Done { Value: var creating })
        {
            return made.As<Stored<T>>();
        }

        if (earlier is null && once is not null && await reservations.TakeAsync(reservation, once, cancellationToken) is var taken
            && taken is not Outcome<Reservation>.Done { Replayed: false })
        {
            // The same request came twice at once: the other's reservation holds.
            return taken is Outcome<Reservation>.Done ? await CreateAsync(kind, jurisdiction, once, acting, make, cancellationToken) : taken.As<Stored<T>>();
        }

        for (int i = 0; i < Tries; i++)
        {
            if (await WriteAsync(kind, creating, acting, cancellationToken) is { } written)
            {
                return written;
            }

            made = await make(reservation.CreatedId);
            if (made is not Outcome<Creating<T>>.Done { Value: var anew })
            {
                return made.As<Stored<T>>();
            }

            creating = anew;
        }

        throw new StoreUnavailableException($"What is written beside a new {kind.Name} kept changing.", TimeSpan.FromSeconds(1));
    }

    /// <summary>Writes it; null where something that is changed beside it is no longer as it was read, so that it has to be made anew.</summary>
    private async Task<Outcome<Stored<T>>?> WriteAsync<T>(DocumentKind<T> kind, Creating<T> creating, Acting acting, CancellationToken cancellationToken)
        where T : JurisdictionDocument
    {
        T document = creating.Document;
        var batch = new Batch(kind.Container, document.Jurisdiction).Create(kind, document);
        if (creating.Code is { } code)
        {
            batch.Create(Kinds.UniqueCode(kind.Container), UniqueCode.Of(kind.Name, document.Jurisdiction, code, document.Id));
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
            : outcome.Status is CommitStatus.Changed or CommitStatus.Missing ? null
            : new Outcome<Stored<T>>.Conflict($"The code '{creating.Code}' is already used.");
    }
}
