using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Households;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Visits;

/// <summary>A visit as it is sent.</summary>
/// <param name="At">When; null is now.</param>
/// <param name="By">The id of the steward who went.</param>
/// <param name="Reason">Why.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="CheckIn">Where the visitor was.</param>
/// <param name="Note">What was heard and seen (personal).</param>
public sealed record VisitSubmission(DateTimeOffset? At, string? By, VisitReason Reason, VisitOutcome Outcome, SentPosition? CheckIn, string? Note);

/// <summary>A visit with its words; reading them leaves an audit entry.</summary>
public sealed record VisitInFull(Stored<Visit> Visit, string? Note);

/// <summary>Keeps visits, as far as the caller's grants reach the households.</summary>
public sealed class KeepVisits(IDocumentStore store, Creator creator, TimeProvider clock)
{
    /// <summary>How far a client's clock may be ahead.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(10);

    /// <summary>Records a visit to a household.</summary>
    public Task<Outcome<Stored<Visit>>> RecordAsync(
        string jurisdiction, string household, VisitSubmission submission, OnceKey? once, Acting acting, CancellationToken cancellationToken)
        => creator.CreateAsync(
            Kinds.Visit, jurisdiction, once, acting, id => MakeAsync(jurisdiction, household, submission, id, acting.Caller, cancellationToken), cancellationToken);

    /// <summary>A page of the visits to one household, newest first, without words.</summary>
    public async Task<Outcome<Page<Visit>>> ListOfHouseholdAsync(
        string jurisdiction, string household, PageRequest page, Caller caller, CancellationToken cancellationToken)
        => await FindHouseholdAsync(jurisdiction, household, caller, cancellationToken) is null
            ? new Outcome<Page<Visit>>.NotFound("There is no such household.")
            : await store.ListAsync(
                Kinds.Visit.In(jurisdiction).Where(new Filter.Equal("household", household)).OrderedBy(Kinds.LatestFirst), page, cancellationToken);

    /// <summary>A page of the visits in scope, or in one area of it, newest first, without words.</summary>
    public async Task<Outcome<Page<Visit>>> ListAsync(string jurisdiction, string? area, PageRequest page, Caller caller, CancellationToken cancellationToken)
    {
        Scope scope = caller.ScopeOf(Capability.ReadHouseholds, jurisdiction);
        if (!scope.Whole && scope.AreaCodes.Count == 0)
        {
            return new Outcome<Page<Visit>>.Forbidden("Listing visits needs ReadHouseholds in the jurisdiction.");
        }

        return await store.ListAsync(
            Kinds.Visit.In(jurisdiction)
                .WhereIf(!scope.Whole, () => new Filter.HasAny("areas", scope.AreaCodes))
                .WhereIf(area is not null, () => new Filter.HasAny("areas", [area!]))
                .OrderedBy(Kinds.LatestFirst),
            page,
            cancellationToken);
    }

    /// <summary>One visit in scope, with its words.</summary>
    public async Task<Outcome<VisitInFull>> FindAsync(string jurisdiction, string id, Acting acting, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(Kinds.Visit, jurisdiction, id, cancellationToken) is not { } visit
            || !acting.Caller.Can(Capability.ReadHouseholds, new Target(jurisdiction, visit.Value.Areas)))
        {
            return new Outcome<VisitInFull>.NotFound("There is no such visit.");
        }

        var personal = await store.FindAsync(Kinds.VisitPersonalPart, jurisdiction, VisitPersonalPart.IdOf(id), cancellationToken);
        if (personal is not null)
        {
            AuditFact fact = acting.Fact(clock.GetUtcNow(), "readPersonal", $"visit/{id}");
            await store.CommitAsync(
                new Batch(Container.Households, jurisdiction).Create(Kinds.Audit(Container.Households), AuditEntry.Of(jurisdiction, fact)), cancellationToken);
        }

        return new VisitInFull(visit, personal?.Value.Note);
    }

    /// <summary>The documents of a visit: the visit, and its words where there are any.</summary>
    public static (Visit Visit, VisitPersonalPart? Personal) Make(Household household, VisitSubmission submission, string id, DateTimeOffset now)
    {
        bool hasNote = !string.IsNullOrEmpty(submission.Note);
        var visit = new Visit
        {
            Id = id,
            Jurisdiction = household.Jurisdiction,
            Household = household.Id,
            At = submission.At ?? now,
            By = submission.By,
            Reason = submission.Reason,
            Outcome = submission.Outcome,
            CheckIn = submission.CheckIn,
            CheckInPoint = submission.CheckIn?.ToPoint("$.checkIn", []),
            HasNote = hasNote,
            Areas = household.Areas,
            AreaPath = household.AreaPath,
            Generation = household.Generation,
        };
        return (visit, !hasNote ? null : new VisitPersonalPart
        {
            Id = VisitPersonalPart.IdOf(id),
            Jurisdiction = household.Jurisdiction,
            Visit = id,
            Household = household.Id,
            Note = submission.Note!,
        });
    }

    private async Task<Outcome<Creating<Visit>>> MakeAsync(
        string jurisdiction, string household, VisitSubmission submission, string id, Caller caller, CancellationToken cancellationToken)
    {
        if (await FindHouseholdAsync(jurisdiction, household, caller, cancellationToken) is not { Value: var visited } found)
        {
            return new Outcome<Creating<Visit>>.NotFound("There is no such household.");
        }

        if (!caller.Can(Capability.WriteHouseholds, new Target(jurisdiction, visited.Areas)))
        {
            return new Outcome<Creating<Visit>>.Forbidden("The household lies outside the areas in which you keep households.");
        }

        List<Fault> faults = [];
        _ = submission.CheckIn?.ToPoint("$.checkIn", faults);
        if (submission.At > clock.GetUtcNow() + ClockSkew)
        {
            faults.Add(new("$.at", "Lies in the future; only visits that were made are recorded."));
        }

        if (submission.By is { } steward && await store.FindAsync(Kinds.Steward, jurisdiction, steward, cancellationToken) is null)
        {
            faults.Add(new("$.by", "There is no such steward in this jurisdiction."));
        }

        if (faults.Count > 0)
        {
            return new Outcome<Creating<Visit>>.Invalid(faults);
        }

        var (visit, personal) = Make(visited, submission, id, clock.GetUtcNow());
        return new Creating<Visit>(visit, AlsoWrite: batch =>
        {
            _ = personal is null ? batch : batch.Create(Kinds.VisitPersonalPart, personal);
            if (visited.Erased && (personal is not null || visit.CheckIn is not null))
            {
                // Something personal of it is held again, and will be due again.
                batch.Replace(Kinds.Household, visited with { ErasedAt = null }, found.ETag);
            }
        });
    }

    private async Task<Stored<Household>?> FindHouseholdAsync(string jurisdiction, string id, Caller caller, CancellationToken cancellationToken)
        => await store.FindAsync(Kinds.Household, jurisdiction, id, cancellationToken) is { } household
            && caller.Can(Capability.ReadHouseholds, new Target(jurisdiction, household.Value.Areas)) ? household : null;
}
