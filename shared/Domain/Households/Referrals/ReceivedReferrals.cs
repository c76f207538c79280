using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Households.Referrals;

/// <summary>What a referral shows to those it was made for: the fields that it names, and nothing else.</summary>
public sealed record SharedHousehold(
    string? Name, string? Phone, IReadOnlyList<string>? Needs, int? Residents, string? Building, int? Floor, string? Unit, string? OriginVillage, string? Note);

/// <summary>A referral as its readers see it.</summary>
/// <param name="Referral">The referral.</param>
/// <param name="Shared">What it shares; null in lists.</param>
public sealed record ReceivedReferral(Referral Referral, SharedHousehold? Shared);

/// <summary>A page of referrals that were received.</summary>
public sealed record ReceivedPage(IReadOnlyList<ReceivedReferral> Items, PageToken? Next);

/// <summary>
/// Reads referrals for those they were made for. It shows nothing where the referral was withdrawn or its time is over, and where the household has moved away, is part of another,
/// has been erased or no longer agrees.
/// </summary>
public sealed class ReceivedReferrals(IDocumentStore store, Reservations reservations, AuditReads reads, TimeProvider clock)
{
    private const int Tries = 5;

    /// <summary>A page of the open referrals that the caller may read in their jurisdiction, to one node where it is named, without what they share.</summary>
    public async Task<ReceivedPage> ListAsync(string jurisdiction, Node? to, PageRequest page, Caller caller, CancellationToken cancellationToken)
    {
        Query<ReferralEntry> query = Kinds.ReferralEntry.In(ReferralEntry.KeyOf(jurisdiction)).WhereIf(to is not null, () => new Filter.Equal("to", to!.Value.ToString()));
        List<ReceivedReferral> found = [];
        PageToken? after = page.After;
        do
        {
            Page<ReferralEntry> entries = await store.ListAsync(query, new PageRequest(page.Limit - found.Count, after), cancellationToken);
            foreach (ReferralEntry entry in entries.Items.Select(e => e.Value))
            {
                if (await OpenAsync(entry, caller, cancellationToken) is { } open)
                {
                    found.Add(new ReceivedReferral(open.Referral.Value, null));
                }
            }

            after = entries.Next;
        }
        while (after is not null && found.Count < page.Limit);
        return new ReceivedPage(found, after);
    }

    /// <summary>One referral with what it shares; the reading is audited where the household is.</summary>
    public async Task<Outcome<ReceivedReferral>> FindAsync(string jurisdiction, string id, Acting acting, CancellationToken cancellationToken)
    {
        if (await EntryAsync(jurisdiction, id, cancellationToken) is not { } entry || await OpenAsync(entry, acting.Caller, cancellationToken) is not { } open)
        {
            return new Outcome<ReceivedReferral>.NotFound("There is no such referral.");
        }

        await reads.WriteAsync(Container.Households, open.Unit.Jurisdiction, $"referral/{id}", acting, cancellationToken);
        return new ReceivedReferral(open.Referral.Value, await SharedAsync(open.Referral.Value, open.Unit, cancellationToken));
    }

    /// <summary>Offers help; the words are for those who keep the household.</summary>
    public async Task<Outcome<ReceivedReferral>> OfferAsync(string jurisdiction, string id, string words, OnceKey? once, Acting acting, CancellationToken cancellationToken)
    {
        var claimed = await reservations.ClaimAsync(once, jurisdiction, null, cancellationToken);
        if (claimed is not Outcome<Reservation>.Done { Value: var reservation })
        {
            return claimed.As<ReceivedReferral>();
        }

        for (int i = 0; i < Tries; i++)
        {
            if (await EntryAsync(jurisdiction, id, cancellationToken) is not { } entry || await OpenAsync(entry, acting.Caller, cancellationToken) is not { } open)
            {
                return new Outcome<ReceivedReferral>.NotFound("There is no such referral.");
            }

            Referral referral = open.Referral.Value;
            if (!acting.Caller.Can(Capability.HandleReports, referral.Reader))
            {
                return new Outcome<ReceivedReferral>.Forbidden("Offering help needs HandleReports there; reading alone does not.");
            }

            if (referral.Offers.Any(o => o.Id == reservation.CreatedId))
            {
                return new Outcome<ReceivedReferral>.Done(new(referral, null), Replayed: true);
            }

            if (referral.Offers.Count >= Referral.MostOffers)
            {
                return new Outcome<ReceivedReferral>.Conflict($"There are {Referral.MostOffers} offers already.");
            }

            DateTimeOffset now = clock.GetUtcNow();
            Referral next = referral with { Offers = [.. referral.Offers, new HelpOffer(reservation.CreatedId, now, acting.Caller.Subject ?? "system")] };
            Batch batch = new Batch(Container.Households, referral.Jurisdiction).Replace(Kinds.Referral, next, open.Referral.ETag)
                .Create(Kinds.RegisterWords, RegisterWords.Beside(reservation.CreatedId, open.Unit, words)!)
                .Create(Kinds.Audit(Container.Households), AuditEntry.Of(referral.Jurisdiction, acting.Fact(now, "offerHelp", $"referral/{id}")));
            if ((await store.CommitAsync(batch, cancellationToken)).Committed)
            {
                return new ReceivedReferral(next, null);
            }
        }

        throw new StoreUnavailableException("Offers kept crossing.", TimeSpan.FromSeconds(1));
    }

    private async Task<ReferralEntry?> EntryAsync(string jurisdiction, string id, CancellationToken cancellationToken)
        => (await store.FindAsync(Kinds.ReferralEntry, ReferralEntry.KeyOf(jurisdiction), id, cancellationToken))?.Value;

    /// <summary>The referral and its household, where the caller may read it and it still shows anything.</summary>
    private async Task<(Stored<Referral> Referral, Household Unit)?> OpenAsync(ReferralEntry entry, Caller caller, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(Kinds.Referral, entry.From, entry.Id, cancellationToken) is not { } referral || !caller.Can(Capability.ReadReferrals, referral.Value.Reader)
            || await store.FindAsync(Kinds.Household, entry.From, referral.Value.Household, cancellationToken) is not { Value: var unit }
            || await store.SettingsOfAsync(entry.From, cancellationToken) is not { } settings)
        {
            return null;
        }

        DateOnly today = settings.DayOf(clock.GetUtcNow());
        return referral.Value.IsOpenOn(today) && unit.Gone(today) is null && unit is { Erased: false, Consent.Given: true } ? (referral, unit) : null;
    }

    private async Task<SharedHousehold> SharedAsync(Referral referral, Household unit, CancellationToken cancellationToken)
    {
        var who = (await store.FindAsync(Kinds.HouseholdPersonalPart, unit.Jurisdiction, HouseholdPersonalPart.IdOf(unit.Id), cancellationToken))?.Value;
        var note = (await store.FindAsync(Kinds.RegisterWords, unit.Jurisdiction, RegisterWords.IdOf(referral.Id), cancellationToken))?.Value;
        bool Has(SharedField field) => referral.Fields.Contains(field);
        bool address = Has(SharedField.Address);
        string? building = address && unit.Building is { } id ? (await store.FindAsync(Kinds.Building, unit.Jurisdiction, id, cancellationToken))?.Value.Name : null;
        return new SharedHousehold(
            Has(SharedField.Name) ? who?.Name : null, Has(SharedField.Phone) ? who?.Phone : null, Has(SharedField.Needs) ? who?.Needs : null,
            Has(SharedField.Residents) ? unit.Residents : null, building, address ? unit.Floor : null, address ? unit.Unit : null,
            Has(SharedField.OriginVillage) ? unit.OriginVillage : null, note?.Words);
    }
}
