using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;
using GridSteward.Geo;

namespace GridSteward.Domain.Areas;

/// <summary>What is to be imported.</summary>
/// <param name="Settings">The jurisdiction.</param>
/// <param name="File">A GeoJSON FeatureCollection, UTF-8.</param>
/// <param name="Mapping">Which properties hold what.</param>
/// <param name="Mode">What becomes of areas the file does not name.</param>
public sealed record AreaImportRequest(Jurisdiction Settings, ReadOnlyMemory<byte> File, AreaMapping Mapping, ImportMode Mode)
{
    /// <summary>The system of the file's positions; null goes by its <c>crs</c> member, and is WGS-84 without one.</summary>
    public CoordinateSystem? System { get; init; }
}

/// <summary>What an import did; kept so that a replay answers the same.</summary>
public sealed record AreaImportResult : JurisdictionDocument
{
    /// <inheritdoc/>
    public override string Type => "areaImport";

    /// <summary>The generation that holds it; an import that changes nothing makes none and names the current one.</summary>
    public required int Generation { get; init; }

    /// <summary>Codes that were new.</summary>
    public required int Added { get; init; }

    /// <summary>Codes with a new version.</summary>
    public required int Changed { get; init; }

    /// <summary>Areas of the file that were there already.</summary>
    public required int Unchanged { get; init; }

    /// <summary>Codes that ended.</summary>
    public required int Removed { get; init; }

    /// <summary>How many areas the generation has.</summary>
    public required int Areas { get; init; }

    /// <summary>What is wrong between the areas of the generation, counted by kind; null in results of before this was counted.</summary>
    public AreaProblemCounts? Problems { get; init; }
}

/// <summary>
/// Imports areas from GeoJSON: all of a file or nothing of it. Versions are staged under an import id, invisible, and made visible by the one
/// write that moves the current generation.
/// </summary>
public sealed class AreaImport(IDocumentStore store, AreaStaging staging, Reservations reservations)
{
    private const int Tries = 3;

    /// <summary>The most areas in one file that is imported while somebody waits; a job takes more.</summary>
    public const int MaxAreas = 10_000;

    /// <summary>Imports a file.</summary>
    public async Task<Outcome<AreaImportResult>> RunAsync(AreaImportRequest request, OnceKey? once, Acting acting, CancellationToken cancellationToken)
    {
        string jurisdiction = request.Settings.Jurisdiction;
        if (!acting.Caller.Can(Capability.ManageAreas, new Target(jurisdiction)))
        {
            return NotAllowed().As<AreaImportResult>();
        }

        var seen = once is null ? null : await reservations.FindAsync(once, cancellationToken);
        if (seen is not (null or Outcome<Reservation>.Done))
        {
            return seen.As<AreaImportResult>();
        }

        if (seen is Outcome<Reservation>.Done { Value: var before }
            && await store.FindAsync(Kinds.AreaImport, jurisdiction, ResultId(before), cancellationToken) is { } earlier)
        {
            return new Outcome<AreaImportResult>.Done(earlier.Value, Replayed: true);
        }

        var read = Read(request, acting.Caller);
        if (read is not Outcome<IReadOnlyList<AreaDraft>>.Done { Value: var drafts })
        {
            return read.As<AreaImportResult>();
        }

        // The key is taken only by a file without faults; once taken it stays with its first reservation.
        Task<Outcome<Reservation>>? reserving = seen is null ? null : Task.FromResult(seen);
        Task<Outcome<Reservation>> ReserveAsync() => reserving ??= reservations.ReserveAsync(once, jurisdiction, null, cancellationToken);
        for (int i = 0; i < Tries; i++)
        {
            if (await TryAsync(request, drafts, ReserveAsync, acting, cancellationToken) is { } outcome)
            {
                return outcome;
            }
        }

        return new Outcome<AreaImportResult>.Conflict("Other imports of the same jurisdiction came in between; try again.");
    }

    /// <summary>What the file says, where it is without fault and the caller may import it.</summary>
    internal static Outcome<IReadOnlyList<AreaDraft>> Read(AreaImportRequest request, Caller caller)
    {
        if (!caller.Can(Capability.ManageAreas, new Target(request.Settings.Jurisdiction)))
        {
            return NotAllowed();
        }

        List<Fault> faults = [];
        GeoJsonReading reading = GeoJsonReader.ReadFeatures(request.File, GeoJsonLimits.Default, request.System);
        if (reading.Features.Count > MaxAreas)
        {
            return new Outcome<IReadOnlyList<AreaDraft>>.TooLarge($"The file has more than {MaxAreas} areas.");
        }

        faults.AddRange(reading.Faults.Select(f => new Fault(f.Path, f.Message)));
        IReadOnlyList<AreaDraft> drafts = AreaDraft.Read(reading.Features, request.Mapping, request.Settings, faults);
        return faults.Count > 0 ? new Outcome<IReadOnlyList<AreaDraft>>.Invalid(faults) : new Outcome<IReadOnlyList<AreaDraft>>.Done(drafts);
    }

    private static Outcome<IReadOnlyList<AreaDraft>>.Forbidden NotAllowed() => new("Importing areas needs ManageAreas on the whole jurisdiction.");

    private static string ResultId(Reservation reservation) => "import." + reservation.CreatedId;

    /// <summary>One try over the current generation; null when another import made a newer one meanwhile.</summary>
    private async Task<Outcome<AreaImportResult>?> TryAsync(
        AreaImportRequest request, IReadOnlyList<AreaDraft> drafts, Func<Task<Outcome<Reservation>>> reserve, Acting acting, CancellationToken cancellationToken)
    {
        string jurisdiction = request.Settings.Jurisdiction;
        NextGeneration next = await staging.BeginAsync(jurisdiction, cancellationToken);
        AreaEdition edition = AreaEdition.Compose(next, drafts, request.Mode);
        Fault[] faults = [.. edition.TreeFaults(request.Settings, drafts)];
        if (faults.Length > 0)
        {
            return new Outcome<AreaImportResult>.Invalid(faults);
        }

        var reserved = await reserve();
        if (reserved is not Outcome<Reservation>.Done { Value: var reservation })
        {
            return reserved.As<AreaImportResult>();
        }

        var result = new AreaImportResult
        {
            Id = ResultId(reservation),
            Jurisdiction = jurisdiction,
            Generation = edition.ChangesAnything ? next.Number : next.Number - 1,
            Added = edition.Added,
            Changed = edition.Changed,
            Unchanged = edition.Unchanged,
            Removed = edition.Removed,
            Areas = edition.Areas.Count,
            Problems = AreaReport.Of(request.Settings.Levels, edition.Areas).Where(null, null, AreaReport.UsualSquareMetres).Counts,
        };
        CommitOutcome outcome = edition.ChangesAnything
            ? await staging.PublishAsync(
                next, edition, now => acting.Fact(now, "importAreas", $"generation/{next.Number}"), batch => batch.Create(Kinds.AreaImport, result), cancellationToken)
            : await store.CommitAsync(new Batch(Container.Areas, jurisdiction).Create(Kinds.AreaImport, result), cancellationToken);
        if (outcome.Committed)
        {
            return result;
        }

        return await store.FindAsync(Kinds.AreaImport, jurisdiction, result.Id, cancellationToken) is { } sameByAnother
            ? new Outcome<AreaImportResult>.Done(sameByAnother.Value, Replayed: true)
            : null;
    }
}
