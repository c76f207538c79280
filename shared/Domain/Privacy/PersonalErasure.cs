using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.History;
using GridSteward.Domain.Households;
using GridSteward.Domain.Households.Ledger;
using GridSteward.Domain.Photos;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Visits;

namespace GridSteward.Domain.Privacy;

/// <summary>How an erasure writes.</summary>
/// <param name="Fact">The audit fact of an erasure of something, named as <c>{type}/{id}</c>.</param>
/// <param name="Places">Whether where exactly a household lived goes too.</param>
/// <param name="CommitAsync">Writes a batch or throws; told whether it is the last one of its subject.</param>
public sealed record Erasing(Func<string, AuditFact> Fact, bool Places, Func<Batch, bool, Task> CommitAsync);

/// <summary>
/// Erases what is personal of a report, a household, a visit, a steward or a partner, and leaves that it was: the personal parts, the document with its
/// <c>erasedAt</c> and an audit entry in one batch. What is too much for one goes in several, the document last, each with its own entry.
/// </summary>
public sealed class PersonalErasure(IDocumentStore store, PhotoFiles photos, TimeProvider clock)
{
    /// <summary>Parts in one batch; room is left for the document, the audit entry and a checkpoint.</summary>
    private const int PartsAtOnce = Batch.MaxOperations - 5;

    /// <summary>
    /// Erases a report's photos, words and contact, the notes of its events and the originals of what was redacted; where it was placed by a household, also where that is. The photos' files go
    /// first: whoever is killed then finds the report still to be erased.
    /// </summary>
    public async Task EraseAsync(Stored<Report> stored, Erasing erasing, CancellationToken cancellationToken)
    {
        Report report = stored.Value;
        var parts = await AllAsync(Kinds.ReportPersonalPart.In(report.Jurisdiction).Where(new Filter.Equal("report", report.Id)), cancellationToken);
        var originals = await AllAsync(Kinds.ReportOriginal.In(report.Jurisdiction).Where(new Filter.Equal("report", report.Id)), cancellationToken);
        var drafts = await AllAsync(Kinds.PhotoDraft.In(report.Jurisdiction).Where(new Filter.Equal("report", report.Id)), cancellationToken);
        await photos.DeleteAllAsync(report.Jurisdiction, report.Id, cancellationToken);
        Report erased = report with { ErasedAt = clock.GetUtcNow(), Photos = [] };
        if (erasing.Places && report.Assignment.Place.Basis is Basis.Household or Basis.Card)
        {
            erased = erased with { Sent = null, Point = null, Assignment = report.Assignment.WithoutPlace() };
        }

        Action<Batch>[] gone =
        [
            .. parts.Select(p => Deleted(Kinds.ReportPersonalPart, p)),
            .. originals.Select(o => Deleted(Kinds.ReportOriginal, o)),
            .. drafts.Select(d => Deleted(Kinds.PhotoDraft, d)),
        ];
        await WriteAsync([.. gone], Kinds.Report, new Stored<Report>(erased, stored.ETag), erasing);
    }

    /// <summary>
    /// Erases a household's name, phone and needs, the village it came from, what was heard at visits and asked for, and all words about it; with its place, also point, building and unit, and
    /// where visitors were.
    /// </summary>
    public async Task EraseAsync(Stored<Household> stored, Erasing erasing, CancellationToken cancellationToken)
    {
        Household household = stored.Value;
        var personal = await store.FindAsync(Kinds.HouseholdPersonalPart, household.Jurisdiction, HouseholdPersonalPart.IdOf(household.Id), cancellationToken);
        Filter ofHousehold = new Filter.Equal("household", household.Id);
        List<Action<Batch>> parts =
        [
            .. personal is null ? [] : new[] { Deleted(Kinds.HouseholdPersonalPart, personal) },
            .. (await AllAsync(Kinds.VisitPersonalPart.In(household.Jurisdiction).Where(ofHousehold), cancellationToken)).Select(n => Deleted(Kinds.VisitPersonalPart, n)),
            .. (await AllAsync(Kinds.RegisterWords.In(household.Jurisdiction).Where(ofHousehold), cancellationToken)).Select(w => Deleted(Kinds.RegisterWords, w)),
            .. (await AllAsync(Kinds.CampaignUnit.In(household.Jurisdiction).Where(new Filter.Equal("unit", household.Id)), cancellationToken))
                .Where(u => u.Value.TellsNeed).Select(u => Deleted(Kinds.CampaignUnit, u)),
            .. (await AllAsync(Kinds.VisitRequestPersonalPart.In(household.Jurisdiction).Where(ofHousehold), cancellationToken)).Select(n => Deleted(Kinds.VisitRequestPersonalPart, n)),
        ];
        Household erased = household with { ErasedAt = clock.GetUtcNow(), OriginVillage = null, WantsAcquaintance = false };
        if (erasing.Places)
        {
            erased = erased with { Sent = null, Point = null, Located = null, Building = null, Unit = null, Floor = null, Place = household.Place with { DistanceToEdgeMetres = null, Touched = [] } };
            var visits = await AllAsync(Kinds.Visit.In(household.Jurisdiction).Where(ofHousehold), cancellationToken);
            parts.AddRange(visits.Where(v => v.Value.CheckIn is not null).Select(v => (Action<Batch>)(
                batch => batch.Replace(Kinds.Visit, v.Value with { CheckIn = null, CheckInPoint = null }, v.ETag))));
        }

        // Its entry is the last part, in the batch that writes the household.
        AuditFact fact = erasing.Fact($"household/{household.Id}");
        ChangeReason reason = fact.Action.StartsWith("retention", StringComparison.Ordinal) ? ChangeReason.Retention : ChangeReason.PersonRequest;
        UnitChange entry = UnitLedger.Entry(fact, UnitChangeKind.Erased, reason, new(household, personal?.Value), new(erased, null));
        parts.Add(batch => batch.Create(Kinds.UnitChange, entry));
        await WriteAsync(parts, Kinds.Household, new Stored<Household>(erased, stored.ETag), erasing);
    }

    /// <summary>Erases what was heard at one visit.</summary>
    public async Task EraseAsync(Stored<Visit> stored, Erasing erasing, CancellationToken cancellationToken)
    {
        var note = await store.FindAsync(Kinds.VisitPersonalPart, stored.Value.Jurisdiction, VisitPersonalPart.IdOf(stored.Value.Id), cancellationToken);
        await WriteAsync(note is null ? [] : [Deleted(Kinds.VisitPersonalPart, note)], Kinds.Visit, stored, erasing);
    }

    /// <summary>Erases a steward's name, phone, subject and leave, the leave of the past too. Whoever asks for it has seen that no post names them.</summary>
    public async Task EraseAsync(Stored<Staff.Steward> stored, Erasing erasing, CancellationToken cancellationToken)
    {
        Filter ofSteward = new Filter.Equal("of", PastVersion.Name(Kinds.Steward, stored.Value.Id));
        var past = await AllAsync(Kinds.PastVersion.In(stored.Value.Jurisdiction).Where(ofSteward), cancellationToken);
        Staff.Steward erased = stored.Value with { Name = "", Phone = null, Subject = null, Leave = [], ErasedAt = clock.GetUtcNow() };
        await WriteAsync([.. past.Select(v => Deleted(Kinds.PastVersion, v))], Kinds.Steward, new Stored<Staff.Steward>(erased, stored.ETag), erasing);
    }

    /// <summary>Erases whom to ask for at a partner; the organisation stays.</summary>
    public static Task EraseAsync(Stored<Staff.Partner> stored, Erasing erasing)
    {
        Staff.Partner erased = stored.Value with { ContactName = null, ContactPhone = null };
        return WriteAsync([], Kinds.Partner, new Stored<Staff.Partner>(erased, stored.ETag), erasing);
    }

    private static Action<Batch> Deleted<T>(DocumentKind<T> kind, Stored<T> part)
        where T : Document => batch => batch.Delete(kind, part.Value.Id, part.ETag);

    private static async Task WriteAsync<T>(List<Action<Batch>> parts, DocumentKind<T> kind, Stored<T> erased, Erasing erasing)
        where T : JurisdictionDocument
    {
        T document = erased.Value;
        Batch BatchOf(IEnumerable<Action<Batch>> some)
        {
            // What was is what goes.
            var batch = new Batch(kind.Container, document.Jurisdiction) { KeepsPast = false }
                .Create(Kinds.Audit(kind.Container), AuditEntry.Of(document.Jurisdiction, erasing.Fact($"{kind.Name}/{document.Id}")));
            foreach (Action<Batch> part in some)
            {
                part(batch);
            }

            return batch;
        }

        int first = parts.Count <= PartsAtOnce ? 0 : (parts.Count - 1) / PartsAtOnce * PartsAtOnce;
        foreach (Action<Batch>[] some in parts.Take(first).Chunk(PartsAtOnce))
        {
            await erasing.CommitAsync(BatchOf(some), false);
        }

        await erasing.CommitAsync(BatchOf(parts.Skip(first)).Replace(kind, document, erased.ETag), true);
    }

    private async Task<IReadOnlyList<Stored<T>>> AllAsync<T>(Query<T> query, CancellationToken cancellationToken)
        where T : Document => await store.AllAsync(query, cancellationToken).ToListAsync(cancellationToken);
}
