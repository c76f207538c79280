using System.Text.Json;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tables;

namespace GridSteward.Domain.Exports;

/// <summary>Orders exports of tables.</summary>
public sealed class OrderExports(KeepJobs jobs, AreaSnapshots snapshots)
{
    /// <summary>Enters the job that writes the file. Who ordered what stays in the audit when the job is forgotten.</summary>
    public async Task<Outcome<Stored<Job>>> OrderAsync(Jurisdiction settings, ExportRequest request, OnceKey? once, Acting acting, CancellationToken cancellationToken)
    {
        Capability needed = ExportRequest.CapabilityOf(request.What);
        if (!acting.Caller.Can(needed, new Target(settings.Jurisdiction)))
        {
            return new Outcome<Stored<Job>>.Forbidden($"Exporting {Wire.Name(request.What)} needs {needed} on the whole jurisdiction.");
        }

        List<Fault> faults = [.. await FaultsAsync(settings, request, cancellationToken)];
        if (faults.Count > 0)
        {
            return new Outcome<Stored<Job>>.Invalid(faults);
        }

        string kind = ExportRequest.JobKindOf(request.What);
        var order = new JobOrder(kind, JsonSerializer.SerializeToElement(request, DomainJson.Default.ExportRequest), needed)
        {
            Action = request.Area is { } area ? $"{kind} of {area}" : kind,
        };
        return await jobs.CreateAsync(settings.Jurisdiction, order, once, acting, cancellationToken);
    }

    private async Task<IEnumerable<Fault>> FaultsAsync(Jurisdiction settings, ExportRequest request, CancellationToken cancellationToken)
    {
        List<Fault> faults = [];
        if (request.Delimiter is not null && request.Format != TableKind.Csv)
        {
            faults.Add(new("$.delimiter", "Is for CSV only."));
        }

        if (request.Encoding == TableEncoding.Gb18030 && request.Format != TableKind.Csv)
        {
            faults.Add(new("$.encoding", "JSON is always UTF-8."));
        }

        if (request.Area is { } area)
        {
            if (request.What is not (ExportSubject.Households or ExportSubject.Posts or ExportSubject.Reports))
            {
                faults.Add(new("$.area", "Is for households, posts and reports."));
            }
            else if ((await snapshots.GetAsync(settings.Jurisdiction, settings.Levels, cancellationToken)).Find(area) is null)
            {
                faults.Add(new("$.area", $"There is no area '{area}'."));
            }
        }

        return faults;
    }
}
