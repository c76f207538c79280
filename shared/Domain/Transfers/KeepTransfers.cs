using System.Text.Json;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Uploads;

namespace GridSteward.Domain.Transfers;

/// <summary>Orders the jobs that take a whole jurisdiction out of a deployment and into one.</summary>
public sealed class KeepTransfers(IDocumentStore store, KeepJobs jobs, KeepUploads uploads)
{
    /// <summary>Orders the file of a jurisdiction.</summary>
    public Task<Outcome<Stored<Job>>> ExportAsync(string jurisdiction, OnceKey? once, Acting acting, CancellationToken cancellationToken)
    {
        var order = new JobOrder(ExportJurisdiction.JobKind, JsonElement.Parse("{}"), Capability.ManageJurisdictions) { Action = ExportJurisdiction.JobKind };
        return jobs.CreateAsync(jurisdiction, order, once, acting, cancellationToken);
    }

    /// <summary>Orders that the jurisdiction of an uploaded file be brought here.</summary>
    /// <param name="upload">The sealed upload.</param>
    /// <param name="acceptChanged">Whether to take a file that was made while its documents changed.</param>
    /// <param name="once">The idempotency key; null for none.</param>
    /// <param name="acting">Who.</param>
    /// <param name="cancellationToken">Stops the work before it writes.</param>
    public Task<Outcome<Stored<Job>>> ImportAsync(string upload, bool acceptChanged, OnceKey? once, Acting acting, CancellationToken cancellationToken)
    {
        var order = new JobOrder(ImportJurisdiction.JobKind, JsonElement.Parse("{}"), Capability.ManageJurisdictions, upload)
        {
            Action = ImportJurisdiction.JobKind,
            Prepare = token => PlanAsync(upload, acceptChanged, token),
        };
        return jobs.CreateAsync(Jurisdiction.Unassigned, order, once, acting, cancellationToken);
    }

    private async Task<Outcome<JsonElement>> PlanAsync(string upload, bool acceptChanged, CancellationToken cancellationToken)
    {
        string? fault = "Is no file of a jurisdiction.";
        string? code = null;
        try
        {
            await using Stream file = await uploads.OpenAsync(upload, cancellationToken);
            using var lines = new LineReader(file, 0, 0);
            if (await lines.ReadAsync(cancellationToken) && TransferLine.Read(lines.Line) is TransferLine.Head { Value: var head })
            {
                fault = TransferCheck.FaultOf(head);
                code = head.Jurisdiction;
            }
        }
        catch (InvalidDataException)
        {
            // Its first line is longer than any line of such a file.
        }

        return fault is not null
            ? new Outcome<JsonElement>.Invalid([new("$.upload", $"Line 1: {fault}")])
            : await store.FindAsync(Kinds.JurisdictionEntry, JurisdictionEntry.ListKey, code!, cancellationToken) switch
            {
                { Value.Arriving: null } => new Outcome<JsonElement>.Conflict($"There is already a jurisdiction '{code}'."),
                _ => JsonSerializer.SerializeToElement(new TransferPlan(code!, acceptChanged), TransferJson.Default.TransferPlan),
            };
    }
}
