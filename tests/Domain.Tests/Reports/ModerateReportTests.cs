using GridSteward.Domain.Audit;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.People;
using GridSteward.Domain.Privacy;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tests.Privacy;

namespace GridSteward.Domain.Tests.Reports;

/// <summary>Hiding, showing and redacting, with what becomes of the originals.</summary>
public sealed class ModerateReportTests : IDisposable
{
    private const string Clean = "a complaint about a cat", Why = "names a neighbour";

    private static readonly Acting Manager = As(Preset.Manager, "manager"), Auditor = As(Preset.Auditor, "auditor");

    private readonly PrivacyWorld town = new();

    private World World => town.World;

    private ModerateReport Moderate => new(World.Here.Store, World.Here.Steps);

    private ReadOriginals Originals => new(World.Here.Store, World.Clock);

    public void Dispose() => town.Dispose();

    [Fact]
    public async Task Hiding_is_a_step_that_says_why_and_who_and_showing_undoes_it()
    {
        await town.OpenAsync();
        Report report = await town.ReportAsync();
        Stored<Report> hidden = Expect.Fresh(await Moderate.HideAsync(Wanted(report), World.Key("h"), Manager, World.Ct));
        Assert.Equal(("manager", report.State, 2), (hidden.Value.HiddenBy, hidden.Value.State, hidden.Value.Sequence));
        Expect.Replayed(await Moderate.HideAsync(Wanted(report), World.Key("h"), Manager, World.Ct));
        Assert.IsType<Outcome<Stored<Report>>.Conflict>(await Moderate.HideAsync(Wanted(report), null, Manager, World.Ct));
        ReportEvent happened = (await World.AllAsync(Kinds.ReportEvent, "town"))[^1];
        Assert.Equal((ReportEventKind.Hidden, null, true, Preset.Manager), (happened.Kind, happened.Move, happened.HasNote, happened.ActorAs));

        Stored<Report> shown = Expect.Fresh(await Moderate.ShowAsync(Wanted(report) with { Reason = null }, null, As(Preset.DutyDesk, "desk"), World.Ct));
        Assert.Equal((null, 3), (shown.Value.HiddenBy, shown.Value.Sequence));
        Assert.IsType<Outcome<Stored<Report>>.Conflict>(await Moderate.ShowAsync(Wanted(report), null, Manager, World.Ct));
        Assert.Equal(["hideReport", "showReport"], (await town.FactsAsync()).Where(f => f.Action is "hideReport" or "showReport").Select(f => f.Action).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Whoever_may_not_close_may_not_hide_and_an_old_version_is_told()
    {
        await town.OpenAsync();
        Report report = await town.ReportAsync();
        foreach (Preset preset in new[] { Preset.Steward, Preset.Volunteer, Preset.Auditor, Preset.Partner })
        {
            Assert.IsType<Outcome<Stored<Report>>.Forbidden>(await Moderate.HideAsync(Wanted(report), null, As(preset, "x"), World.Ct));
            Assert.IsType<Outcome<Stored<Report>>.Forbidden>(await Moderate.RedactAsync(Wanted(report), null, Clean, null, As(preset, "x"), World.Ct));
        }

        Assert.IsType<Outcome<Stored<Report>>.Stale>(await Moderate.HideAsync(Wanted(report) with { SeenETag = _ => false }, null, Manager, World.Ct));
        Assert.IsType<Outcome<Stored<Report>>.NotFound>(await Moderate.HideAsync(Wanted(report) with { Id = "none" }, null, Manager, World.Ct));
        Assert.Single(await World.AllAsync(Kinds.ReportEvent, "town"));
    }

    [Fact]
    public async Task A_redaction_replaces_the_words_and_the_first_original_stays_for_the_auditor_alone()
    {
        await town.OpenAsync();
        Report report = await town.ClosedAsync();
        Expect.Fresh(await Moderate.RedactAsync(Wanted(report), null, Clean, World.Key("r"), Manager, World.Ct));
        Expect.Replayed(await Moderate.RedactAsync(Wanted(report), null, Clean, World.Key("r"), Manager, World.Ct));
        Expect.Fresh(await Moderate.RedactAsync(Wanted(report), null, "", null, Manager, World.Ct));
        Expect.Fresh(await Moderate.RedactAsync(Wanted(report), 3, "waited", null, Manager, World.Ct));
        Assert.IsType<Outcome<Stored<Report>>.Conflict>(await Moderate.RedactAsync(Wanted(report), null, "x", null, Manager, World.Ct));
        Assert.IsType<Outcome<Stored<Report>>.Conflict>(await Moderate.RedactAsync(Wanted(report), 99, "x", null, Manager, World.Ct));

        ReportInFull full = Expect.Done(await World.Here.Read.FindAsync("town", report.Id, Manager, World.Ct));
        Assert.Equal((null, PrivacyWorld.Name), (full.Personal!.Words, full.Personal.ContactName));
        Assert.Equal("waited", Expect.Done(await World.Here.Read.EventsAsync("town", report.Id, Manager, World.Ct)).Events[2].Note);
        Assert.IsType<Outcome<OriginalsInFull>.NotFound>(await Originals.RunAsync("town", report.Id, Manager, World.Ct));
        OriginalsInFull originals = Expect.Done(await Originals.RunAsync("town", report.Id, Auditor, World.Ct));
        Assert.Equal([(null, PrivacyWorld.Words), (3, PrivacyWorld.Note)], originals.Originals.Select(o => (o.Sequence, o.Words!)));
        Assert.Equal("auditor", Assert.Single(await town.FactsAsync(), f => f.Action == "readOriginals").Actor);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_dies_while_redacting_has_done_all_of_it_or_nothing(bool afterTheCommit)
    {
        await town.OpenAsync();
        Report report = await town.ReportAsync();
        if (afterTheCommit)
        {
            World.Store.KillAfter(b => b.Container == Container.Reports);
        }
        else
        {
            World.Store.KillBefore(b => b.Container == Container.Reports);
        }

        await Assert.ThrowsAsync<KilledException>(() => Moderate.RedactAsync(Wanted(report), null, Clean, World.Key("r"), Manager, World.Ct));
        Assert.Equal(afterTheCommit ? 1 : 0, (await World.AllAsync(Kinds.ReportOriginal, "town")).Count);
        Expect.Done(await Moderate.RedactAsync(Wanted(report), null, Clean, World.Key("r"), Manager, World.Ct));
        Assert.Equal(PrivacyWorld.Words, Assert.Single(await World.AllAsync(Kinds.ReportOriginal, "town")).Words);
        Assert.Equal(Clean, (await World.AllAsync(Kinds.ReportPersonalPart, "town")).Single(p => p.Id == ReportPersonalPart.IdOf(report.Id)).Words);
        Assert.Equal(2, (await town.AgainAsync(report)).Sequence);
    }

    [Fact]
    public async Task Retention_takes_the_originals_with_the_rest()
    {
        await town.OpenAsync();
        Report report = await town.ClosedAsync();
        Expect.Fresh(await Moderate.RedactAsync(Wanted(report), null, Clean, null, Manager, World.Ct));
        World.Clock.Now += TimeSpan.FromDays(3650);
        await World.Here.NightlyRetention.RunAsync(World.Ct);
        await town.WorkAsync();
        Assert.Empty(await World.AllAsync(Kinds.ReportOriginal, "town"));
        Assert.Empty(await World.AllAsync(Kinds.ReportPersonalPart, "town"));
    }

    [Fact]
    public async Task A_persons_file_holds_the_originals_and_a_search_finds_who_is_named_in_them()
    {
        await town.OpenAsync();
        Report own = await town.ReportAsync();
        Report about = await town.ReportAsync(null, null, null, $"it is {PrivacyWorld.Name} again");
        Expect.Fresh(await Moderate.RedactAsync(Wanted(own), null, Clean, null, Manager, World.Ct));
        Expect.Fresh(await Moderate.RedactAsync(Wanted(about), null, Clean, null, Manager, World.Ct));
        Expect.Done(await World.Here.PersonRequests.OrderAsync(PersonRequests.Export, town.Settings.Jurisdiction, new PersonTerms { Name = PrivacyWorld.Name, Phone = PrivacyWorld.Phone }, null, null, Acting.Program, World.Ct));
        Job job = (await town.WorkAsync())[^1];
        string file = await town.FileAsync(job, "person.ndjson");
        Assert.Contains(PrivacyWorld.Words, file, StringComparison.Ordinal);
        Assert.Contains($"report/{about.Id}", file, StringComparison.Ordinal);
    }

    private static WantedModeration Wanted(Report report) => new(report.Jurisdiction, report.Id, Why, _ => true);

    private static Acting As(Preset preset, string subject) => new(new Caller(subject, null, [new Grant(Node.OfJurisdiction("town"), preset)]), null);
}
