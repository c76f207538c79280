using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using static GridSteward.Domain.Reports.Move;
using static GridSteward.Domain.Reports.ReportState;

namespace GridSteward.Domain.Tests.Reports;

public class LifecycleTests
{
    /// <summary>The table written by hand, beside the code's: move, from, to, who (H handles, C closes, D dispatches, R the reporter), ! where a reason is wanted.</summary>
    private const string ByHand = """
        accept received accepted H; resolve accepted resolved H; resolve waiting resolved H; close resolved closed C;
        wait accepted waiting H!; resume waiting accepted H;
        return received received H!; return accepted received H!; return waiting received H!;
        dispatch received received D; dispatch accepted received D; dispatch waiting received D;
        refuse received refused C!; refuse accepted refused C!; refuse waiting refused C!;
        merge received duplicate H; merge accepted duplicate H; merge waiting duplicate H; unmerge duplicate received H!;
        transfer received transferred D!; transfer accepted transferred D!; transfer waiting transferred D!;
        withdraw received withdrawn R; withdraw accepted withdrawn R; withdraw waiting withdrawn R;
        reopen resolved received H!; reopen reopenRequested received C!; reopen closed received C!; reopen refused received C!;
        requestReopen resolved reopenRequested R!; requestReopen closed reopenRequested R!; requestReopen refused reopenRequested R!;
        declineReopen reopenRequested closed C!
        """;

    [Fact]
    public void The_table_is_the_one_written_by_hand()
    {
        string[] byHand = [.. ByHand.Split(';').Select(row => row.Trim()).Order(StringComparer.Ordinal)];
        Assert.Equal(byHand, Lifecycle.Moves.Select(Row).Order(StringComparer.Ordinal));

        static string Row(AllowedMove m)
        {
            string who = m.Needs switch { Capability.HandleReports => "H", Capability.CloseReports => "C", Capability.DispatchReports => "D", null => "R", _ => "?" };
            return $"{Wire.Name(m.Move)} {Wire.Name(m.From)} {Wire.Name(m.To)} {who}{(m.WantsReason ? "!" : "")}";
        }
    }

    [Fact]
    public void Every_state_is_reached_from_the_first()
    {
        HashSet<ReportState> reached = ReachedFrom(Lifecycle.First);
        Assert.Equal(Enum.GetValues<ReportState>(), reached.Order());
    }

    [Fact]
    public void Every_state_but_the_final_ones_can_be_left_and_leads_to_closed()
    {
        Assert.Equal([Withdrawn, Transferred], Enum.GetValues<ReportState>().Where(Lifecycle.IsFinal));
        Assert.All(Enum.GetValues<ReportState>().Where(s => !Lifecycle.IsFinal(s)), s => Assert.Contains(Closed, ReachedFrom(s)));
    }

    [Fact]
    public void A_move_is_allowed_at_most_once_from_a_state()
    {
        Assert.Equal(Lifecycle.Moves.Count, Lifecycle.Moves.DistinctBy(m => (m.From, m.Move)).Count());
        Assert.Equal(Enum.GetValues<Move>(), Lifecycle.Moves.Select(m => m.Move).Distinct().Order());
    }

    [Fact]
    public void States_and_moves_have_one_spelling()
    {
        Assert.Equal(
            ["received", "accepted", "waiting", "resolved", "reopenRequested", "closed", "refused", "duplicate", "withdrawn", "transferred"], Wire.Names<ReportState>());
        Assert.Equal(
            [
                "accept", "return", "dispatch", "refuse", "wait", "resume", "resolve", "close", "reopen", "requestReopen", "declineReopen", "withdraw", "merge", "unmerge", "transfer",
            ],
            Wire.Names<Move>());
    }

    [Fact]
    public void A_report_is_open_while_somebody_has_to_act_and_over_when_it_has_ended()
    {
        Assert.Equal([Received, Accepted, Waiting], Enum.GetValues<ReportState>().Where(Lifecycle.IsOpen));
        Assert.Equal([Closed, Refused, Duplicate, Withdrawn, Transferred], Enum.GetValues<ReportState>().Where(Lifecycle.IsOver));
    }

    [Fact]
    public void Replaying_the_moves_of_any_walk_gives_the_state_in_which_it_ended_and_a_move_out_of_turn_is_refused()
    {
        Dictionary<(ReportState, Move), ReportState> rows = ByHand.Split(';').Select(r => r.Trim().Split(' ')).ToDictionary(r => (State(r[1]), MoveOf(r[0])), r => State(r[2]));
        int refused = 0;
        Check.ForSeeds(400, random =>
        {
            ReportState? state = Received;
            List<Move> walk = [];
            while (random.Next(8) > 0)
            {
                Move[] allowed = [.. rows.Keys.Where(k => k.Item1 == state).Select(k => k.Item2)];
                Move next = allowed.Length == 0 || random.Next(12) == 0 ? random.Pick(Enum.GetValues<Move>()) : random.Pick(allowed);
                walk.Add(next);
                state = state is { } from && rows.TryGetValue((from, next), out ReportState to) ? to : null;
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
        Assert.InRange(refused, 30, 370);

        static ReportState State(string name) => Wire.TryParse(name, out ReportState state) ? state : throw new ArgumentException(name, nameof(name));
        static Move MoveOf(string name) => Wire.TryParse(name, out Move move) ? move : throw new ArgumentException(name, nameof(name));
    }

    private static HashSet<ReportState> ReachedFrom(ReportState first)
    {
        HashSet<ReportState> reached = [first];
        while (Lifecycle.Moves.Any(m => reached.Contains(m.From) && reached.Add(m.To)))
        {
        }

        return reached;
    }
}
