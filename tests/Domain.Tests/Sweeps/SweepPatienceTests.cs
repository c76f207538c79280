using GridSteward.Domain.Coverage;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Sweeps;

/// <summary>Sweeps whose engine does not answer. Escalation and jobs have tests of their own.</summary>
public sealed class SweepPatienceTests : IDisposable
{
    private static readonly string[] Codes = ["a", "b", "c", "d", "e", "f"];

    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void Three_in_a_row_end_a_sweep_and_whatever_answers_between_begins_the_count_anew()
    {
        var away = new StoreUnavailableException("away", TimeSpan.FromSeconds(1));
        SweepPatience patience = new();
        foreach (Action between in new Action[] { patience.Answered, () => patience.Failed(new InvalidOperationException()) })
        {
            patience.Failed(away);
            patience.Failed(away);
            Assert.False(patience.IsOver);
            between();
        }

        Enumerable.Range(0, SweepPatience.Most).ToList().ForEach(_ => patience.Failed(away));
        Assert.True(patience.IsOver);
    }

    [Fact]
    public async Task The_night_leaves_what_an_engine_that_is_away_did_not_answer_to_the_next_run()
    {
        await AddTownsAsync();
        ComesAndGoes(away: true);
        NightlyOutcome first = await world.Here.Nightly.RunAsync(World.Ct);
        Assert.Equal((0, 3, 3), (first.Made.Count, first.Failed.Count, first.Left.Count));
        Assert.Equal(SweepPatience.Most, (await world.Here.NightlyRetention.RunAsync(World.Ct)).Failed.Count);
        Assert.Equal(SweepPatience.Most, (await world.Here.NightlyVisits.RunAsync(World.Ct)).Failed.Count);

        ComesAndGoes(away: false);
        Assert.Equal(Codes, (await world.Here.Nightly.RunAsync(World.Ct)).Made);
        Assert.Equal(Codes.Length + 1, (await world.Here.NightlyRetention.RunAsync(World.Ct)).Ordered);
        Assert.Equal(Codes.Length, (await world.Here.NightlyVisits.RunAsync(World.Ct)).Ordered);
    }

    [Fact]
    public async Task One_busy_partition_is_left_and_the_others_are_done()
    {
        await AddTownsAsync();
        world.Store.BeforeCommit = batch => batch.Partition == "c" ? throw new StoreUnavailableException("429", TimeSpan.FromSeconds(1)) : Task.CompletedTask;
        NightlyOutcome first = await world.Here.Nightly.RunAsync(World.Ct);
        Assert.Equal(("a b d e f", "c"), (string.Join(' ', first.Made), string.Join(' ', first.Failed.Keys)));
        Assert.Empty(first.Left);
    }

    private async Task AddTownsAsync()
    {
        foreach (string code in Codes)
        {
            await world.AddTownAsync(Town.Settings(code));
        }

        world.Clock.Now = DateTimeOffset.Parse("2026-03-02T06:00:00Z", null);
    }

    // the list of jurisdictions is read; all else waits
    private void ComesAndGoes(bool away) => world.Store.BeforeRead = kind
        => away && kind.Container != Container.Directory ? throw new StoreUnavailableException("away", TimeSpan.FromSeconds(1)) : Task.CompletedTask;
}
