using GridSteward.Domain.Exports;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Jobs;

/// <summary>Tables as files.</summary>
public sealed class ExportFunctions(Api api, OrderExports exports)
{
    [Function("CreateExport")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/exports")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) => call.Accepted(
            await exports.OrderAsync(settings, call.ReadJson().ReadExport(), call.Once(), call.Acting, call.CancellationToken)));
}
