using GridSteward.Domain.Transfers;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Jobs;

/// <summary>A whole jurisdiction out of the deployment, and into it.</summary>
public sealed class TransferFunctions(Api api, KeepTransfers transfers)
{
    [Function("ExportJurisdiction")]
    public Task<IResult> ExportAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/transfer-exports")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, _) => call.Accepted(
            await transfers.ExportAsync(jurisdiction, call.Once(), call.Acting, call.CancellationToken)));

    [Function("ImportJurisdiction")]
    public Task<IResult> ImportAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/transfer-imports")] HttpRequest request, FunctionContext context)
        => api.RunAsync(request, context, null, async call =>
        {
            WantedTransfer wanted = call.ReadJson().ReadTransfer();
            return call.Accepted(await transfers.ImportAsync(wanted.Upload, wanted.AcceptChanged, call.Once(), call.Acting, call.CancellationToken));
        });
}
