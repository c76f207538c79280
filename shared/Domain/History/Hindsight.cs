using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.History;

/// <summary>Shows the documents of <see cref="RememberedKinds"/> as they stood at moments of the past.</summary>
/// <param name="engine">The engine itself, beneath what imports show.</param>
/// <param name="clock">The present.</param>
public sealed class Hindsight(IDocumentStore engine, TimeProvider clock)
{
    private static readonly DocumentKind[] FirstCounts = [Kinds.Jurisdiction, Kinds.Building, Kinds.Steward, Kinds.Post];

    /// <summary>The present.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The documents as they stood at a moment, to be read only.</summary>
    public IDocumentStore At(DateTimeOffset moment) => new StoreAt(engine, moment, _ => false);

    /// <summary>
    /// The documents as they stood at a moment as far as anybody knows now: what was recorded first counts for the time before it, too, where its own days
    /// say when it holds or where it is nobody's decision that it is there; of teams and partners only before all records.
    /// </summary>
    /// <param name="moment">The moment.</param>
    /// <param name="isBeforeRecords">Whether the moment is before there were areas.</param>
    public IDocumentStore AsKnownAt(DateTimeOffset moment, bool isBeforeRecords) => new StoreAt(engine, moment, kind => isBeforeRecords || FirstCounts.Contains(kind));

    /// <summary>The settings as they stood at a moment; the first ones before that.</summary>
    public async Task<Jurisdiction> SettingsAsync(Jurisdiction now, DateTimeOffset moment, CancellationToken cancellationToken)
        => (await AsKnownAt(moment, false).FindAsync(Kinds.Jurisdiction, now.Jurisdiction, Jurisdiction.OnlyId, cancellationToken))?.Value ?? now;
}
