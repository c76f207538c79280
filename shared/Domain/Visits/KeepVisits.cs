using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Visits;

/// <summary>
/// Records visits: the visit, its words, what comes of it for the unit and for whoever asked for it, in one batch. Whoever changes the unit in the same moment
/// only makes it begin again.
/// </summary>
public sealed class KeepVisits(IDocumentStore store, Creator creator, TimeProvider clock)
{
    /// <summary>How far a client's clock may be ahead.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(10);

    /// <summary>Records a visit to a household.</summary>
    public Task<Outcome<Stored<Visit>>> RecordAsync(
        Jurisdiction settings, string household, VisitSubmission submission, OnceKey? once, Acting acting, CancellationToken cancellationToken)
        => creator.CreateAsync(
            Kinds.Visit, settings.Jurisdiction, once, acting, id => MakeAsync(settings, household, submission, id, acting.Caller, cancellationToken), cancellationToken);

    private async Task<Outcome<Creating<Visit>>> MakeAsync(
        Jurisdiction settings, string household, VisitSubmission submission, string id, Caller caller, CancellationToken cancellationToken)
    {
        string jurisdiction = settings.Jurisdiction;
        if (await store.FindInScopeAsync(jurisdiction, household, caller, cancellationToken) is not { Value: var visited } found)
        {
            return new Outcome<Creating<Visit>>.NotFound("There is no such household.");
        }

        if (!caller.Can(Capability.WriteHouseholds, new Target(jurisdiction, visited.Areas)))
        {
            return new Outcome<Creating<Visit>>.Forbidden("The household lies outside the areas in which you keep households.");
        }

        Stored<VisitRequest>? request = submission.Request is { } asked ? await store.FindAsync(Kinds.VisitRequest, jurisdiction, asked, cancellationToken) : null;
        if (await FaultsAsync(jurisdiction, household, submission, request?.Value, cancellationToken) is { Count: > 0 } faults)
        {
            return new Outcome<Creating<Visit>>.Invalid(faults);
        }

        DateTimeOffset now = clock.GetUtcNow();
        var (visit, personal) = NewVisit.Make(visited, submission, settings.Coverage, id, now);
        VisitSummary summary = await SummaryAsync(settings, visited, visit, cancellationToken);

        // Where something personal of an erased unit is held again, it will be due again.
        bool again = visited.Erased && (personal is not null || visit.CheckIn is not null);
        Household after = visited with { Visits = summary, VisitsCounted = true, ErasedAt = again ? null : visited.ErasedAt };
        return new Creating<Visit>(visit, AlsoWrite: batch =>
        {
            batch.Replace(Kinds.Household, after, found.ETag);
            if (personal is not null)
            {
                batch.Create(Kinds.VisitPersonalPart, personal);
            }

            // One that was answered or taken back meanwhile stays as it is; the visit was made all the same.
            if (request is { Value.Open: true })
            {
                batch.Replace(Kinds.VisitRequest, request.Value.After(visit, now), request.ETag);
            }
        });
    }

    private async Task<List<Fault>> FaultsAsync(string jurisdiction, string household, VisitSubmission submission, VisitRequest? request, CancellationToken cancellationToken)
    {
        List<Fault> faults = [];
        _ = submission.CheckIn?.ToPoint("$.checkIn", faults);
        if (!submission.Offline && submission.At > clock.GetUtcNow() + ClockSkew)
        {
            faults.Add(new("$.at", "Lies in the future; only visits that were made are recorded."));
        }

        await CheckAsync(Kinds.Steward, submission.By, "$.by");
        await CheckAsync(Kinds.Team, submission.Team, "$.team");
        await CheckAsync(Kinds.Steward, submission.Companion, "$.companion");
        if (submission.Companion is { } companion && companion == submission.By)
        {
            faults.Add(new("$.companion", "Is who went; a companion is somebody else."));
        }

        if (submission.Request is not null && request?.Household != household)
        {
            faults.Add(new("$.request", "There is no such request for a visit to this household."));
        }

        return faults;

        async Task CheckAsync<T>(DocumentKind<T> kind, string? id, string path)
            where T : Document
        {
            if (id is not null && await store.FindAsync(kind, jurisdiction, id, cancellationToken) is null)
            {
                faults.Add(new(path, $"There is no such {kind.Name} in this jurisdiction."));
            }
        }
    }

    /// <summary>The unit's summary with the visit. One that is later than all others is added; else all are gone through, for what came late must not turn it back.</summary>
    private async Task<VisitSummary> SummaryAsync(Jurisdiction settings, Household unit, Visit visit, CancellationToken cancellationToken)
    {
        bool isLast = unit.VisitsCounted && !(visit.At <= unit.Visits?.TriedAt);
        return isLast
            ? VisitReplay.After(unit.Visits, visit, settings.DayOf)
            : VisitReplay.Of([.. await store.VisitsOfAsync(unit, cancellationToken), visit], settings.DayOf)!;
    }
}
