using GridSteward.Domain.Reports;

namespace GridSteward.Domain.Tests.Reports;

public class LifecycleTests
{
    [Fact]
    public void Every_state_is_reached_from_the_first()
    {
        HashSet<ReportState> reached = [Lifecycle.First];
        while (Lifecycle.Moves.Any(m => reached.Contains(m.From) && reached.Add(m.To)))
        {
        }

        Assert.Equal(Enum.GetValues<ReportState>(), reached.Order());
    }

    [Fact]
    public void Only_closed_has_no_move_and_every_state_leads_there()
    {
        Assert.Equal([ReportState.Closed], Enum.GetValues<ReportState>().Where(s => Lifecycle.Moves.All(m => m.From != s)));
        foreach (ReportState from in Enum.GetValues<ReportState>())
        {
            HashSet<ReportState> reached = [from];
            while (Lifecycle.Moves.Any(m => reached.Contains(m.From) && reached.Add(m.To)))
            {
            }

            Assert.Contains(ReportState.Closed, reached);
        }
    }

    [Fact]
    public void A_move_is_allowed_at_most_once_from_a_state_and_always_takes_the_same_capability()
    {
        Assert.Equal(Lifecycle.Moves.Count, Lifecycle.Moves.DistinctBy(m => (m.From, m.Move)).Count());
        Assert.All(Lifecycle.Moves, m => Assert.Equal(m.Needs, Lifecycle.NeedOf(m.Move)));
        Assert.Equal(Enum.GetValues<Move>(), Lifecycle.Moves.Select(m => m.Move).Distinct().Order());
    }

    [Fact]
    public void States_and_moves_have_one_spelling()
    {
        Assert.Equal(["received", "accepted", "resolved", "closed"], Wire.Names<ReportState>());
        Assert.Equal(["accept", "resolve", "close"], Wire.Names<Move>());
    }

    [Fact]
    public void A_report_is_open_until_it_is_resolved()
        => Assert.Equal([ReportState.Received, ReportState.Accepted], Enum.GetValues<ReportState>().Where(Lifecycle.IsOpen));

    [Fact]
    public void Replaying_the_moves_of_any_walk_gives_the_state_in_which_it_ended() => Check.ForSeeds(300, random =>
    {
        ReportState state = Lifecycle.First;
        List<Move> walk = [];
        while (random.Next(6) > 0 && random.Some(Lifecycle.Moves.Where(m => m.From == state)) is [var next, ..])
        {
            walk.Add(next.Move);
            state = next.To;
        }

        Assert.Equal(state, Lifecycle.Replay(walk));
    });

    [Fact]
    public void A_walk_with_a_move_out_of_turn_is_refused()
    {
        // Written out by hand, beside the table.
        Dictionary<(ReportState From, Move Move), ReportState> rows = new()
        {
            [(ReportState.Received, Move.Accept)] = ReportState.Accepted,
            [(ReportState.Accepted, Move.Resolve)] = ReportState.Resolved,
            [(ReportState.Resolved, Move.Close)] = ReportState.Closed,
        };
        int refused = 0;
        Check.ForSeeds(300, random =>
        {
            Move[] walk = [.. Enumerable.Range(0, random.Next(5)).Select(i => random.Next(4) == 0 ? random.Pick(Enum.GetValues<Move>()) : (Move)Math.Min(i, 2))];
            ReportState? state = ReportState.Received;
            foreach (Move move in walk)
            {
                state = state is { } from && rows.TryGetValue((from, move), out ReportState to) ? to : null;
            }

            if (state is null)
            {
                refused++;
                Assert.Throws<InvalidOperationException>(() => Lifecycle.Replay(walk));
            }
            else
            {
                Assert.Equal(state, Lifecycle.Replay(walk));
            }
        });
        Assert.InRange(refused, 30, 270);
    }
}
