using GridSteward.Domain;
using GridSteward.Domain.History;
using GridSteward.Domain.People;
using GridSteward.Domain.Responsibilities;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Responsibilities;

/// <summary>Who was responsible for a building, a household, an area or a point, on a day.</summary>
public sealed class ResponsibleFunctions(Api api, FindResponsible find)
{
    [Function("ResponsibleForBuilding")]
    public Task<IResult> OfBuildingAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/buildings/{id}/responsible")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => RunAsync(request, context, jurisdiction, _ => new Responsibility.OfBuilding(id));

    [Function("ResponsibleForHousehold")]
    public Task<IResult> OfHouseholdAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/households/{id}/responsible")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => RunAsync(request, context, jurisdiction, _ => new Responsibility.OfHousehold(id));

    [Function("ResponsibleForArea")]
    public Task<IResult> OfAreaAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/areas/{code}/responsible")] HttpRequest request,
        string jurisdiction, string code, FunctionContext context)
        => RunAsync(request, context, jurisdiction, _ => new Responsibility.OfArea(Uri.UnescapeDataString(code)));

    [Function("ResponsibleForPoint")]
    public Task<IResult> OfPointAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/responsible")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => RunAsync(request, context, jurisdiction, query =>
        {
            double? longitude = query.Number("longitude", required: true);
            double? latitude = query.Number("latitude", required: true);
            var sent = new SentPosition(longitude ?? 0, latitude ?? 0, query.Text("coordinateSystem") ?? "wgs84", null);
            return sent.ToPoint("query", query.Faults) is { } point ? new Responsibility.OfPoint(point) : null;
        });

    private Task<IResult> RunAsync(HttpRequest request, FunctionContext context, string jurisdiction, Func<QueryInput, Responsibility?> read)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            Responsibility? about = read(call.Query);
            AsOf? on = call.Query.AsOf("on");
            string? category = call.Query.Text("category");
            call.Query.Finish();
            var outcome = await find.RunAsync(new ResponsibleQuestion(jurisdiction, about!, on, category), call.Acting, call.CancellationToken);
            return call.Problems.Of(outcome, done => Answer.Json(
                ResponsibleResponse.Of(jurisdiction, done.Value, call.Caller.SightOf(new Target(jurisdiction))), ApiJson.Default.ResponsibleResponse));
        });
}
