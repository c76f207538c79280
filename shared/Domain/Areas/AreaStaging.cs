using System.Security.Cryptography;
using System.Text.Json;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Reassignment;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tracing;
using GridSteward.Geo;
using NetTopologySuite.Geometries;

namespace GridSteward.Domain.Areas;

/// <summary>The next generation, begun over the current one.</summary>
/// <param name="Jurisdiction">Whose areas.</param>
/// <param name="Current">The current generation; null where there are no areas yet.</param>
/// <param name="Before">Its areas.</param>
/// <param name="ImportId">The id under which versions are staged: every try has its own, so that a retry never meets the half-staged versions of a killed one.</param>
public sealed record NextGeneration(string Jurisdiction, Stored<Generation>? Current, IReadOnlyList<Area> Before, string ImportId)
{
    /// <summary>Its number.</summary>
    public int Number => (Current?.Value.Number ?? 0) + 1;
}

/// <summary>
/// Stages the versions of an edition where nobody sees them, then makes the generation visible by one write. A process killed at any moment
/// leaves either the old generation or the new one; staged versions that no generation names are garbage that harms nothing.
/// </summary>
public sealed class AreaStaging(IDocumentStore store, IBlobStore blobs, AreaSnapshots snapshots, JurisdictionDirectory directory, Agenda agenda, TimeProvider clock)
{
    /// <summary>Geometries over this size are blobs named by their hash.</summary>
    public const int MaxInlineBytes = 256 * 1024;

    /// <summary>Begins a generation over the areas as they are.</summary>
    public async Task<NextGeneration> BeginAsync(string jurisdiction, CancellationToken cancellationToken)
    {
        var current = await snapshots.CurrentAsync(jurisdiction, cancellationToken);
        IReadOnlyList<Area> before = current is null ? [] : (await snapshots.ReadFileAsync(current.Value, cancellationToken)).Areas;
        return new NextGeneration(jurisdiction, current, before, Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"));
    }

    /// <summary>Stages and publishes.</summary>
    /// <param name="next">The generation.</param>
    /// <param name="edition">Its areas.</param>
    /// <param name="fact">What the audit says of it.</param>
    /// <param name="alsoWrite">Adds further documents to the one visible write.</param>
    /// <param name="cancellationToken">Stops the work before it writes.</param>
    /// <returns>The outcome of the one visible write; not committed when another import or edit came first.</returns>
    public async Task<CommitOutcome> PublishAsync(
        NextGeneration next, AreaEdition edition, Func<DateTimeOffset, AuditFact> fact, Action<Batch>? alsoWrite, CancellationToken cancellationToken)
    {
        var (jurisdiction, current, _, importId) = next;
        int number = next.Number;
        await StageVersionsAsync(jurisdiction, edition.Written, cancellationToken);

        byte[] file = JsonSerializer.SerializeToUtf8Bytes(new GenerationFile(jurisdiction, number, edition.Areas), DomainJson.Default.GenerationFile);
        string blob = $"{jurisdiction}/{number:D8}.{importId}.json";
        await blobs.WriteAsync(BlobContainer.Generations, blob, file, "application/json", cancellationToken);

        // The outline grows before the areas show, so that no point of theirs is ever missed; it may promise too much meanwhile.
        await WidenOutlineAsync(jurisdiction, edition.Areas, cancellationToken);

        // Clocks of instances differ: a generation holds since no earlier than the one before it.
        DateTimeOffset now = clock.GetUtcNow();
        DateTimeOffset since = current?.Value.Since > now ? current.Value.Since : now;
        AuditFact audited = fact(now);

        // Before the write that shows it: whatever becomes of this process, somebody looks whether there is anything to re-assign.
        await agenda.ExpectAsync(AgendaSubject.Areas, jurisdiction, jurisdiction, now + WatchAreas.Delay, cancellationToken);
        var generation = new Generation
        {
            Id = Generation.IdOf(number),
            Jurisdiction = jurisdiction,
            Number = number,
            ImportId = importId,
            By = new JobOrigin(audited.Actor, audited.TraceId, TraceText.Current),
            Since = since,
            Areas = edition.Areas.Count,
            Blob = blob,
            BlobHash = Convert.ToHexStringLower(SHA256.HashData(file)),
        };
        Generation pointer = generation with { Id = Generation.CurrentId };
        var batch = new Batch(Container.Areas, jurisdiction);
        _ = current is null ? batch.Create(Kinds.Generation, pointer) : batch.Replace(Kinds.Generation, pointer, current.ETag);
        batch.Create(Kinds.Generation, generation)
            .Create(Kinds.Audit(Container.Areas), AuditEntry.Of(jurisdiction, audited));
        alsoWrite?.Invoke(batch);
        return await store.CommitAsync(batch, cancellationToken);
    }

    private async Task StageVersionsAsync(string jurisdiction, IReadOnlyList<Area> written, CancellationToken cancellationToken)
    {
        var batch = new Batch(Container.Areas, jurisdiction);
        foreach (Area area in written)
        {
            Area document = area;
            int size = JsonSerializer.SerializeToUtf8Bytes(area, DomainJson.Default.Area).Length;
            if (size > MaxInlineBytes)
            {
                byte[] geometry = JsonSerializer.SerializeToUtf8Bytes(area.Geometry!, DomainJson.Default.Geometry);
                string name = $"{jurisdiction}/{Convert.ToHexStringLower(SHA256.HashData(geometry))}.geojson";
                await blobs.WriteAsync(BlobContainer.Geometries, name, geometry, "application/geo+json", cancellationToken);
                document = area with { Geometry = null, GeometryBlob = name };
                size = JsonSerializer.SerializeToUtf8Bytes(document, DomainJson.Default.Area).Length;
            }

            if (!batch.HasRoomFor(size))
            {
                await CommitStagedAsync(batch, cancellationToken);
                batch = new Batch(Container.Areas, jurisdiction);
            }

            batch.Create(Kinds.Area, document);
        }

        if (batch.Operations.Count > 0)
        {
            await CommitStagedAsync(batch, cancellationToken);
        }
    }

    private async Task CommitStagedAsync(Batch batch, CancellationToken cancellationToken)
    {
        CommitOutcome outcome = await store.CommitAsync(batch, cancellationToken);
        if (!outcome.Committed)
        {
            throw new InvalidOperationException($"Staging met {outcome.FailedId}, which only this import could have written.");
        }
    }

    private async Task WidenOutlineAsync(string jurisdiction, IReadOnlyList<Area> areas, CancellationToken cancellationToken)
    {
        while (true)
        {
            var entry = await store.FindAsync(Kinds.JurisdictionEntry, JurisdictionEntry.ListKey, jurisdiction, cancellationToken)
                ?? throw new InvalidOperationException($"The jurisdiction {jurisdiction} is not in the list.");
            List<Geometry> parts = [.. areas.Select(a => a.Geometry!.ConvexHull())];
            if (entry.Value.Outline is { } outline)
            {
                parts.Add(outline);
            }

            Geometry hull = new GeometryCollection([.. parts]).ConvexHull();
            if (entry.Value.Outline is { } known && known.EqualsExact(hull))
            {
                return;
            }

            CommitOutcome outcome = await directory.SaveAsync(
                batch => batch.Replace(Kinds.JurisdictionEntry, entry.Value with { Outline = hull, Box = GeoBox.Around(hull) }, entry.ETag), cancellationToken);
            if (outcome.Committed)
            {
                return;
            }
        }
    }
}
