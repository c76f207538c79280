using GridSteward.Domain.Reassignment;
using GridSteward.Functions.Http;
using GridSteward.Functions.Jobs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Reassignments;

/// <summary>Re-assignments that people order; those after edits order themselves.</summary>
public sealed class ReassignmentFunctions(Api api, OrderReassignments orders)
{
    [Function("CreateReassignment")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/reassignments")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, _) =>
        {
            ReassignRequest wanted = call.ReadJson().ReadReassignment();
            return call.Accepted(await orders.OrderAsync(jurisdiction, wanted, call.Once(), call.Acting, call.CancellationToken));
        });
}

/// <summary>Reads what re-assignments take.</summary>
public static class ReassignmentInput
{
    public static ReassignRequest ReadReassignment(this JsonInput input)
    {
        bool? dryRun = input.Flag("dryRun");
        bool? full = input.Flag("full");
        input.Finish();
        return new ReassignRequest(dryRun ?? false, full ?? false);
    }
}
