using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Duplicates;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;
using GridSteward.Geo;

namespace GridSteward.Domain.Tests.Duplicates;

public sealed class FindSimilarTests : IDisposable
{
    private readonly DuplicateTown town = new();

    public void Dispose() => town.Dispose();

    [Fact]
    public async Task Open_reports_of_the_category_nearby_are_offered_the_most_alike_first_and_at_most_five()
    {
        await town.OpenAsync();
        await town.ReportAsync(words: "垃圾没人收");
        SubmittedReport lamp = await town.ReportAsync(words: "路灯坏了不亮");
        await town.ReportAsync(category: "trees");
        await town.ReportAsync(0.5, 3);
        for (int i = 0; i < 5; i++)
        {
            await town.ReportAsync(0.6, 0.6, "水管漏水");
        }

        IReadOnlyList<SimilarReport> offered = await OfferedAsync("路灯不亮了");
        Assert.Equal(lamp.Report.Value.Id, offered[0].Report.Id);
        Assert.Equal(FindSimilar.MaxOffered, offered.Count);
        Assert.All(offered, o => Assert.Equal("hazard", o.Report.Category));
        Assert.True(offered[0].Likeness.IsLikely);
        Assert.Equal(offered.OrderByDescending(o => o.Likeness.Score).ThenBy(o => o.Report.Id, StringComparer.Ordinal), offered);
        Expect.Fresh(await town.MoveAsync(lamp, Move.Refuse));
        Assert.DoesNotContain(await OfferedAsync("路灯不亮了"), o => o.Report.Id == lamp.Report.Value.Id);
    }

    [Fact]
    public async Task Siblings_count_both_ways_the_window_ends_and_a_radius_of_0_offers_nothing()
    {
        await town.OpenAsync(s => s with
        {
            Categories =
            [
                s.Categories[0] with { Duplicates = new(50, 10) { Siblings = ["trees"] } }, s.Categories[1], new("quiet", "安静", null, ReportKind.Need, 1, 2) { Duplicates = new(0, 10) },
            ],
        });
        await town.ReportAsync(category: "hazard");
        await town.ReportAsync(category: "trees");
        await town.ReportAsync(category: "quiet");
        Assert.Equal(["hazard", "trees"], (await OfferedAsync("路灯")).Select(o => o.Report.Category).Order());
        Assert.Equal(["hazard", "trees"], (await OfferedAsync("路灯", "trees")).Select(o => o.Report.Category).Order());
        Assert.Empty(await OfferedAsync("路灯", "quiet"));
        town.World.Clock.Now += TimeSpan.FromHours(11);
        Assert.Empty(await OfferedAsync("路灯"));
        Assert.Equal(2, (await OfferedAsync("路灯", "trees")).Count);
    }

    [Fact]
    public async Task What_a_household_says_is_offered_to_nobody_and_a_household_asks_nothing()
    {
        await town.OpenAsync();
        Wgs84Point at = Town.Point(0.5, 0.5);
        Stored<Household> home = Expect.Done(await town.World.Here.Households.CreateAsync(
            Town.Settings(), new HouseholdSubmission("h1", null, null, SentPosition.Of(at), null, null, 1, null), null, Acting.Program, World.Ct));
        string reference = $"town/{home.Value.Id}";
        SubmittedReport inside = Expect.Done(await town.World.Here.Submit.RunAsync(
            World.Hazard(at) with { Where = new(null, Household: reference) }, null, DuplicateTown.Reporter, World.Ct));
        Assert.Empty(await OfferedAsync("A lamp is broken"));
        SubmittedReport refused = await town.ReportAsync(sameAs: ReportReference.Of(inside.Report.Value));
        Assert.Equal(JoinRefusal.NotThere, refused.Joining!.Refusal);
        Assert.Single(await OfferedAsync("A lamp is broken"));
        Assert.Empty(Expect.Done(await town.World.Here.Similar.OfDraftAsync("hazard", "A lamp is broken", new(null, Household: reference), World.Ct)));

        // Its own position is what somebody says themselves.
        Assert.Single(Expect.Done(await town.World.Here.Similar.OfDraftAsync("hazard", "A lamp is broken", new(SentPosition.Of(at), Household: reference), World.Ct)));
    }

    [Fact]
    public async Task Asked_from_many_places_the_answers_tell_no_more_than_the_cell()
    {
        await town.OpenAsync();
        Wgs84Point cell = OfferedPlace.Rounded(Town.Point(0.5, 0.5));
        await town.ReportAsync(0.5, 0.5);
        for (double x = 0; x < 1; x += 0.1)
        {
            Wgs84Point from = Town.Point(x, 0.45);
            var offered = Expect.Done(await town.World.Here.Similar.OfDraftAsync("hazard", "路灯", new(SentPosition.Of(from)), World.Ct));
            Assert.Equal(LocalMetres.DistanceMetres(from, cell) <= 50 + 20 + 20, offered.Count == 1);
            Assert.All(offered, o => Assert.Equal(LocalMetres.DistanceMetres(from, cell), o.Likeness.DistanceMetres, 9));
        }
    }

    [Fact]
    public async Task A_draft_is_refused_as_a_submission_would_be_and_outside_every_jurisdiction_there_is_nothing()
    {
        await town.OpenAsync();
        Assert.Equal(["$.category"], Expect.Faults(await town.World.Here.Similar.OfDraftAsync("none", null, new(SentPosition.Of(Town.Point(0.5, 0.5))), World.Ct)));
        Assert.Equal(["$.building"], Expect.Faults(await town.World.Here.Similar.OfDraftAsync("hazard", null, new(null, Building: "town/none"), World.Ct)));
        Assert.Empty(Expect.Done(await town.World.Here.Similar.OfDraftAsync("none", null, new(SentPosition.Of(Town.Point(50, 50))), World.Ct)));
    }

    [Fact]
    public async Task Where_the_store_fails_after_the_report_is_kept_it_is_answered_without_them()
    {
        await town.OpenAsync();
        await town.ReportAsync();
        town.World.Store.AfterCommit = batch =>
        {
            if (batch.Container == Container.Reports)
            {
                town.World.Store.BeforeRead = _ => throw new StoreUnavailableException("busy", TimeSpan.FromSeconds(1));
            }

            return Task.CompletedTask;
        };
        SubmittedReport sent = await town.ReportAsync(once: World.Key("k"), sameAs: "town/any");
        Assert.Equal((0, JoinRefusal.Later), (sent.Similar.Count, sent.Joining!.Refusal));
        Assert.Equal(2, (await town.World.ReportsAsync("town")).Count);
    }

    [Fact]
    public void Every_fault_of_the_rules_is_named()
    {
        Jurisdiction settings = Town.Settings();
        settings = settings with
        {
            Categories =
            [
                settings.Categories[0] with { Duplicates = new(-1, 0) { Siblings = ["hazard", "trees", "trees", "none"] } },
                settings.Categories[1] with { Duplicates = new(double.NaN, 9999) { Siblings = [.. Enumerable.Repeat("hazard", 21)] } },
            ],
        };
        string[] paths = [.. JurisdictionRules.FaultsOf(settings).Select(f => f.Path)];
        Assert.Equal(
            ["radiusMetres", "windowHours", "siblings[0]", "siblings[2]", "siblings[3]"], paths.Where(p => p.StartsWith("$.categories[0]", StringComparison.Ordinal)).Select(p => p["$.categories[0].duplicates.".Length..]));
        Assert.Equal(["radiusMetres", "windowHours", "siblings"], paths.Where(p => p.StartsWith("$.categories[1]", StringComparison.Ordinal)).Take(3).Select(p => p["$.categories[1].duplicates.".Length..]));
        Assert.Equal(DuplicateRules.Default, Town.Settings().Categories[0].Duplicates);
    }

    private async Task<IReadOnlyList<SimilarReport>> OfferedAsync(string words, string category = "hazard")
        => Expect.Done(await town.World.Here.Similar.OfDraftAsync(category, words, new Whereabouts(SentPosition.Of(Town.Point(0.5, 0.5))), World.Ct));
}
