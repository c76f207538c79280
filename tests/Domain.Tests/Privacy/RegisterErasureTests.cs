using GridSteward.Domain.Audit;
using GridSteward.Domain.Households;
using GridSteward.Domain.Households.Campaigns;
using GridSteward.Domain.Households.Ledger;
using GridSteward.Domain.Households.Referrals;
using GridSteward.Domain.Households.Reshaping;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tests.Households;

namespace GridSteward.Domain.Tests.Privacy;

/// <summary>What is personal in the register goes with the household, and the ledger says that it went.</summary>
public sealed class RegisterErasureTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Needs_words_and_places_are_erased_by_retention_after_a_move_or_a_merger_and_the_ledger_still_replays(bool merged)
    {
        using RegisterTown town = await RegisterTown.OpenAsync();
        HouseholdSubmission sent = RegisterTown.Unit("u1") with
        {
            Name = "Ottoline", Floor = 3, Unit = "2-301", Needs = ["health.bedridden"], Consent = new Consent(true, new(2026, 1, 1)), Position = SentPosition.Of(Town.Point(0.5, 0.5)), Located = HowLocated.Gps,
        };
        Stored<Household> unit = Expect.Fresh(await town.Here.Households.CreateAsync(
            town.Settings, sent, new Why(ChangeReason.MoveIn, "came to her daughter"), null, Acting.Program, World.Ct));
        string id = unit.Value.Id;
        Referral referral = Expect.Fresh(await town.Here.Referrals.CreateAsync(
            town.Settings, id, new WantedReferral(Node.OfArea("town", "g4"), [SharedField.Name], town.Today.AddDays(300), "wants company"), null, Acting.Program, World.Ct)).Value;
        Expect.Done(await town.Here.Received.OfferAsync("town", referral.Id, "tea on Fridays", null, Acting.Program, World.Ct));
        await town.CampaignAsync(new CampaignCriteria(null, [], [], "health.bedridden"));
        await town.CampaignAsync(new CampaignCriteria(null, [], [], null));
        Stored<Household> survivor = await town.AddAsync();
        Expect.Done(merged ? await town.MergeAsync(survivor, others: unit) : await town.MoveAsync(unit, null));
        Assert.True((await town.World.AllAsync(Kinds.RegisterWords, "town")).Count >= 3);

        town.World.Clock.Now += TimeSpan.FromDays(200);
        await town.Here.NightlyRetention.RunAsync(World.Ct);
        JobRound round = await town.Here.Runner(town.World.Clock, town.Here.PrivacyWorks).RunDueAsync(TimeSpan.FromMinutes(5), World.Ct);
        Assert.All(round.Ended, job => Assert.Equal((JobState.Done, null), (job.State, job.Problem)));

        Household erased = (await town.AgainAsync(id)).Value;
        Assert.Equal((true, null, null, null, null), (erased.Erased, erased.Floor, erased.Unit, erased.Located, await town.PersonalAsync(id)));
        Assert.DoesNotContain(await town.World.AllAsync(Kinds.RegisterWords, "town"), w => w.Household == id);
        Assert.Equal([false], (await town.World.AllAsync(Kinds.CampaignUnit, "town")).Where(u => u.Unit == id).Select(u => u.TellsNeed));
        UnitChange last = (await town.EntriesAsync(id))[^1];
        Assert.Equal((UnitChangeKind.Erased, ChangeReason.Retention, "system"), (last.Kind, last.Reason, last.By));
        Assert.Equal(UnitLedger.CodedOf(erased).OrderBy(f => f.Key), UnitLedger.Replay(await town.EntriesAsync(id)).OrderBy(f => f.Key));
        if (merged)
        {
            Assert.Equal(["health.bedridden"], (await town.PersonalAsync(survivor.Value.Id))!.Needs);
        }
    }
}
