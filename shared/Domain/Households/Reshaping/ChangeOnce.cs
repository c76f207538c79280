using GridSteward.Domain.Creation;
using GridSteward.Domain.Households.Ledger;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Households.Reshaping;

/// <summary>A batch that changes units, with the entry of the ledger by which a repetition finds it.</summary>
/// <param name="Batch">All of it.</param>
/// <param name="Entry">The entry about the unit that was named.</param>
public sealed record PlannedChange(Batch Batch, UnitChange Entry);

/// <summary>
/// Changes several units in one batch, once per idempotency key: the entry of the ledger has the reserved id, so a repetition finds it and answers with what became of the units.
/// </summary>
public sealed class ChangeOnce(IDocumentStore store, Reservations reservations)
{
    private const int Tries = 5;

    /// <summary>Carries out what <paramref name="plan"/> plans with the id that it is given.</summary>
    /// <param name="jurisdiction">Where.</param>
    /// <param name="once">The idempotency key; null for none.</param>
    /// <param name="plan">Decides by the units as they are; faults and conflicts end it before anything is written.</param>
    /// <param name="cancellationToken">Stops the work before it writes.</param>
    /// <exception cref="StoreUnavailableException">What is changed kept changing meanwhile.</exception>
    public async Task<Outcome<UnitChange>> RunAsync(string jurisdiction, OnceKey? once, Func<string, Task<Outcome<PlannedChange>>> plan, CancellationToken cancellationToken)
    {
        var seen = once is null ? null : await reservations.FindAsync(once, cancellationToken);
        if (seen is not (null or Outcome<Reservation>.Done))
        {
            return seen.As<UnitChange>();
        }

        Reservation? earlier = (seen as Outcome<Reservation>.Done)?.Value;
        Reservation reservation = earlier ?? reservations.Propose(once, jurisdiction, null);
        for (int i = 0; i < Tries; i++)
        {
            if (earlier is not null && await FindAsync(earlier, cancellationToken) is { } done)
            {
                return new Outcome<UnitChange>.Done(done, Replayed: true);
            }

            // Planned before the key is taken, so that a faulty body does not use it up.
            var planned = await plan(reservation.CreatedId);
            if (planned is not Outcome<PlannedChange>.Done { Value: var change })
            {
                return planned.As<UnitChange>();
            }

            if (earlier is null && once is not null)
            {
                var taken = await reservations.TakeAsync(reservation, once, cancellationToken);
                if (taken is not Outcome<Reservation>.Done { Value: var held } mine)
                {
                    return taken.As<UnitChange>();
                }

                earlier = held;
                if (mine.Replayed)
                {
                    // The same request came twice at once: the other's reservation holds.
                    reservation = held;
                    continue;
                }
            }

            CommitOutcome outcome = await store.CommitAsync(change.Batch, cancellationToken);
            if (outcome.Committed)
            {
                return change.Entry;
            }

            if (outcome.Status == CommitStatus.Exists && change.Batch.Operations.FirstOrDefault(o => o.Id == outcome.FailedId)?.Kind == Kinds.UniqueCode(Container.Households))
            {
                return new Outcome<UnitChange>.Conflict("One of the codes is already used.");
            }
        }

        throw new StoreUnavailableException("Changes of one unit kept crossing.", TimeSpan.FromSeconds(1));
    }

    private async Task<UnitChange?> FindAsync(Reservation earlier, CancellationToken cancellationToken)
        => (await store.FindAsync(Kinds.UnitChange, earlier.Jurisdiction, UnitChange.IdOf(earlier.CreatedId), cancellationToken))?.Value;
}
