using GridSteward.Domain.Duplicates;
using GridSteward.Functions.Http;
using GridSteward.Functions.Reports;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Duplicates;

/// <summary>Duplicates for those who handle reports: merging and taking apart.</summary>
public sealed class MergeFunctions(Api api, MergeReports merge)
{
    [Function("MergeReport")]
    public Task<IResult> MergeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/reports/{jurisdiction}/{id}/merge")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call => call.IfMatch() is { } ifMatch
            ? call.Stepped(await merge.MergeAsync(call.ReadJson().ReadMerge(jurisdiction, id, ifMatch), call.Once(), call.Acting, call.CancellationToken))
            : call.PreconditionRequired());

    [Function("UnmergeReport")]
    public Task<IResult> UnmergeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/reports/{jurisdiction}/{id}/unmerge")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call => call.IfMatch() is { } ifMatch
            ? call.Stepped(await merge.UnmergeAsync(call.ReadJson().ReadUnmerge(jurisdiction, id, ifMatch), call.Once(), call.Acting, call.CancellationToken))
            : call.PreconditionRequired());
}
