using GridSteward.Domain.Assists;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Loop;

public sealed class AssistTests
{
    /// <summary>The table written by hand, beside the code's: move, from, to, who (A was asked, H handles), ! where words are wanted.</summary>
    private const string ByHand = """
        accept asked accepted A; decline asked declined A!; decline accepted declined A!; answer accepted answered A!;
        cancel asked cancelled H; cancel accepted cancelled H; cancel declined cancelled H
        """;

    [Fact]
    public void The_table_is_the_one_written_by_hand_and_every_state_is_reached_and_left_but_the_final_ones()
    {
        Assert.Equal(
            ByHand.Split(';').Select(r => r.Trim()).Order(StringComparer.Ordinal),
            AssistTable.Moves.Select(m => $"{Wire.Name(m.Move)} {Wire.Name(m.From)} {Wire.Name(m.To)} {(m.ByAsked ? "A" : "H")}{(m.WantsNote ? "!" : "")}").Order(StringComparer.Ordinal));
        Assert.Equal(Enum.GetValues<AssistState>(), AssistTable.Moves.Select(m => m.To).Append(AssistState.Asked).Distinct().Order());
        Assert.Equal([AssistState.Answered, AssistState.Cancelled], Enum.GetValues<AssistState>().Where(s => AssistTable.Moves.All(m => m.From != s)));
        Assert.Equal(["asked", "accepted", "declined", "answered", "cancelled"], Wire.Names<AssistState>());
    }

    [Fact]
    public async Task A_partner_is_asked_sees_the_report_answers_and_then_it_can_be_resolved()
    {
        using LoopTown town = await LoopTown.OpenAsync();
        Stored<Report> report = await town.AcceptedAsync();
        Assert.False(LoopTown.Partner.Caller.Can(Capability.ReadReports, report.Value.Target));
        Stored<Report> asked = await town.AskAsync(report, "partner:id-pa");
        Assert.Equal(["partner:id-pa"], await town.ToldAsync(asked));
        Assert.Contains("partner:id-pa", asked.Value.Nodes);
        Assert.Equal(("post:id-p", ReportState.Accepted), (asked.Value.Assignee, asked.Value.State));
        Assert.Contains("pa (asked)", Assert.IsType<Outcome<Stored<Report>>.Conflict>(await town.TryMoveAsync(asked, Move.Resolve, LoopTown.Steward)).Why, StringComparison.Ordinal);

        ReportInFull seen = Expect.Done(await town.World.Here.Read.FindAsync("town", report.Value.Id, LoopTown.Partner, World.Ct));
        Assert.Equal("A lamp is broken", seen.Personal!.Words);
        Assert.Single(Expect.Done(await town.World.Here.Read.ListAsync("town", new ReportFilter(null, null, null), new PageRequest(10), LoopTown.Partner, World.Ct)).Items);
        foreach (Move move in new[] { Move.Resolve, Move.Return, Move.Wait })
        {
            Assert.IsType<Outcome<Stored<Report>>.Forbidden>(await town.TryMoveAsync(asked, move, LoopTown.Partner));
        }

        Assert.IsType<Outcome<Stored<Report>>.Conflict>(await town.TryAssistAsync(asked, AssistMove.Answer, LoopTown.Partner));
        Stored<Report> accepted = await town.AssistAsync(asked, AssistMove.Accept, LoopTown.Partner);
        Assert.Equal(["post:id-p"], await town.ToldAsync(accepted));
        Assert.Equal(["$.note"], Expect.Faults(await town.TryAssistAsync(accepted, AssistMove.Answer, LoopTown.Partner, note: " ")));
        Stored<Report> answered = await town.AssistAsync(accepted, AssistMove.Answer, LoopTown.Partner);
        Assert.Equal((AssistState.Answered, town.World.Clock.Now), (answered.Value.Assists[0].State, answered.Value.Assists[0].EndedAt));
        Assert.Equal(["ASKED", "ANSWERED", "ANSWERED"], Expect.Done(await town.World.Here.Read.EventsAsync("town", report.Value.Id, LoopTown.Partner, World.Ct)).Events.Where(e => e.Event.Assist is not null).Select(e => e.Note));
        Assert.Equal(Preset.Partner, (await town.EventsAsync(report))[^1].ActorAs);

        Stored<Report> resolved = await town.MoveAsync(answered, Move.Resolve, LoopTown.Steward);
        Assert.True(LoopTown.Partner.Caller.Can(Capability.ReadReports, resolved.Value.Target));
        Stored<Report> closed = await town.MoveAsync(resolved, Move.Close, LoopTown.Manager);
        Assert.False(LoopTown.Partner.Caller.Can(Capability.ReadReports, closed.Value.Target));
        Assert.DoesNotContain("partner:id-pa", closed.Value.Nodes);
    }

    [Fact]
    public async Task Those_who_only_help_see_words_and_place_but_neither_contact_nor_the_notes_of_moves()
    {
        using LoopTown town = await LoopTown.OpenAsync();
        Report report = (await town.AskAsync(await town.AcceptedAsync(), "partner:id-pa")).Value;
        Sight helper = LoopTown.Partner.Caller.SightOf(report.Target), own = LoopTown.Steward.Caller.SightOf(report.Target);
        PersonalField[] fields = [PersonalField.ReportWords, PersonalField.ReportPoint, PersonalField.AssistNote, PersonalField.ReportContact, PersonalField.ReportNote, PersonalField.ReportHouseholdPoint];
        Assert.Equal([true, true, true, false, false, false], fields.Select(helper.Sees));
        Assert.All(fields, f => Assert.True(own.Sees(f)));
    }

    [Fact]
    public async Task What_was_declined_holds_up_until_it_is_cancelled_or_another_is_asked_instead()
    {
        using LoopTown town = await LoopTown.OpenAsync();
        Stored<Report> asked = await town.AskAsync(await town.AcceptedAsync(), "partner:id-pa");
        Stored<Report> declined = await town.AssistAsync(asked, AssistMove.Decline, LoopTown.Partner);
        Assert.False(LoopTown.Partner.Caller.Can(Capability.ReadReports, declined.Value.Target));
        Assert.Contains("pa (declined)", Assert.IsType<Outcome<Stored<Report>>.Conflict>(await town.TryMoveAsync(declined, Move.Resolve, LoopTown.Steward)).Why, StringComparison.Ordinal);
        Assert.Equal(["$.insteadOf"], Expect.Faults(await town.TryAskAsync(declined, "team:id-t", insteadOf: "none")));
        Stored<Report> instead = Expect.Fresh(await town.TryAskAsync(declined, "team:id-t", insteadOf: declined.Value.Assists[0].Id));
        Assert.Equal([AssistState.Cancelled, AssistState.Asked], instead.Value.Assists.Select(a => a.State));
        Assert.Equal(["partner:id-pa", "team:id-t"], await town.ToldAsync(instead));
        Stored<Report> again = await town.AssistAsync(instead, AssistMove.Decline, LoopTown.Team, 1);
        Stored<Report> cancelled = await town.AssistAsync(again, AssistMove.Cancel, LoopTown.Steward, 1);
        Assert.Equal(ReportState.Resolved, (await town.MoveAsync(cancelled, Move.Resolve, LoopTown.Steward)).Value.State);
    }

    [Fact]
    public async Task Only_who_was_asked_answers_and_only_who_asked_or_handles_cancels()
    {
        using LoopTown town = await LoopTown.OpenAsync();
        Stored<Report> report = await town.AcceptedAsync();
        foreach (var who in new[] { LoopTown.Neighbour, LoopTown.Partner })
        {
            Assert.IsType<Outcome<Stored<Report>>.NotFound>(await town.TryAskAsync(report, "team:id-t", acting: who));
        }

        Assert.IsType<Outcome<Stored<Report>>.Forbidden>(await town.TryAskAsync(report, "team:id-t", acting: LoopTown.As("v", Preset.Volunteer, Node.OfArea("town", "g1"))));
        Stored<Report> asked = await town.AskAsync(await town.AskAsync(report, "post:id-q"), "team:id-t", required: false);
        Assert.IsType<Outcome<Stored<Report>>.Forbidden>(await town.TryAssistAsync(asked, AssistMove.Accept, LoopTown.Steward));
        Assert.IsType<Outcome<Stored<Report>>.Forbidden>(await town.TryAssistAsync(asked, AssistMove.Accept, LoopTown.Team));
        Assert.IsType<Outcome<Stored<Report>>.Forbidden>(await town.TryAssistAsync(asked, AssistMove.Cancel, LoopTown.Neighbour));
        Assert.IsType<Outcome<Stored<Report>>.NotFound>(await town.TryAssistAsync(asked, AssistMove.Accept, LoopTown.As("v", Preset.Volunteer, Node.OfArea("town", "g2"))));
        Assert.IsType<Outcome<Stored<Report>>.NotFound>(await town.TryAssistAsync(asked, AssistMove.Accept, LoopTown.Partner));

        // By the post's area, by its holder whose grant is elsewhere, by the team.
        Stored<Report> accepted = await town.AssistAsync(asked, AssistMove.Accept, LoopTown.Neighbour);
        Stored<Report> answered = await town.AssistAsync(accepted, AssistMove.Answer, LoopTown.As("ben", Preset.Volunteer, Node.OfArea("town", "g1")));
        Assert.Equal(AssistState.Asked, answered.Value.Assists[1].State);
        Assert.Equal(AssistState.Cancelled, (await town.AssistAsync(answered, AssistMove.Cancel, LoopTown.Manager, 1)).Value.Assists[1].State);
    }

    [Fact]
    public async Task Nobody_is_asked_twice_at_a_time_nor_who_has_it_nor_more_than_twenty_nor_after_the_work()
    {
        using LoopTown town = await LoopTown.OpenAsync();
        Stored<Report> report = await town.AcceptedAsync();
        Assert.IsType<Outcome<Stored<Report>>.Conflict>(await town.TryAskAsync(report, "post:id-p"));
        Assert.Equal(["$.assignee"], Expect.Faults(await town.TryAskAsync(report, "team:nobody")));
        for (int i = 0; i < Assist.Most; i++)
        {
            report = await town.AskAsync(report, "team:id-t", required: false);
            Assert.Contains("asked already", Assert.IsType<Outcome<Stored<Report>>.Conflict>(await town.TryAskAsync(report, "team:id-t")).Why, StringComparison.Ordinal);
            report = await town.AssistAsync(report, AssistMove.Cancel, LoopTown.Steward, i);
        }

        Assert.Contains("most", Assert.IsType<Outcome<Stored<Report>>.Conflict>(await town.TryAskAsync(report, "team:id-t")).Why, StringComparison.Ordinal);
        report = await town.MoveAsync(report, Move.Resolve, LoopTown.Steward);
        Assert.Contains("resolved", Assert.IsType<Outcome<Stored<Report>>.Conflict>(await town.TryAskAsync(report, "partner:id-pa")).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_work_ends_open_requests_are_cancelled_and_those_asked_are_told()
    {
        using LoopTown town = await LoopTown.OpenAsync();
        Stored<Report> asked = await town.AskAsync(await town.AskAsync(await town.AcceptedAsync(), "team:id-t", required: false), "partner:id-pa");
        Stored<Report> refused = await town.MoveAsync(asked, Move.Refuse, LoopTown.Manager);
        Assert.All(refused.Value.Assists, a => Assert.Equal(AssistState.Cancelled, a.State));
        Assert.Equal(["partner:id-pa", "reporter", "team:id-t"], await town.ToldAsync(refused));
        Assert.IsType<Outcome<Stored<Report>>.Conflict>(await town.TryAssistAsync(refused, AssistMove.Accept, LoopTown.Team));
        Assert.IsType<Outcome<ReportInFull>.NotFound>(await town.World.Here.Read.FindAsync("town", refused.Value.Id, LoopTown.Team, World.Ct));
    }

    [Fact]
    public async Task Wherever_the_program_dies_a_request_and_an_answer_sent_again_have_happened_once()
    {
        using LoopTown town = await LoopTown.OpenAsync();
        int asking = await town.KillEverywhereAsync(() => town.AcceptedAsync(), (report, on, key) => town.TryAskAsync(report, "partner:id-pa", once: key, instance: on));
        int answering = await town.KillEverywhereAsync(
            async () => await town.AskAsync(await town.AcceptedAsync(), "partner:id-pa"), (report, on, key) => town.TryAssistAsync(report, AssistMove.Accept, LoopTown.Partner, once: key, instance: on));

        // Who declines no longer sees the report, and is still told that it is done.
        int declining = await town.KillEverywhereAsync(
            async () => await town.AskAsync(await town.AcceptedAsync(), "partner:id-pa"), (report, on, key) => town.TryAssistAsync(report, AssistMove.Decline, LoopTown.Partner, once: key, instance: on));
        Assert.True(asking >= 5 && answering >= 4 && declining >= 4, $"{asking}, {answering}, {declining}");
        Assert.All((await town.World.ReportsAsync("town")).SelectMany(r => r.Assists.GroupBy(a => a.Asked.Key)), g => Assert.Single(g));
    }

    [Fact]
    public async Task Of_many_answers_at_once_one_counts()
    {
        using LoopTown town = await LoopTown.OpenAsync();
        Stored<Report> accepted = await town.AssistAsync(await town.AskAsync(await town.AcceptedAsync(), "partner:id-pa"), AssistMove.Accept, LoopTown.Partner);
        var all = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(() => town.TryAssistAsync(
            accepted, i % 2 == 0 ? AssistMove.Answer : AssistMove.Decline, LoopTown.Partner, note: $"answer {i}"))));
        Assert.Single(all, o => o is Outcome<Stored<Report>>.Done);
        Assert.Equal(accepted.Value.Sequence + 1, (await town.NowAsync(accepted)).Value.Sequence);
    }
}
