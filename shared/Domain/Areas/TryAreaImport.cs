using GridSteward.Domain.People;
using GridSteward.Domain.Reassignment;

namespace GridSteward.Domain.Areas;

/// <summary>What an import would do.</summary>
/// <param name="Next">What it would begin over.</param>
/// <param name="Edition">The areas as they would be.</param>
/// <param name="Problems">What would be wrong between them and is not yet.</param>
/// <param name="Reassignment">What it would move.</param>
public sealed record AreaImportTrial(NextGeneration Next, AreaEdition Edition, AreaReport Problems, PreviewedReassignment Reassignment);

/// <summary>Tries an import out: everything is checked as an import checks it, and nothing is written.</summary>
public sealed class TryAreaImport(AreaStaging staging, AreaSnapshots snapshots, ReassignmentPreview preview)
{
    /// <summary>Tries a file out.</summary>
    public async Task<Outcome<AreaImportTrial>> RunAsync(AreaImportRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var read = AreaImport.Read(request, caller);
        if (read is not Outcome<IReadOnlyList<AreaDraft>>.Done { Value: var drafts })
        {
            return read.As<AreaImportTrial>();
        }

        NextGeneration next = await staging.BeginAsync(request.Settings.Jurisdiction, cancellationToken);
        AreaEdition edition = AreaEdition.Compose(next, drafts, request.Mode);
        Fault[] faults = [.. edition.TreeFaults(request.Settings, drafts)];
        return faults.Length > 0
            ? new Outcome<AreaImportTrial>.Invalid(faults)
            : new AreaImportTrial(
                next, edition, await CausedAsync(next, edition, request.Settings.Levels, cancellationToken),
                await preview.OfAsync(request.Settings, next.Before, edition.Areas, caller, cancellationToken));
    }

    /// <summary>What an edition would make wrong.</summary>
    public async Task<AreaReport> CausedAsync(NextGeneration next, AreaEdition edition, IReadOnlyList<string> levels, CancellationToken cancellationToken)
    {
        if (!edition.ChangesAnything)
        {
            return new AreaReport(levels, []);
        }

        AreaSnapshot current = await snapshots.GetAsync(next.Jurisdiction, levels, cancellationToken);
        AreaReport before = current.Generation == next.Number - 1
            ? await current.ReportAsync(cancellationToken)
            : await Task.Run(() => AreaReport.Of(levels, next.Before), cancellationToken);
        AreaReport after = await Task.Run(() => AreaReport.Of(levels, edition.Areas), cancellationToken);
        return after.Without(before).Where(null, null, AreaReport.UsualSquareMetres);
    }
}
