using GridSteward.Domain;
using GridSteward.Domain.Coverage;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Households;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Coverage;

/// <summary>The lists of the units whose visits lift each area to its target.</summary>
public sealed class MopUpFunctions(Api api, ReadMopUp lists)
{
    [Function("GetMopUp")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/coverage-reports/{date}/mop-up")] HttpRequest request,
        string jurisdiction, string date, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            string? area = call.Query.Text("area");
            PageRequest page = call.Query.IdPage();
            call.Query.Finish();
            List<Fault> faults = [];
            if (!ReadCoverage.IsDay(date))
            {
                faults.Add(new("path.date", "A day as yyyy-MM-dd, or latest."));
            }

            if (area is null)
            {
                faults.Add(new("query.area", "Is missing: the code of the area whose list is wanted."));
            }

            return faults.Count > 0
                ? call.Problems.Invalid(faults)
                : call.Problems.Of(
                    await lists.ListAsync(settings, date, area!, page, call.Caller, call.CancellationToken),
                    done => done.Value.ToAnswer(h => HouseholdResponse.Of(h, null, call.Caller), ApiJson.Default.PageResponseHouseholdResponse));
        });
}
