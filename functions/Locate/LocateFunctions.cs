using GridSteward.Domain;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.History;
using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using GridSteward.Functions.Reports;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace GridSteward.Functions.Locate;

public sealed record LocateResult(string? Id, string? Jurisdiction, AssignmentResponse Assignment);

public sealed record LocateResponse(IReadOnlyList<LocateResult> Results);

/// <summary>Where points lie and who would get a report from there.</summary>
public sealed class LocateFunctions(Api api, LocatePoints locate, LocateAreas areas)
{
    [Function("LocatePoints")]
    public Task<IResult> LocatePointsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/locate")] HttpRequest request, FunctionContext context)
        => api.RunAsync(request, context, null, async call =>
        {
            string? jurisdiction = call.Query.Text("jurisdiction");
            AsOf? asOf = call.Query.AsOf("asOf");
            call.Query.Finish();
            if (BodyDeclaration.LineTypes.Contains(call.MediaType))
            {
                return await LinesAsync(call, jurisdiction, asOf);
            }

            WantedPlaces wanted = call.ReadJson().ReadPlaces();
            if (Otherwise(wanted, jurisdiction, asOf).ToArray() is { Length: > 0 } faults)
            {
                throw new BadInputException(faults);
            }

            string[] byQuery = [.. call.Request.Query.Keys.Where(name => name == "jurisdiction" ? wanted.Jurisdiction is null : wanted.AsOf is null)];
            var outcome = await locate.RunAsync([.. wanted.Points.Select(Question)], wanted.Category, wanted.Jurisdiction ?? jurisdiction, wanted.AsOf ?? asOf, call.CancellationToken);
            return call.Problems.OfQuery(
                outcome,
                done => Answer.Json(
                    new LocateResponse([.. done.Value.Select((l, i) => new LocateResult(wanted.Ids[i], l.Jurisdiction, AssignmentResponse.Of(l.Assignment)))]), ApiJson.Default.LocateResponse),
                byQuery);
        });

    [Function("LocatePoint")]
    public Task<IResult> LocatePointAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/locate")] HttpRequest request, FunctionContext context)
        => api.RunAsync(request, context, null, async call =>
        {
            QueryInput query = call.Query;
            double? longitude = query.Number("longitude", required: true);
            double? latitude = query.Number("latitude", required: true);
            var sent = new SentPosition(longitude ?? 0, latitude ?? 0, query.Text("coordinateSystem") ?? "wgs84", query.Number("accuracyMetres"));
            sent.ToPoint("query", query.Faults);
            string? category = query.Text("category");
            string? jurisdiction = query.Text("jurisdiction");
            AsOf? asOf = query.AsOf("asOf");
            query.Finish();
            var outcome = await locate.RunAsync([Question(sent)], category, jurisdiction, asOf, call.CancellationToken);
            return call.Problems.OfQuery(outcome, done => Answer.Json(
                new LocateResult(null, done.Value[0].Jurisdiction, AssignmentResponse.Of(done.Value[0].Assignment)), ApiJson.Default.LocateResult));
        });

    private async Task<Answer> LinesAsync(ApiCall call, string? jurisdiction, AsOf? asOf)
    {
        LocateLines lines = LocateLines.Read(call.Body);
        var outcome = await areas.RunAsync(lines.Points, jurisdiction, asOf, call.CancellationToken);
        return call.Problems.OfQuery(outcome, done => Answer.Bytes(lines.Write(done.Value), BodyDeclaration.LineTypes[0]).With(HeaderNames.CacheControl, "no-store"));
    }

    // What the body says, too, it must say alike.
    private static IEnumerable<Fault> Otherwise(WantedPlaces wanted, string? jurisdiction, AsOf? asOf)
    {
        if (wanted.Jurisdiction is not null && jurisdiction is not null && wanted.Jurisdiction != jurisdiction)
        {
            yield return new Fault("query.jurisdiction", "The body says otherwise.");
        }

        if (wanted.AsOf is not null && asOf is not null && wanted.AsOf != asOf)
        {
            yield return new Fault("query.asOf", "The body says otherwise.");
        }
    }

    private static PointQuestion Question(SentPosition sent) => new(sent.ToPoint("", [])!.Value, sent.AccuracyMetres);
}
