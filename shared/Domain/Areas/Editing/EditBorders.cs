using GridSteward.Domain.Areas.Editing.Plans;

namespace GridSteward.Domain.Areas.Editing;

/// <summary>Edits of the borders of several areas at once. Each makes one generation, and leaves all who share a border exactly adjacent.</summary>
public sealed class EditBorders(RunAreaEdits run, HouseholdSites sites)
{
    /// <summary>Splits an area by a line.</summary>
    public Task<Outcome<EditedAreas>> SplitAsync(string code, SplitOrder order, EditManner manner, CancellationToken cancellationToken)
        => run.RunAsync(AreaEditOrder.OfOne("split", code, manner.SeenETag, next => Task.FromResult(PlanSplit.Of(next, code, order))), manner, cancellationToken);

    /// <summary>Makes one area of several.</summary>
    public Task<Outcome<EditedAreas>> MergeAsync(MergeOrder order, EditManner manner, CancellationToken cancellationToken)
        => run.RunAsync(AreaEditOrder.OfSeveral("merge", order.Areas, next => Task.FromResult(PlanMerge.Of(next, order))), manner, cancellationToken);

    /// <summary>Gives two neighbours another border.</summary>
    public Task<Outcome<EditedAreas>> MoveBorderAsync(BorderOrder order, EditManner manner, CancellationToken cancellationToken)
        => run.RunAsync(AreaEditOrder.OfSeveral("moveBorder", order.Areas, next => Task.FromResult(PlanBorderMove.Of(next, order))), manner, cancellationToken);

    /// <summary>Proposes, or makes, the area snapped to its neighbours.</summary>
    public Task<Outcome<EditedAreas>> SnapAsync(string code, SnapOrder order, EditManner manner, CancellationToken cancellationToken)
        => run.RunAsync(
            AreaEditOrder.OfOne("snap", code, manner.SeenETag, next => Task.FromResult(PlanSnap.Of(next, code, order))), manner with { DryRun = !order.Apply }, cancellationToken);

    /// <summary>Divides an area by its households.</summary>
    public Task<Outcome<EditedAreas>> MakeMicroGridsAsync(string code, MicroGridOrder order, EditManner manner, CancellationToken cancellationToken)
        => run.RunAsync(
            AreaEditOrder.OfOne("makeMicroGrids", code, manner.SeenETag, async next => PlanMicroGrids.Of(
                next, manner.Settings, code, order, await sites.InAsync(next.Before.First(a => a.Code == code), cancellationToken))),
            manner, cancellationToken);
}
