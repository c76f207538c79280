using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Jurisdictions;

/// <summary>Reads the settings of jurisdictions.</summary>
public static class JurisdictionSettings
{
    /// <summary>A jurisdiction's settings; null where there is none, as where reports lie in none.</summary>
    public static async Task<Jurisdiction?> SettingsOfAsync(this IDocumentStore store, string jurisdiction, CancellationToken cancellationToken)
        => (await store.FindAsync(Kinds.Jurisdiction, jurisdiction, Jurisdiction.OnlyId, cancellationToken))?.Value;
}
