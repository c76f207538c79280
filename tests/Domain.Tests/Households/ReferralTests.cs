using GridSteward.Domain.Audit;
using GridSteward.Domain.Households;
using GridSteward.Domain.Households.Referrals;
using GridSteward.Domain.People;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Households;

/// <summary>Letting others help a household with just what they need to know.</summary>
public sealed class ReferralTests
{
    private static readonly Node ToPartner = Node.OfPartner("town", "pharmacy"), ToVillage = Node.OfArea("hills", "g2");

    private static readonly Acting Pharmacist = Of(ToPartner, Preset.Partner), Villager = Of(Node.OfArea("hills", "c1"), Preset.Steward);

    [Fact]
    public async Task Those_it_is_for_see_the_fields_that_it_names_and_nothing_else_and_each_reading_is_audited()
    {
        using RegisterTown town = await OpenAsync();
        Household unit = (await AddAsync(town)).Value;
        Referral referral = Expect.Fresh(await ReferAsync(town, unit, ToPartner, SharedField.Name, SharedField.Needs)).Value;
        ReceivedReferral listed = (await town.Here.Received.ListAsync("town", null, new PageRequest(10), Pharmacist.Caller, World.Ct)).Items.Single();
        Assert.Equal((referral.Id, null), (listed.Referral.Id, listed.Shared));
        SharedHousehold shared = Expect.Done(await town.Here.Received.FindAsync("town", referral.Id, Pharmacist, World.Ct)).Shared!;
        Assert.Equal(("Ottoline", null, null, null, null, "medicine, please"), (shared.Name, shared.Phone, shared.Residents, shared.Building, shared.Unit, shared.Note));
        Assert.Equal(["health.chronic"], shared.Needs);
        Assert.Contains(await town.World.AllAsync(Kinds.Audit(Container.Households), "town"), a => a.Fact is { Actor: "reader", Action: "readPersonal" } f && f.Subject == $"referral/{referral.Id}");
    }

    [Fact]
    public async Task An_origin_village_in_another_jurisdiction_reads_and_answers_it_and_nobody_else_does()
    {
        using RegisterTown town = await OpenAsync();
        Household unit = (await AddAsync(town)).Value;
        Referral referral = Expect.Fresh(await ReferAsync(town, unit, ToVillage, SharedField.Name, SharedField.Phone, SharedField.Residents, SharedField.Address, SharedField.OriginVillage)).Value;
        Assert.Equal(["c1", "g2"], referral.ToAreas);
        SharedHousehold shared = Expect.Done(await town.Here.Received.FindAsync("hills", referral.Id, Villager, World.Ct)).Shared!;
        Assert.Equal(("Ottoline", "13512345678", null, 2, "2-301", "柳庄"), (shared.Name, shared.Phone, shared.Needs, shared.Residents, shared.Unit, shared.OriginVillage));
        foreach (Acting other in new[] { Pharmacist, Of(Node.OfArea("hills", "g1"), Preset.Steward), Of(Node.OfJurisdiction("hills"), Preset.Volunteer), Of(Node.OfJurisdiction("town"), Preset.Steward) })
        {
            Assert.IsType<Outcome<ReceivedReferral>.NotFound>(await town.Here.Received.FindAsync("hills", referral.Id, other, World.Ct));
            Assert.IsType<Outcome<ReceivedReferral>.NotFound>(await town.Here.Received.OfferAsync("hills", referral.Id, "hello", null, other, World.Ct));
            Assert.Empty((await town.Here.Received.ListAsync("hills", null, new PageRequest(10), other.Caller, World.Ct)).Items);
        }

        var key = World.Key("offer", useCase: "OfferHelp");
        Expect.Fresh(await town.Here.Received.OfferAsync("hills", referral.Id, "we can drive her", key, Villager, World.Ct));
        Expect.Replayed(await town.Here.Received.OfferAsync("hills", referral.Id, "we can drive her", key, Villager, World.Ct));
        ReferralInFull read = Expect.Done(await town.Here.Referrals.FindAsync("town", referral.Id, RegisterTown.Steward("g1"), World.Ct));
        HelpOffer offer = Assert.Single(read.Referral.Value.Offers);
        Assert.Equal(("reader", "we can drive her", "medicine, please"), (offer.By, read.Words[offer.Id], read.Words[referral.Id]));
        Assert.IsType<Outcome<ReferralInFull>.NotFound>(await town.Here.Referrals.FindAsync("town", referral.Id, RegisterTown.Steward("g4"), World.Ct));
    }

    [Fact]
    public async Task It_shows_nothing_once_withdrawn_over_or_no_longer_agreed_to()
    {
        using RegisterTown town = await OpenAsync();
        Stored<Household> unit = await AddAsync(town);
        Stored<Referral> one = Expect.Fresh(await ReferAsync(town, unit.Value, ToPartner, SharedField.Name)), two = Expect.Fresh(await ReferAsync(town, unit.Value, ToPartner, SharedField.Name));
        Assert.IsType<Outcome<Stored<Referral>>.Stale>(await town.Here.Referrals.WithdrawAsync("town", one.Value.Id, _ => false, Acting.Program, World.Ct));
        Expect.Done(await town.Here.Referrals.WithdrawAsync("town", one.Value.Id, e => e == one.ETag, RegisterTown.Steward("g1"), World.Ct));
        await ShowsAsync(two);
        Assert.Equal(2, Expect.Done(await town.Here.Referrals.ListAsync("town", unit.Value.Id, new PageRequest(9), Acting.Program.Caller, World.Ct)).Items.Count);

        HouseholdSubmission sent = Submission() with { Consent = new Consent(false, town.Today) };
        Expect.Done(await town.Here.Households.ReplaceAsync(town.Settings, sent, unit.Value.Id, _ => true, Acting.Program, World.Ct));
        await ShowsAsync();
        Expect.Done(await town.Here.Households.ReplaceAsync(town.Settings, Submission(), unit.Value.Id, _ => true, Acting.Program, World.Ct));
        await ShowsAsync(two);
        town.World.Clock.Now += TimeSpan.FromDays(10);
        await ShowsAsync(two);
        town.World.Clock.Now += TimeSpan.FromDays(1);
        await ShowsAsync();

        async Task ShowsAsync(params Stored<Referral>[] referrals)
        {
            Assert.Equal(referrals.Select(r => r.Value.Id), (await town.Here.Received.ListAsync("town", ToPartner, new PageRequest(1), Pharmacist.Caller, World.Ct)).Items.Select(i => i.Referral.Id));
            foreach (Stored<Referral> referral in new[] { one, two }.Where(r => !referrals.Contains(r)))
            {
                Assert.IsType<Outcome<ReceivedReferral>.NotFound>(await town.Here.Received.FindAsync("town", referral.Value.Id, Pharmacist, World.Ct));
            }
        }
    }

    [Fact]
    public async Task It_is_made_only_with_consent_by_those_who_keep_the_household_and_names_every_fault()
    {
        using RegisterTown town = await OpenAsync();
        Household agreed = (await AddAsync(town)).Value, silent = (await town.AddAsync()).Value;
        Assert.IsType<Outcome<Stored<Referral>>.Conflict>(await ReferAsync(town, silent, ToPartner, SharedField.Name));
        Assert.IsType<Outcome<Stored<Referral>>.NotFound>(await town.Here.Referrals.CreateAsync(
            town.Settings, agreed.Id, new(ToPartner, [SharedField.Name], town.Today, null), null, RegisterTown.Steward("g4"), World.Ct));
        foreach (Node to in new[] { Node.OfPartner("town", "none"), Node.OfArea("hills", "none"), Node.OfJurisdiction("none") })
        {
            Assert.Equal(["$.until", "$.to"], Expect.Faults(await town.Here.Referrals.CreateAsync(
                town.Settings, agreed.Id, new(to, [SharedField.Name], town.Today.AddDays(-1), null), null, Acting.Program, World.Ct)));
        }
    }

    private static Acting Of(Node node, Preset preset) => new(new Caller("reader", null, [new Grant(node, preset)]), null);

    private static HouseholdSubmission Submission() => RegisterTown.Unit("r1") with
    {
        Name = "Ottoline", Phone = "13512345678", Unit = "2-301", OriginVillage = "柳庄", Needs = ["health.chronic"], Consent = new Consent(true, new DateOnly(2026, 1, 2)),
    };

    private static async Task<RegisterTown> OpenAsync()
    {
        RegisterTown town = await RegisterTown.OpenAsync();
        await town.World.AddTownAsync(Town.Settings("hills"), Town.Squares());
        await town.World.WriteAsync(Kinds.Partner, new Partner { Id = "pharmacy", Jurisdiction = "town", Code = "PH", Name = "Pharmacy", Areas = ["c1"], Categories = [], Capacity = 5 });
        return town;
    }

    private static Task<Stored<Household>> AddAsync(RegisterTown town) => town.AddAsync(Submission());

    private static Task<Outcome<Stored<Referral>>> ReferAsync(RegisterTown town, Household unit, Node to, params SharedField[] fields)
        => town.Here.Referrals.CreateAsync(town.Settings, unit.Id, new WantedReferral(to, fields, town.Today.AddDays(10), "medicine, please"), null, Acting.Program, World.Ct);
}
