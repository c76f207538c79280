using GridSteward.Domain.Areas;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Households.Referrals;

/// <summary>A referral as it is sent.</summary>
/// <param name="To">Who is to read it.</param>
/// <param name="Fields">What it shares, at least one.</param>
/// <param name="Until">The last day.</param>
/// <param name="Note">What is asked for (personal); null for nothing.</param>
public sealed record WantedReferral(Node To, IReadOnlyList<SharedField> Fields, DateOnly Until, string? Note);

/// <summary>A referral as the community sees it, with the words about it by the id of what they stand beside.</summary>
public sealed record ReferralInFull(Stored<Referral> Referral, IReadOnlyDictionary<string, string> Words);

/// <summary>Makes referrals and withdraws them, for those who keep the household.</summary>
public sealed class KeepReferrals(IDocumentStore store, AreaSnapshots snapshots, Creator creator, Changer changer, AuditReads reads, TimeProvider clock)
{
    /// <summary>For how long a referral may be made.</summary>
    public const int MostDays = 366;

    /// <summary>Makes a referral of a household that has agreed.</summary>
    public Task<Outcome<Stored<Referral>>> CreateAsync(
        Jurisdiction settings, string household, WantedReferral wanted, OnceKey? once, Acting acting, CancellationToken cancellationToken)
        => creator.CreateAsync(Kinds.Referral, settings.Jurisdiction, once, acting, async id =>
        {
            if (await store.FindAsync(Kinds.Household, settings.Jurisdiction, household, cancellationToken) is not { Value: var unit })
            {
                return new Outcome<Creating<Referral>>.NotFound("There is no such household.");
            }

            if (unit.RefuseChange<Creating<Referral>>(acting.Caller) is { } refused)
            {
                return refused;
            }

            DateTimeOffset now = clock.GetUtcNow();
            DateOnly today = settings.DayOf(now);
            if (unit.Gone(today) is { } gone)
            {
                return new Outcome<Creating<Referral>>.Conflict(gone);
            }

            if (unit.Consent is not { Given: true })
            {
                return new Outcome<Creating<Referral>>.Conflict("The household has not agreed that others are told of it; enter its consent first.");
            }

            var (faults, areas) = await FaultsAsync(wanted, today, cancellationToken);
            if (faults.Count > 0)
            {
                return new Outcome<Creating<Referral>>.Invalid(faults);
            }

            var referral = new Referral
            {
                Id = id,
                Jurisdiction = settings.Jurisdiction,
                Household = household,
                Areas = unit.Areas,
                To = wanted.To,
                ToAreas = areas,
                Fields = wanted.Fields,
                Until = wanted.Until,
                At = now,
                By = acting.Caller.Subject ?? "system",
                HasNote = wanted.Note is not null,
            };
            await EnterAsync(referral, today, cancellationToken);
            return new Creating<Referral>(referral, AlsoWrite: batch => Write(batch, RegisterWords.Beside(id, unit, wanted.Note)));
        }, cancellationToken);

    /// <summary>A page of a household's referrals, without words.</summary>
    public async Task<Outcome<Page<Referral>>> ListAsync(string jurisdiction, string household, PageRequest page, Caller caller, CancellationToken cancellationToken)
        => await store.FindAsync(Kinds.Household, jurisdiction, household, cancellationToken) is { Value: var unit } && caller.Can(Capability.ReadHouseholds, new Target(jurisdiction, unit.Areas))
            ? await store.ListAsync(Kinds.Referral.In(jurisdiction).Where(new Filter.Equal("household", household)), page, cancellationToken)
            : new Outcome<Page<Referral>>.NotFound("There is no such household.");

    /// <summary>A referral with its words and those of the offers, for those who see the household; where there are words, the reading is audited.</summary>
    public async Task<Outcome<ReferralInFull>> FindAsync(string jurisdiction, string id, Acting acting, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(Kinds.Referral, jurisdiction, id, cancellationToken) is not { } referral || !Sees(acting.Caller, referral.Value, Capability.ReadHouseholds))
        {
            return new Outcome<ReferralInFull>.NotFound("There is no such referral.");
        }

        string[] ids = [.. referral.Value.Offers.Select(o => o.Id).Prepend(id).Select(RegisterWords.IdOf)];
        var words = (await store.FindManyAsync(Kinds.RegisterWords, jurisdiction, ids, cancellationToken)).ToDictionary(w => w.Value.Of, w => w.Value.Words, StringComparer.Ordinal);
        if (words.Count > 0)
        {
            await reads.WriteAsync(Container.Households, jurisdiction, $"referral/{id}", acting, cancellationToken);
        }

        return new ReferralInFull(referral, words);
    }

    /// <summary>Withdraws a referral: from then on it shows nothing to the other side. That it was stays.</summary>
    public async Task<Outcome<Stored<Referral>>> WithdrawAsync(string jurisdiction, string id, Func<string, bool> seenETag, Acting acting, CancellationToken cancellationToken)
    {
        var changing = new Changing<Referral>(Kinds.Referral, jurisdiction, id, seenETag, _ => null, acting)
        {
            Refuse = referral => !Sees(acting.Caller, referral, Capability.ReadHouseholds) ? new Outcome<Stored<Referral>>.NotFound("There is no such referral.")
                : !Sees(acting.Caller, referral, Capability.WriteHouseholds) ? new Outcome<Stored<Referral>>.Forbidden("The household lies outside the areas in which you keep households.")
                : null,
        };
        var outcome = await changer.RunAsync(changing, referral => Task.FromResult<Outcome<Change<Referral>>>(
            referral.WithdrawnAt is null ? new Change<Referral>(referral with { WithdrawnAt = clock.GetUtcNow() }) : new Outcome<Change<Referral>>.Conflict("It has been withdrawn.")), cancellationToken);

        // The referral first: an entry that is left shows nothing.
        if (outcome is Outcome<Stored<Referral>>.Done { Value.Value: var withdrawn }
            && await store.FindAsync(Kinds.ReferralEntry, ReferralEntry.KeyOf(withdrawn.To.Jurisdiction), id, cancellationToken) is { } entry)
        {
            await store.CommitAsync(new Batch(Container.Directory, entry.Value.Key).Delete(Kinds.ReferralEntry, id, entry.ETag), cancellationToken);
        }

        return outcome;
    }

    internal static Batch Write(Batch batch, RegisterWords? words) => words is null ? batch : batch.Create(Kinds.RegisterWords, words);

    private static bool Sees(Caller caller, Referral referral, Capability capability) => caller.Can(capability, new Target(referral.Jurisdiction, referral.Areas));

    /// <summary>The directory first: an entry that leads nowhere shows nothing, a referral that nobody finds helps nobody. It ends by itself with the referral.</summary>
    private async Task EnterAsync(Referral referral, DateOnly today, CancellationToken cancellationToken)
    {
        string key = ReferralEntry.KeyOf(referral.To.Jurisdiction);
        var entry = new ReferralEntry
        {
            Id = referral.Id, Key = key, To = referral.To.ToString(), From = referral.Jurisdiction, Ttl = (referral.Until.DayNumber - today.DayNumber + 2) * 86_400,
        };
        await store.CommitAsync(new Batch(Container.Directory, key).Upsert(Kinds.ReferralEntry, entry), cancellationToken);
    }

    private async Task<(List<Fault> Faults, IReadOnlyList<string> Areas)> FaultsAsync(WantedReferral wanted, DateOnly today, CancellationToken cancellationToken)
    {
        List<Fault> faults = [];
        IReadOnlyList<string> areas = [];
        if (wanted.Until < today || wanted.Until.DayNumber - today.DayNumber > MostDays)
        {
            faults.Add(new("$.until", $"A day from today on, at most {MostDays} days ahead."));
        }

        Node to = wanted.To;
        Jurisdiction? there = await store.SettingsOfAsync(to.Jurisdiction, cancellationToken);
        if (there is null)
        {
            faults.Add(new("$.to", $"There is no jurisdiction '{to.Jurisdiction}'."));
        }
        else if (to.Kind == NodeKind.Partner && await store.FindAsync(Kinds.Partner, to.Jurisdiction, to.Id, cancellationToken) is null)
        {
            faults.Add(new("$.to", "There is no such partner."));
        }
        else if (to.Kind == NodeKind.Area)
        {
            AreaSnapshot snapshot = await snapshots.GetAsync(to.Jurisdiction, there.Levels, cancellationToken);
            if (snapshot.Find(to.Id) is null)
            {
                faults.Add(new("$.to", $"There is no area '{to.Id}'."));
            }

            areas = snapshot.LineageCodes(to.Id);
        }

        return (faults, areas);
    }
}
