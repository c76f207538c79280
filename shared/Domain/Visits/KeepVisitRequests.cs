using GridSteward.Domain.Audit;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Visits;

/// <summary>A request for a visit as it is sent.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Reason">Why somebody should go.</param>
/// <param name="WantedBy">The local day by which it should be.</param>
/// <param name="Post">The id of the post that should go.</param>
/// <param name="Steward">The id of the steward who should go.</param>
/// <param name="Report">The id of the report that is the reason.</param>
/// <param name="Companion">The id of the steward who is asked to come along.</param>
/// <param name="Note">What somebody should go for (personal).</param>
public sealed record VisitRequestSubmission(
    VisitRequestSource Source, VisitReason Reason, DateOnly? WantedBy, string? Post, string? Steward, string? Report, string? Companion, string? Note);

/// <summary>A request for a visit with its words; reading them leaves an audit entry.</summary>
public sealed record VisitRequestInFull(Stored<VisitRequest> Request, VisitRequestPersonalPart? Personal);

/// <summary>Keeps requests for visits, as far as the caller's grants reach the units.</summary>
public sealed class KeepVisitRequests(IDocumentStore store, Creator creator, Changer changer, FindCompanions companions, AuditReads reads, TimeProvider clock)
{
    /// <summary>Asks for a visit to a unit.</summary>
    public Task<Outcome<Stored<VisitRequest>>> CreateAsync(
        Jurisdiction settings, string household, VisitRequestSubmission submission, OnceKey? once, Acting acting, CancellationToken cancellationToken)
        => creator.CreateAsync(Kinds.VisitRequest, settings.Jurisdiction, once, acting, async id =>
        {
            string jurisdiction = settings.Jurisdiction;
            if (await store.FindInScopeAsync(jurisdiction, household, acting.Caller, cancellationToken) is not { Value: var unit })
            {
                return new Outcome<Creating<VisitRequest>>.NotFound("There is no such household.");
            }

            if (!acting.Caller.Can(Capability.WriteHouseholds, new Target(jurisdiction, unit.Areas)))
            {
                return new Outcome<Creating<VisitRequest>>.Forbidden("The household lies outside the areas in which you keep households.");
            }

            DateTimeOffset now = clock.GetUtcNow();
            List<Fault> faults = [];
            if (submission.WantedBy < settings.DayOf(now))
            {
                faults.Add(new("$.wantedBy", "Lies in the past; today or later."));
            }

            await CheckAsync(Kinds.Post, submission.Post, "$.post");
            await CheckAsync(Kinds.Steward, submission.Steward, "$.steward");
            if (submission.Report is { } report && !await store.SeesReportAsync(jurisdiction, report, acting.Caller, cancellationToken))
            {
                faults.Add(new("$.report", "There is no such report in this jurisdiction."));
            }

            if (submission.Companion is { } companion && (await companions.OfAsync(settings, unit, cancellationToken)).All(c => c.Steward != companion))
            {
                faults.Add(new("$.companion", FindCompanions.NotOne));
            }

            if (faults.Count > 0)
            {
                return new Outcome<Creating<VisitRequest>>.Invalid(faults);
            }

            if (!unit.CountsOn(settings.DayOf(now)))
            {
                return new Outcome<Creating<VisitRequest>>.Conflict("The unit has moved away or is part of another; nobody is there to visit.");
            }

            var request = new VisitRequest
            {
                Id = id,
                Jurisdiction = jurisdiction,
                Household = unit.Id,
                Source = submission.Source,
                Reason = submission.Reason,
                Report = submission.Report,
                WantedBy = submission.WantedBy,
                Post = submission.Post,
                Steward = submission.Steward,
                State = VisitRequestState.Open,
                CreatedBy = acting.Caller.Subject ?? "system",
                CreatedAt = now,
                Companion = submission.Companion is { } asked ? new CompanionAsk(asked, CompanionState.Asked, now, null) : null,
                HasNote = submission.Note is not null,
                Areas = unit.Areas,
            };
            return new Creating<VisitRequest>(request, AlsoWrite: batch =>
            {
                if (submission.Note is { } note)
                {
                    batch.Create(Kinds.VisitRequestPersonalPart, Words(request) with { Note = note });
                }
            });

            async Task CheckAsync<T>(DocumentKind<T> kind, string? named, string path)
                where T : Document
            {
                if (named is not null && await store.FindAsync(kind, jurisdiction, named, cancellationToken) is null)
                {
                    faults.Add(new(path, $"There is no such {kind.Name} in this jurisdiction."));
                }
            }
        }, cancellationToken);

    /// <summary>One request in scope, with its words.</summary>
    public async Task<Outcome<VisitRequestInFull>> FindAsync(string jurisdiction, string id, Acting acting, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(Kinds.VisitRequest, jurisdiction, id, cancellationToken) is not { } request || !Sees(request.Value, acting.Caller))
        {
            return new Outcome<VisitRequestInFull>.NotFound("There is no such request for a visit.");
        }

        var personal = await store.FindAsync(Kinds.VisitRequestPersonalPart, jurisdiction, VisitRequestPersonalPart.IdOf(id), cancellationToken);
        if (personal is not null)
        {
            await reads.WriteAsync(Container.Households, jurisdiction, $"visitRequest/{id}", acting, cancellationToken);
        }

        return new VisitRequestInFull(request, personal?.Value);
    }

    /// <summary>Takes a request back, saying why.</summary>
    public Task<Outcome<Stored<VisitRequest>>> CancelAsync(string jurisdiction, string id, string why, Func<string, bool> seenETag, Acting acting, CancellationToken cancellationToken)
        => changer.RunAsync(ChangingOf(jurisdiction, id, seenETag, acting), async request =>
        {
            if (!request.Open)
            {
                return new Outcome<Change<VisitRequest>>.Conflict(Ended(request));
            }

            var personal = await store.FindAsync(Kinds.VisitRequestPersonalPart, jurisdiction, VisitRequestPersonalPart.IdOf(id), cancellationToken);
            VisitRequest after = request with { State = VisitRequestState.Cancelled, EndedAt = clock.GetUtcNow(), HasNote = true };
            return new Change<VisitRequest>(after, batch => _ = personal is null
                ? batch.Create(Kinds.VisitRequestPersonalPart, Words(request) with { CancelNote = why })
                : batch.Replace(Kinds.VisitRequestPersonalPart, personal.Value with { CancelNote = why }, personal.ETag));
        }, cancellationToken);

    /// <summary>Asks a steward to come along, in place of whoever was asked before; null asks nobody.</summary>
    public Task<Outcome<Stored<VisitRequest>>> AskCompanionAsync(
        Jurisdiction settings, string id, string? steward, Func<string, bool> seenETag, Acting acting, CancellationToken cancellationToken)
        => changer.RunAsync(ChangingOf(settings.Jurisdiction, id, seenETag, acting), async request =>
        {
            if (!request.Open)
            {
                return new Outcome<Change<VisitRequest>>.Conflict(Ended(request));
            }

            var unit = await store.FindAsync(Kinds.Household, settings.Jurisdiction, request.Household, cancellationToken);
            return steward is not null && (unit is null || (await companions.OfAsync(settings, unit.Value, cancellationToken)).All(c => c.Steward != steward))
                ? new Outcome<Change<VisitRequest>>.Invalid([new("$.steward", FindCompanions.NotOne)])
                : new Change<VisitRequest>(request with { Companion = steward is null ? null : new CompanionAsk(steward, CompanionState.Asked, clock.GetUtcNow(), null) });
        }, cancellationToken);

    /// <summary>Says as the steward who was asked whether one comes along.</summary>
    public async Task<Outcome<Stored<VisitRequest>>> AnswerAsync(
        string jurisdiction, string id, bool accepts, Func<string, bool> seenETag, Acting acting, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> own = await store.StewardsOfAsync(jurisdiction, acting.Caller, cancellationToken);
        var changing = new Changing<VisitRequest>(Kinds.VisitRequest, jurisdiction, id, seenETag, _ => null, acting)
        {
            Refuse = request => IsAsked(request, own) ? null
                : Sees(request, acting.Caller) ? new Outcome<Stored<VisitRequest>>.Forbidden("Only who was asked to come along can say whether they do.")
                : new Outcome<Stored<VisitRequest>>.NotFound("There is no such visitRequest."),
        };
        return await changer.RunAsync(changing, request => Task.FromResult<Outcome<Change<VisitRequest>>>(request.Open
            ? new Change<VisitRequest>(request with
            {
                Companion = request.Companion! with { State = accepts ? CompanionState.Accepted : CompanionState.Declined, AnsweredAt = clock.GetUtcNow() },
            })
            : new Outcome<Change<VisitRequest>>.Conflict(Ended(request))), cancellationToken);
    }

    private static bool IsAsked(VisitRequest request, IReadOnlyList<string> own) => request.Companion is { } ask && own.Contains(ask.Steward);

    private static bool Sees(VisitRequest request, Caller caller) => caller.Can(Capability.ReadHouseholds, new Target(request.Jurisdiction, request.Areas));

    private static string Ended(VisitRequest request) => $"It is {Wire.Name(request.State)}.";

    private static VisitRequestPersonalPart Words(VisitRequest request)
        => new() { Id = VisitRequestPersonalPart.IdOf(request.Id), Jurisdiction = request.Jurisdiction, Request = request.Id, Household = request.Household };

    private static Changing<VisitRequest> ChangingOf(string jurisdiction, string id, Func<string, bool> seenETag, Acting acting)
        => new(Kinds.VisitRequest, jurisdiction, id, seenETag, _ => null, acting)
        {
            Refuse = request => !Sees(request, acting.Caller) ? new Outcome<Stored<VisitRequest>>.NotFound("There is no such visitRequest.")
                : !acting.Caller.Can(Capability.WriteHouseholds, new Target(jurisdiction, request.Areas))
                    ? new Outcome<Stored<VisitRequest>>.Forbidden("The household lies outside the areas in which you keep households.")
                : null,
        };
}
