using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Deadlines;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Jurisdictions;

/// <summary>Creates jurisdictions and changes their settings. The list entry is written before the settings it points at.</summary>
public sealed class KeepJurisdictions(IDocumentStore store, JurisdictionDirectory directory, Reservations reservations, HolidayCalendars calendars, TimeProvider clock)
{
    /// <summary>Creates a jurisdiction; a retry completes an interrupted creation.</summary>
    public async Task<Outcome<Stored<Jurisdiction>>> CreateAsync(Jurisdiction settings, OnceKey? once, Acting acting, CancellationToken cancellationToken)
    {
        Fault[] faults = [.. JurisdictionRules.FaultsOf(settings, calendars)];
        if (faults.Length > 0)
        {
            return new Outcome<Stored<Jurisdiction>>.Invalid(faults);
        }

        var claimed = await reservations.ClaimAsync(once, settings.Jurisdiction, null, cancellationToken);
        if (claimed is not Outcome<Reservation>.Done { Replayed: var replayed })
        {
            return claimed.As<Stored<Jurisdiction>>();
        }

        if (await FindAsync(settings.Jurisdiction, cancellationToken) is { } existing)
        {
            return replayed
                ? new Outcome<Stored<Jurisdiction>>.Done(existing, Replayed: true)
                : new Outcome<Stored<Jurisdiction>>.Conflict($"There is already a jurisdiction '{settings.Jurisdiction}'.");
        }

        // An entry that is there was left by an interrupted creation, or belongs to one that is quicker: the settings decide who was first.
        CommitOutcome listed = await directory.SaveAsync(batch => batch.Create(Kinds.JurisdictionEntry, EntryOf(settings, null)), cancellationToken);
        if (!listed.Committed
            && await store.FindAsync(Kinds.JurisdictionEntry, JurisdictionEntry.ListKey, settings.Jurisdiction, cancellationToken) is { Value.Arriving: not null })
        {
            return new Outcome<Stored<Jurisdiction>>.Conflict($"The jurisdiction '{settings.Jurisdiction}' is being brought from another deployment.");
        }

        DateTimeOffset now = clock.GetUtcNow();
        CommitOutcome outcome = await store.CommitAsync(
            new Batch(Container.Areas, settings.Jurisdiction)
                .Create(Kinds.Jurisdiction, settings)
                .Create(Kinds.Audit(Container.Areas), AuditEntry.Of(settings.Jurisdiction, acting.Fact(now, "createJurisdiction", "settings"))),
            cancellationToken);
        if (!outcome.Committed)
        {
            return new Outcome<Stored<Jurisdiction>>.Conflict($"There is already a jurisdiction '{settings.Jurisdiction}'.");
        }

        await RefreshEntryAsync(settings, cancellationToken);
        return new Stored<Jurisdiction>(settings, outcome.ETags[0]);
    }

    /// <summary>Changes the settings.</summary>
    /// <param name="settings">The new settings, whole.</param>
    /// <param name="seenETag">Whether an ETag is the version that the caller saw.</param>
    /// <param name="acting">Who.</param>
    /// <param name="cancellationToken">Stops the work before it writes.</param>
    public async Task<Outcome<Stored<Jurisdiction>>> UpdateAsync(Jurisdiction settings, Func<string, bool> seenETag, Acting acting, CancellationToken cancellationToken)
    {
        if (await FindAsync(settings.Jurisdiction, cancellationToken) is not { } current)
        {
            return new Outcome<Stored<Jurisdiction>>.NotFound($"There is no jurisdiction '{settings.Jurisdiction}'.");
        }

        if (!seenETag(current.ETag))
        {
            return new Outcome<Stored<Jurisdiction>>.Stale(current.ETag);
        }

        List<Fault> faults = [.. JurisdictionRules.FaultsOf(settings, calendars)];
        faults.AddRange(await LevelFaultsAsync(current.Value, settings, cancellationToken));
        if (faults.Count > 0)
        {
            return new Outcome<Stored<Jurisdiction>>.Invalid(faults);
        }

        CommitOutcome outcome = await store.CommitAsync(
            new Batch(Container.Areas, settings.Jurisdiction)
                .Replace(Kinds.Jurisdiction, settings, current.ETag)
                .Create(Kinds.Audit(Container.Areas), AuditEntry.Of(settings.Jurisdiction, acting.Fact(clock.GetUtcNow(), "updateJurisdiction", "settings"))),
            cancellationToken);
        if (!outcome.Committed)
        {
            var now = await FindAsync(settings.Jurisdiction, cancellationToken);
            return new Outcome<Stored<Jurisdiction>>.Stale(now?.ETag ?? "");
        }

        await RefreshEntryAsync(settings, cancellationToken);
        return new Stored<Jurisdiction>(settings, outcome.ETags[0]);
    }

    /// <summary>One jurisdiction's settings; null when there is none.</summary>
    public Task<Stored<Jurisdiction>?> FindAsync(string code, CancellationToken cancellationToken)
        => store.FindAsync(Kinds.Jurisdiction, code, Jurisdiction.OnlyId, cancellationToken);

    /// <summary>Brings the list entry in line with the settings; the nightly run does it too, for what was interrupted between the two.</summary>
    public async Task RefreshEntryAsync(Jurisdiction settings, CancellationToken cancellationToken)
    {
        while (true)
        {
            var entry = await store.FindAsync(Kinds.JurisdictionEntry, JurisdictionEntry.ListKey, settings.Jurisdiction, cancellationToken);
            JurisdictionEntry wanted = EntryOf(settings, entry?.Value);
            if (entry is not null && entry.Value.Name == wanted.Name && entry.Value.ToleranceMetres == wanted.ToleranceMetres && entry.Value.Levels.SequenceEqual(wanted.Levels))
            {
                return;
            }

            CommitOutcome outcome = await directory.SaveAsync(
                batch => _ = entry is null ? batch.Create(Kinds.JurisdictionEntry, wanted) : batch.Replace(Kinds.JurisdictionEntry, wanted, entry.ETag), cancellationToken);
            if (outcome.Committed)
            {
                return;
            }
        }
    }

    /// <summary>A level that areas are on can neither go nor change places with another: their tree hangs on the order.</summary>
    private async Task<IEnumerable<Fault>> LevelFaultsAsync(Jurisdiction before, Jurisdiction settings, CancellationToken cancellationToken)
    {
        bool stay = settings.Levels.Where(before.Levels.Contains).SequenceEqual(before.Levels);
        bool hasAreas = await store.FindAsync(Kinds.Generation, settings.Jurisdiction, Areas.Generation.CurrentId, cancellationToken) is not null;
        return stay || !hasAreas
            ? []
            : [new("$.levels", $"Once areas have been imported, {string.Join(", ", before.Levels)} stay in this order; levels can be added.")];
    }

    private static JurisdictionEntry EntryOf(Jurisdiction settings, JurisdictionEntry? before) => new()
    {
        Id = settings.Jurisdiction,
        Key = JurisdictionEntry.ListKey,
        Name = settings.Name,
        Levels = settings.Levels,
        ToleranceMetres = settings.ToleranceMetres,
        Outline = before?.Outline,
        Box = before?.Box,
    };
}
