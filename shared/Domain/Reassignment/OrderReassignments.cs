using System.Text.Json;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Reassignment;

/// <summary>Re-assignments as people order them: dry runs, full recounts, and what a failed or cancelled job has left.</summary>
public sealed class OrderReassignments(KeepJobs jobs)
{
    /// <summary>Orders one.</summary>
    public Task<Outcome<Stored<Job>>> OrderAsync(string jurisdiction, ReassignRequest request, OnceKey? once, Acting acting, CancellationToken cancellationToken)
    {
        string kind = request.DryRun ? ReassignWork.DryKind : ReassignWork.Kind;
        var order = new JobOrder(kind, JsonSerializer.SerializeToElement(request, DomainJson.Default.ReassignRequest), Capability.ManageAreas);
        return jobs.CreateAsync(jurisdiction, order, once, acting, cancellationToken);
    }
}
