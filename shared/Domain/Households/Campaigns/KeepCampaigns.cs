using System.Text.Json;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Households.Campaigns;

/// <summary>A campaign as it is sent.</summary>
public sealed record WantedCampaign(string Title, CampaignCriteria Criteria, DateOnly From, DateOnly To);

/// <summary>How far a campaign has come in one area, or in all that the caller sees of it.</summary>
/// <param name="Area">The area's code; null for all.</param>
/// <param name="Of">Of how many units.</param>
/// <param name="Checked">How many were checked.</param>
/// <param name="Confirmed">All is as the record says.</param>
/// <param name="Corrected">The record was put right.</param>
/// <param name="NotFound">There is no such unit.</param>
/// <param name="Moved">It has moved away.</param>
public sealed record CampaignProgress(string? Area, long Of, long Checked, long Confirmed, long Corrected, long NotFound, long Moved);

/// <summary>A campaign with its progress.</summary>
public sealed record CampaignInFull(Stored<Campaign> Campaign, CampaignProgress Total, IReadOnlyList<CampaignProgress> Areas);

/// <summary>Orders re-check campaigns, shows how far they have come, and closes them.</summary>
public sealed class KeepCampaigns(IDocumentStore store, AreaSnapshots snapshots, Creator creator, Changer changer, KeepJobs jobs, TimeProvider clock)
{
    /// <summary>Orders a campaign; a job writes down its units. It needs WriteHouseholds on the campaign's area, or on the jurisdiction.</summary>
    public async Task<Outcome<Stored<Campaign>>> CreateAsync(Jurisdiction settings, WantedCampaign wanted, OnceKey? once, Acting acting, CancellationToken cancellationToken)
    {
        var outcome = await creator.CreateAsync(Kinds.Campaign, settings.Jurisdiction, once, acting, async id =>
        {
            AreaSnapshot snapshot = await snapshots.GetAsync(settings.Jurisdiction, settings.Levels, cancellationToken);
            CampaignCriteria criteria = wanted.Criteria;
            IReadOnlyList<string> areas = criteria.Area is { } code ? snapshot.LineageCodes(code) : [];
            List<Fault> faults = [];
            if (criteria.Area is { } area && snapshot.Find(area) is null)
            {
                faults.Add(new("$.area", $"There is no area '{area}'."));
            }

            if (wanted.To < wanted.From)
            {
                faults.Add(new("$.to", "Must not be before from."));
            }

            return faults.Count > 0 ? new Outcome<Creating<Campaign>>.Invalid(faults)
                : !acting.Caller.Can(Capability.WriteHouseholds, new Target(settings.Jurisdiction, areas))
                    ? new Outcome<Creating<Campaign>>.Forbidden("A campaign needs WriteHouseholds on all that it is about.")
                : new Creating<Campaign>(new Campaign
                {
                    Id = id,
                    Jurisdiction = settings.Jurisdiction,
                    Title = wanted.Title,
                    Criteria = criteria,
                    Areas = areas,
                    From = wanted.From,
                    To = wanted.To,
                    State = CampaignState.Preparing,
                    At = clock.GetUtcNow(),
                });
        }, cancellationToken);
        if (outcome is Outcome<Stored<Campaign>>.Done { Value.Value: { State: CampaignState.Preparing } campaign })
        {
            // After the campaign: where this was interrupted, sending the creation once more orders it.
            JsonElement request = JsonSerializer.SerializeToElement(campaign.Id, DomainJson.Default.String);
            var order = new JobOrder(FixCampaignWork.Kind, request, Capability.ReadHouseholds);
            await jobs.CreateAsync(campaign.Jurisdiction, order, new OnceKey($"campaign {campaign.Jurisdiction} {campaign.Id}", nameof(KeepCampaigns), ""), acting, cancellationToken);
        }

        return outcome;
    }

    /// <summary>A page of the jurisdiction's campaigns, without their numbers.</summary>
    public Task<Page<Campaign>> ListAsync(string jurisdiction, PageRequest page, CancellationToken cancellationToken)
        => store.ListAsync(Kinds.Campaign.In(jurisdiction), page, cancellationToken);

    /// <summary>A campaign with how far it has come, by all levels of areas, as far as the caller's grants reach; counted by index.</summary>
    public async Task<Outcome<CampaignInFull>> FindAsync(string jurisdiction, string id, Caller caller, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(Kinds.Campaign, jurisdiction, id, cancellationToken) is not { } campaign)
        {
            return new Outcome<CampaignInFull>.NotFound("There is no such campaign.");
        }

        Query<CampaignUnit> units = UnitsOf(campaign.Value, caller);
        var totals = await store.TallyAsync(units, "found", cancellationToken);
        Dictionary<string, IReadOnlyDictionary<string, long>> byArea = new(StringComparer.Ordinal);
        foreach (string found in totals.Keys)
        {
            byArea[found] = await store.TallyAsync(units.Where(new Filter.Equal("found", found)), "areas", cancellationToken);
        }

        // Where the caller sees only some areas, those above them are not all theirs to count.
        Scope scope = caller.ScopeOf(Capability.ReadHouseholds, jurisdiction);
        HashSet<string> above = [];
        if (!scope.Whole && await store.SettingsOfAsync(jurisdiction, cancellationToken) is { } settings)
        {
            AreaSnapshot snapshot = await snapshots.GetAsync(jurisdiction, settings.Levels, cancellationToken);
            above = [.. scope.AreaCodes.SelectMany(snapshot.LineageCodes).Except(scope.AreaCodes)];
        }

        string[] areas = [.. byArea.Values.SelectMany(t => t.Keys).Distinct().Except(above).Order(StringComparer.Ordinal)];
        return new CampaignInFull(
            campaign, ProgressOf(null, totals.GetValueOrDefault), [.. areas.Select(a => ProgressOf(a, found => byArea.GetValueOrDefault(found)?.GetValueOrDefault(a) ?? 0))]);
    }

    /// <summary>A page of a campaign's units in scope, by id; those with one result where it is said, or those that nobody has looked at.</summary>
    public async Task<Outcome<Page<CampaignUnit>>> ListUnitsAsync(
        string jurisdiction, string id, string? found, string? area, PageRequest page, Caller caller, CancellationToken cancellationToken)
        => await store.FindAsync(Kinds.Campaign, jurisdiction, id, cancellationToken) is not { Value: var campaign }
            ? new Outcome<Page<CampaignUnit>>.NotFound("There is no such campaign.")
            : await store.ListAsync(
                UnitsOf(campaign, caller).WhereIf(found is not null, () => new Filter.Equal("found", found!)).WhereIf(area is not null, () => new Filter.HasAny("areas", [area!])),
                page, cancellationToken);

    /// <summary>Closes a campaign: nothing is checked in it any more.</summary>
    public Task<Outcome<Stored<Campaign>>> CloseAsync(string jurisdiction, string id, Func<string, bool> seenETag, Acting acting, CancellationToken cancellationToken)
        => changer.RunAsync(
            new Changing<Campaign>(Kinds.Campaign, jurisdiction, id, seenETag, _ => null, acting)
            {
                Refuse = campaign => acting.Caller.Can(Capability.WriteHouseholds, new Target(jurisdiction, campaign.Areas))
                    ? null : new Outcome<Stored<Campaign>>.Forbidden("Closing a campaign needs WriteHouseholds on all that it is about."),
            },
            campaign => Task.FromResult<Outcome<Change<Campaign>>>(campaign.State switch
            {
                CampaignState.Open => new Change<Campaign>(campaign with { State = CampaignState.Closed, ClosedAt = clock.GetUtcNow() }),
                CampaignState.Closed => new Outcome<Change<Campaign>>.Conflict("It is closed."),
                _ => new Outcome<Change<Campaign>>.Conflict("Its units are still being written down."),
            }),
            cancellationToken);

    private static Query<CampaignUnit> UnitsOf(Campaign campaign, Caller caller)
    {
        Scope scope = caller.ScopeOf(Capability.ReadHouseholds, campaign.Jurisdiction);
        return Kinds.CampaignUnit.In(campaign.Jurisdiction).Where(new Filter.Equal("campaign", campaign.Id)).WhereIf(!scope.Whole, () => new Filter.HasAny("areas", scope.AreaCodes));
    }

    private static CampaignProgress ProgressOf(string? area, Func<string, long> count)
    {
        (long confirmed, long corrected, long notFound, long moved) = (Of(CheckResult.Confirmed), Of(CheckResult.Corrected), Of(CheckResult.NotFound), Of(CheckResult.Moved));
        long seen = confirmed + corrected + notFound + moved;
        return new CampaignProgress(area, seen + count(CampaignUnit.Unchecked), seen, confirmed, corrected, notFound, moved);

        long Of(CheckResult result) => count(Wire.Name(result));
    }
}
