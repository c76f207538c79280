using System.Text.Json;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Publications;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Imports;

/// <summary>Does the jobs that import files.</summary>
public sealed class ImportWork(ImportTools tools, AreaStaging staging) : IJobWork
{
    private readonly Dictionary<string, RowKind> rows = RowsOf(tools);

    /// <inheritdoc/>
    public IReadOnlyList<string> JobKinds { get; } = [.. Enum.GetValues<ImportSubject>().Select(ImportRequest.JobKindOf)];

    /// <inheritdoc/>
    public async Task<JobSlice> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        ImportRequest request = run.Job.Request.Deserialize(DomainJson.Default.ImportRequest)!;
        if (request.What == ImportSubject.Areas)
        {
            return await new AreasImport(tools, staging, run, request).RunAsync(cancellationToken);
        }

        RowKind kind = rows[run.Job.Kind];
        var at = await tools.Checkpoints.ReadAsync(kind.Makes.Container, run.Job, cancellationToken);
        return await new DocumentImport(kind, tools, run, request, new ImportLedger(run.Job, at, tools.Checkpoints, tools.Files)).RunAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task TidyUpAsync(Job job, CancellationToken cancellationToken)
    {
        Container container = rows.GetValueOrDefault(job.Kind)?.Makes.Container ?? Container.Areas;
        foreach (string import in DocumentImport.ImportIds(job))
        {
            var last = await tools.Publishing.ReadAsync(container, job.Jurisdiction, cancellationToken);
            await tools.Publishing.FinishAsync(container, job.Jurisdiction, import, cancellationToken);
            if (last is { Value: { Active: true } shown } && shown.Import == import)
            {
                // Cancelled when it showed already: it is finished all the same.
                await tools.FollowAllAsync(container, job, cancellationToken);
            }
        }

        await tools.DropMarksAsync(container, job, cancellationToken);
        await tools.Checkpoints.DropAsync(container, job, cancellationToken);
    }

    private static Dictionary<string, RowKind> RowsOf(ImportTools tools)
    {
        var codebook = new Codebook(tools.Store);
        return new(StringComparer.Ordinal)
        {
            [ImportRequest.JobKindOf(ImportSubject.Households)] = new HouseholdRows(codebook, tools.Clock),
            [ImportRequest.JobKindOf(ImportSubject.Buildings)] = new BuildingRows(codebook, tools.Clock),
            [ImportRequest.JobKindOf(ImportSubject.Stewards)] = new StewardRows(codebook, tools.Clock),
            [ImportRequest.JobKindOf(ImportSubject.Posts)] = new PostRows(codebook, tools.Clock),
        };
    }
}
