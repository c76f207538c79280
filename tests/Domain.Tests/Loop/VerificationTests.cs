using GridSteward.Domain.Audit;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Loop;

public sealed class VerificationTests
{
    [Fact]
    public async Task Where_the_category_says_so_who_resolved_it_cannot_close_it_under_any_grant_nor_can_the_program()
    {
        using LoopTown town = await LoopTown.OpenAsync(s => s with { Categories = [s.Categories[0] with { VerifyByAnother = true }, .. s.Categories.Skip(1)] });
        Stored<Report> resolved = await town.ResolvedAsync();
        Acting same = LoopTown.As("anna", Preset.Administrator, Node.OfJurisdiction("town"));
        Assert.Contains("somebody other", Assert.IsType<Outcome<Stored<Report>>.Conflict>(await town.TryMoveAsync(resolved, Move.Close, same)).Why, StringComparison.Ordinal);
        Assert.Contains("a person", Assert.IsType<Outcome<Stored<Report>>.Conflict>(await town.TryMoveAsync(resolved, Move.Close, Acting.Program)).Why, StringComparison.Ordinal);

        // Nor by turning down the reporter who says that it is not solved.
        Stored<Report> asked = Expect.Fresh(await town.SayAsync(resolved, false));
        Assert.IsType<Outcome<Stored<Report>>.Conflict>(await town.TryMoveAsync(asked, Move.DeclineReopen, same));
        Assert.Equal(ReportState.Closed, (await town.MoveAsync(asked, Move.DeclineReopen, LoopTown.Manager)).Value.State);
        Assert.Equal(ReportState.Closed, (await town.MoveAsync(await town.ResolvedAsync(), Move.Close, LoopTown.Manager)).Value.State);
    }

    [Fact]
    public async Task Where_it_does_not_anybody_who_may_close_does()
    {
        using LoopTown town = await LoopTown.OpenAsync();
        Assert.Equal(ReportState.Closed, (await town.MoveAsync(await town.ResolvedAsync(), Move.Close, LoopTown.As("anna", Preset.Manager, Node.OfJurisdiction("town")))).Value.State);
    }
}
