using GridSteward.Domain;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Households;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Http;
using GridSteward.Geo;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Households;

/// <summary>A household; name and phone only where one is read in full.</summary>
public sealed record HouseholdResponse(
    string Jurisdiction, string Id, string Code, string? Name, string? Phone, PositionResponse? Position, Wgs84Point? Point, string? Building, string? Unit,
    int Residents, string? OriginVillage, IReadOnlyList<ChainLink> Chain, int Generation, IReadOnlyList<PlaceFlag> Flags)
{
    public static HouseholdResponse Of(Household h, HouseholdPersonalPart? personal) => new(
        h.Jurisdiction, h.Id, h.Code, personal?.Name, personal?.Phone, PositionResponse.Of(h.Sent), h.Point, h.Building, h.Unit, h.Residents, h.OriginVillage,
        h.Place.Chain, h.Generation, h.Place.Flags);
}

/// <summary>Reads households from bodies.</summary>
public static class HouseholdInput
{
    public static HouseholdSubmission ReadHousehold(this JsonInput input)
    {
        HouseholdSubmission submission = HouseholdSubmission.Read(input);
        input.Finish();
        return submission;
    }
}

/// <summary>The register of households.</summary>
public sealed class HouseholdFunctions(Api api, KeepHouseholds households)
{
    [Function("CreateHousehold")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/households")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            HouseholdSubmission submission = call.ReadJson().ReadHousehold();
            var outcome = await households.CreateAsync(settings, submission, call.Once(), call.Acting, call.CancellationToken);
            return call.Problems.Of(outcome, done => ApiCall.Created(
                Answer.Json(HouseholdResponse.Of(done.Value.Value, null), ApiJson.Default.HouseholdResponse, StatusCodes.Status201Created),
                $"/api/jurisdictions/{jurisdiction}/households/{done.Value.Value.Id}", done.Value.ETag, done.Replayed));
        });

    [Function("ListHouseholds")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/households")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            string? area = call.Query.Text("area");
            GeoBox? box = call.Query.Box("bbox");
            PageRequest page = call.Query.IdPage();
            call.Query.Finish();
            var outcome = await households.ListAsync(jurisdiction, area, box, page, call.Caller, call.CancellationToken);
            return call.Problems.Of(outcome, done => done.Value.ToAnswer(h => HouseholdResponse.Of(h, null), ApiJson.Default.PageResponseHouseholdResponse));
        });

    [Function("GetHousehold")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/households/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call => call.Problems.Of(
            await households.FindAsync(jurisdiction, id, call.Acting, call.CancellationToken), InFull));

    [Function("UpdateHousehold")]
    public Task<IResult> UpdateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/jurisdictions/{jurisdiction}/households/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) => call.IfMatch() is { } ifMatch
            ? call.Problems.Of(await households.ReplaceAsync(settings, call.ReadJson().ReadHousehold(), id, ifMatch, call.Acting, call.CancellationToken), InFull)
            : call.PreconditionRequired());

    [Function("DeleteHousehold")]
    public Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/jurisdictions/{jurisdiction}/households/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call => call.IfMatch() is { } ifMatch
            ? call.Problems.Of(await households.DeleteAsync(jurisdiction, id, ifMatch, call.Acting, call.CancellationToken), _ => Answer.Empty(StatusCodes.Status204NoContent))
            : call.PreconditionRequired());

    private static Answer InFull(Outcome<HouseholdInFull>.Done done)
        => Answer.Json(HouseholdResponse.Of(done.Value.Household.Value, done.Value.Personal), ApiJson.Default.HouseholdResponse).WithETag(done.Value.Household.ETag);
}
