using System.Text.Json;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Cards.Printing;

/// <summary>Orders printings of many cards, and prints single ones.</summary>
public sealed class OrderPrints(IDocumentStore store, KeepJobs jobs, AreaSnapshots snapshots, IQrCodes codes, TimeProvider clock)
{
    /// <summary>Enters the job that issues missing cards and writes the pages.</summary>
    public async Task<Outcome<Stored<Job>>> OrderAsync(Jurisdiction settings, PrintRequest request, OnceKey? once, Acting acting, CancellationToken cancellationToken)
    {
        if (request.For == PrintFor.Households && !acting.Caller.Can(Capability.ReadHouseholds, new Target(settings.Jurisdiction)))
        {
            return new Outcome<Stored<Job>>.Forbidden("Cards of units say where they are: it needs ReadHouseholds on the whole jurisdiction.");
        }

        if (request.Area is { } area && (await snapshots.GetAsync(settings.Jurisdiction, settings.Levels, cancellationToken)).Find(area) is null)
        {
            return new Outcome<Stored<Job>>.Invalid([new("$.area", $"There is no area '{area}'.")]);
        }

        var order = new JobOrder(PrintCards.JobKind, JsonSerializer.SerializeToElement(request, DomainJson.Default.PrintRequest), Capability.ManageStaff)
        {
            Action = request.Area is { } of ? $"{PrintCards.JobKind} of {of}" : PrintCards.JobKind,
        };
        return await jobs.CreateAsync(settings.Jurisdiction, order, once, acting, cancellationToken);
    }

    /// <summary>One card as a page; null where its place is there no more, or its code leads nowhere.</summary>
    /// <param name="settings">The jurisdiction's settings.</param>
    /// <param name="card">The card.</param>
    /// <param name="paper">The paper.</param>
    /// <param name="webAddress">What the link begins with, without a trailing slash.</param>
    /// <param name="caller">Who asks: where a unit is and where it came from shows only to who may see households there.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<string?> SheetAsync(Jurisdiction settings, ContactCard card, CardPaper paper, string webAddress, Caller caller, CancellationToken cancellationToken)
    {
        var open = new OpenJurisdiction(settings, await snapshots.GetAsync(settings.Jurisdiction, settings.Levels, cancellationToken));
        DateOnly day = settings.DayOf(clock.GetUtcNow());
        var targets = new CardTargets(store, open, new PrintRequest(PrintFor.Areas, null, paper, webAddress), day);
        if (!card.Works || await targets.OfAsync(card, cancellationToken) is not { } target)
        {
            return null;
        }

        if (target.Household is not null)
        {
            Sight sight = caller.SightOf(new Target(settings.Jurisdiction, target.Place.Codes));
            target = target with { Label = sight.Of(PersonalField.HouseholdUnit, target.Label), OriginVillage = sight.Of(PersonalField.HouseholdOrigin, target.OriginVillage) };
        }

        CardFaces faces = await PrintCards.FacesAsync(store, open, day, webAddress, cancellationToken);
        var sheets = new CardSheets(codes, paper);
        return sheets.Begin(settings.Name) + sheets.Card(faces.Of(card, target), 0) + sheets.End(1);
    }
}
