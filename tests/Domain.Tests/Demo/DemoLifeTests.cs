using System.Security.Cryptography;
using GridSteward.Demo;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Households;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Visits;

namespace GridSteward.Domain.Tests.Demo;

/// <summary>Who lives and works in the demonstration town, and what happened there.</summary>
public sealed class DemoLifeTests
{
    [Fact]
    public async Task The_new_community_has_10388_residents_of_whom_40_percent_moved_from_the_7_villages()
    {
        DemoTown town = await MadeTown.OpenAsync();
        Household[] community = [.. town.Of(Kinds.Household).Where(h => h.Areas.Contains("XH"))];
        Household[] moved = [.. community.Where(h => h.OriginVillage is not null)];
        Assert.Equal(10_388, community.Sum(h => h.Residents));
        Assert.Equal((int)Math.Round(10_388 * 0.4), moved.Sum(h => h.Residents));
        Assert.Equal(
            town.Of(Kinds.Area).Where(a => a.Level == "community" && a.Name.EndsWith('村')).Select(a => a.Name).Order(StringComparer.Ordinal),
            moved.Select(h => h.OriginVillage!).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(21, community.Select(h => h.Areas[1]).Distinct().Count());
        Assert.All(town.Of(Kinds.Area).Where(a => a.Level == "micro-grid"), a => Assert.Contains(town.Of(Kinds.Household), h => h.Areas[^1] == a.Code));
    }

    [Fact]
    public async Task Every_household_and_visit_belongs_together_and_every_reference_leads_somewhere()
    {
        DemoTown town = await MadeTown.OpenAsync();
        HashSet<string> stewards = [.. town.Of(Kinds.Steward).Select(s => s.Id)];
        HashSet<string> buildings = [.. town.Of(Kinds.Building).Select(b => b.Id)];
        Dictionary<string, Household> households = town.Of(Kinds.Household).ToDictionary(h => h.Id);
        Assert.All(households.Values, h => Assert.True(h.Building is null ? h.Sent is not null : buildings.Contains(h.Building)));
        Assert.Equal(households.Count, town.Of(Kinds.HouseholdPersonalPart).Count(p => households.ContainsKey(p.Household)));
        Assert.All(town.Of(Kinds.Post), p => Assert.True((p.Steward is null || stewards.Contains(p.Steward)) && (p.Building is null || buildings.Contains(p.Building))));
        HashSet<string> areas = [.. town.Of(Kinds.Area).Select(a => a.Code)];
        Assert.All(town.Of(Kinds.Post).Select(p => p.Area).Concat(town.Of(Kinds.Team).SelectMany(t => t.Areas)).Concat(town.Of(Kinds.Partner).SelectMany(p => p.Areas)), a => Assert.Contains(a, areas));

        List<Visit> visits = [.. town.Of(Kinds.Visit)];
        Assert.InRange(visits.Count, 20_000, 35_000);
        Assert.All(visits, v => Assert.True(stewards.Contains(v.By!) && households[v.Household].AreaPath == v.AreaPath));
        Assert.InRange(visits.Min(v => v.At), MadeTown.Now.AddDays(-732), MadeTown.Now.AddDays(-725));
        Assert.True(visits.Max(v => v.At) < MadeTown.Now);
        Assert.Equal(Enum.GetValues<VisitOutcome>(), visits.Select(v => v.Outcome).Distinct().Order());
        Assert.Equal(visits.Where(v => v.HasNote).Select(v => VisitPersonalPart.IdOf(v.Id)).Order(), town.Of(Kinds.VisitPersonalPart).Select(p => p.Id).Order());
        Assert.All(visits.GroupBy(v => v.Household), v => Assert.InRange(v.Count(), 1, 30));
    }

    [Fact]
    public async Task There_are_all_five_duties_teams_partners_and_cards()
    {
        DemoTown town = await MadeTown.OpenAsync();
        Assert.Equal(Enum.GetValues<Duty>(), town.Of(Kinds.Post).Select(p => p.Duty).Distinct().Order());
        Assert.Contains(town.Of(Kinds.Post), p => p.Steward is null);
        Assert.Contains(town.Of(Kinds.Post), p => p.ValidTo is not null);
        Assert.Contains(town.Of(Kinds.Steward), s => s.Leave.Count > 0);
        Assert.Equal(Enum.GetValues<PartnerDuty>(), town.Of(Kinds.Partner).Select(p => p.Duty).Distinct().Order());
        Assert.Equal(Enum.GetValues<AssigneeKind>(), town.Of(Kinds.Report).Select(r => r.Assignment.Assignee?.Kind).OfType<AssigneeKind>().Distinct().Order());
        Assert.Contains(town.Of(Kinds.Report), r => r.Assignment.Reasons.Any(reason => reason.Code == "acquainted"));
        Assert.Equal((6, 6), (town.Of(Kinds.Team).Count(), town.Of(Kinds.Partner).Count()));
        Assert.Equal(
            town.Of(Kinds.ContactCard).Select(c => c.Id).Order(), town.Of(Kinds.ContactCardEntry).Select(e => e.CardId).Order());
    }

    [Fact]
    public async Task Reports_are_in_many_states_and_their_events_say_how_they_got_there()
    {
        DemoTown town = await MadeTown.OpenAsync();
        Report[] reports = [.. town.Of(Kinds.Report)];
        Assert.InRange(reports.Length, 300, 900);
        ReportState[] states = [ReportState.Received, ReportState.Accepted, ReportState.Waiting, ReportState.Resolved, ReportState.Closed, ReportState.Refused];
        Assert.Equal(states, reports.Select(r => r.State).Distinct().Order());
        Assert.All(states, state => Assert.True(reports.Count(r => r.State == state) >= 5, state.ToString()));
        Assert.Equal(Enum.GetValues<Basis>().Where(b => b != Basis.Area), reports.Select(r => r.Assignment.Place.Basis).Distinct().Order());
        Assert.Equal(
            town.Of(Kinds.Jurisdiction).Single().Categories.Select(c => c.Code).Order(StringComparer.Ordinal), reports.Select(r => r.Category).Distinct().Order(StringComparer.Ordinal));
        ILookup<string, ReportEvent> events = town.Of(Kinds.ReportEvent).ToLookup(e => e.Report);
        foreach (Report report in reports)
        {
            ReportEvent[] own = [.. events[report.Id].OrderBy(e => e.Sequence)];
            Assert.Equal(Enumerable.Range(1, report.Sequence), own.Select(e => e.Sequence));
            Assert.Equal(report.State, Lifecycle.Replay(own.Select(e => e.Move).OfType<Move>()));
            Assert.Equal((Lifecycle.IsOpen(report.State), report.ReceivedAt), (report.Open, own[0].At));
            Assert.True(own.Zip(own.Skip(1)).All(x => x.First.At <= x.Second.At) && own[^1].At < MadeTown.Now);
        }

        Assert.Equal(town.Of(Kinds.ReportEvent).Select(e => e.Id).Order(), town.Of(Kinds.OutboxMessage).Select(m => m.Event).Order());
    }

    [Fact]
    public async Task Every_choice_of_an_assignee_can_be_replayed_from_what_the_report_keeps()
    {
        foreach (Report report in (await MadeTown.OpenAsync()).Of(Kinds.Report))
        {
            Expect.SameJson(report.Assignment, Assigner.Choose(report.Assignment.Inputs), DomainJson.Default.Assignment);
        }
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_documents_and_on_another_day_the_same_but_for_times()
    {
        DemoTown town = await MadeTown.OpenAsync();
        DemoTown again = await DemoTown.GenerateAsync(DemoTown.Seed, MadeTown.Now.AddHours(3));
        Assert.Equal(HashOf(town), HashOf(again));
        DemoTown later = await DemoTown.GenerateAsync(DemoTown.Seed, MadeTown.Now.AddDays(100));
        Assert.NotEqual(HashOf(town), HashOf(later));
        Assert.Equal(town.Documents.Select(d => (d.Kind, d.Partition, d.Id)), later.Documents.Select(d => (d.Kind, d.Partition, d.Id)));
        Assert.Equal(town.Blobs.Select(b => b.Name), later.Blobs.Select(b => b.Name));
        Assert.Equal(town.Of(Kinds.Report).Select(r => (r.State, r.Assignee)), later.Of(Kinds.Report).Select(r => (r.State, r.Assignee)));
        Assert.Equal(town.Documents.Count, town.Documents.Select(d => (d.Kind.Container, d.Partition, d.Id)).Distinct().Count());
    }

    private static string HashOf(DemoTown town)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (DemoDocument document in town.Documents)
        {
            hash.AppendData(document.ToJson());
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
