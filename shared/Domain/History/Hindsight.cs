using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.History;

/// <summary>Shows the documents of <see cref="RememberedKinds"/> as they stood at moments of the past.</summary>
/// <param name="engine">The engine itself, beneath what imports show.</param>
/// <param name="clock">The present.</param>
public sealed class Hindsight(IDocumentStore engine, TimeProvider clock)
{
    /// <summary>The present.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The documents as they stood at a moment, to be read only.</summary>
    public IDocumentStore At(DateTimeOffset moment) => new StoreAt(engine, moment);

    /// <summary>The settings as they stood at a moment; those of now where the jurisdiction is not known to have been there.</summary>
    public async Task<Jurisdiction> SettingsAsync(Jurisdiction now, DateTimeOffset moment, CancellationToken cancellationToken)
        => (await At(moment).FindAsync(Kinds.Jurisdiction, now.Jurisdiction, Jurisdiction.OnlyId, cancellationToken))?.Value ?? now;
}
