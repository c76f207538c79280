using GridSteward.Domain;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Households;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Http;
using GridSteward.Geo;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Households;

/// <summary>A household; name and phone only where one is read in full.</summary>
public sealed record HouseholdResponse(
    string Jurisdiction, string Id, string Code,
    [property: Personal(PersonalField.HouseholdName)] string? Name,
    [property: Personal(PersonalField.HouseholdPhone)] string? Phone,
    [property: Personal(PersonalField.HouseholdPoint)] PositionResponse? Position,
    [property: Personal(PersonalField.HouseholdPoint)] Wgs84Point? Point,
    [property: Personal(PersonalField.HouseholdPoint)] string? Building,
    [property: Personal(PersonalField.HouseholdUnit)] string? Unit,
    int Residents,
    [property: Personal(PersonalField.HouseholdOrigin)] string? OriginVillage,
    [property: Personal(PersonalField.HouseholdOrigin)] bool? WantsAcquaintance,
    DateOnly? MovedOn, DateTimeOffset? ErasedAt, IReadOnlyList<ChainLink> Chain, int Generation, IReadOnlyList<PlaceFlag> Flags)
{
    public static HouseholdResponse Of(Household h, HouseholdPersonalPart? personal, Caller caller)
    {
        Sight sight = caller.SightOf(new Target(h.Jurisdiction, h.Areas));
        return new(
            h.Jurisdiction, h.Id, h.Code, sight.Of(PersonalField.HouseholdName, personal?.Name), sight.Of(PersonalField.HouseholdPhone, personal?.Phone),
            sight.Of(PersonalField.HouseholdPoint, PositionResponse.Of(h.Sent)), sight.Of(PersonalField.HouseholdPoint, h.Point),
            sight.Of(PersonalField.HouseholdPoint, h.Building), sight.Of(PersonalField.HouseholdUnit, h.Unit), h.Residents,
            sight.Of(PersonalField.HouseholdOrigin, h.OriginVillage), sight.Of<bool>(PersonalField.HouseholdOrigin, h.WantsAcquaintance), h.MovedOn, h.ErasedAt, h.Place.Chain, h.Generation, h.Place.Flags);
    }
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
                Answer.Json(HouseholdResponse.Of(done.Value.Value, null, call.Caller), ApiJson.Default.HouseholdResponse, StatusCodes.Status201Created),
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
            return call.Problems.Of(outcome, done => done.Value.ToAnswer(h => HouseholdResponse.Of(h, null, call.Caller), ApiJson.Default.PageResponseHouseholdResponse));
        });

    [Function("GetHousehold")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/households/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call => call.Problems.Of(
            await households.FindAsync(jurisdiction, id, call.Acting, call.CancellationToken), done => InFull(done, call.Caller)));

    [Function("UpdateHousehold")]
    public Task<IResult> UpdateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/jurisdictions/{jurisdiction}/households/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) => call.IfMatch() is { } ifMatch
            ? call.Problems.Of(await households.ReplaceAsync(settings, call.ReadJson().ReadHousehold(), id, ifMatch, call.Acting, call.CancellationToken), done => InFull(done, call.Caller))
            : call.PreconditionRequired());

    [Function("DeleteHousehold")]
    public Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/jurisdictions/{jurisdiction}/households/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call => call.IfMatch() is { } ifMatch
            ? call.Problems.Of(await households.DeleteAsync(jurisdiction, id, ifMatch, call.Acting, call.CancellationToken), _ => Answer.Empty(StatusCodes.Status204NoContent))
            : call.PreconditionRequired());

    private static Answer InFull(Outcome<HouseholdInFull>.Done done, Caller caller)
        => Answer.Json(HouseholdResponse.Of(done.Value.Household.Value, done.Value.Personal, caller), ApiJson.Default.HouseholdResponse).WithETag(done.Value.Household.ETag);
}
