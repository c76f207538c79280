using GridSteward.Domain;
using GridSteward.Domain.Assignments;
using GridSteward.Functions.Http;
using GridSteward.Functions.Jobs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Explain;

/// <summary>Why things go to whom they go to: explained before, replayed after.</summary>
public sealed class ExplainFunctions(Api api, ExplainAssignment explain, OrderReplays replays)
{
    [Function("Explain")]
    public Task<IResult> ExplainAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/explain")] HttpRequest request, FunctionContext context)
        => api.RunAsync(request, context, null, async call =>
        {
            ExplainQuestion question = Read(call.Query);
            if (question.Where.Household is not null && !call.Caller.IsSignedIn)
            {
                return call.Problems.Make(StatusCodes.Status401Unauthorized, "Sign in", "Where households are is not for everybody.").With("WWW-Authenticate", "Bearer");
            }

            var outcome = await explain.RunAsync(question, call.Caller, call.CancellationToken);
            return call.Problems.OfQuery(outcome, done => Answer.Json(ExplainResponse.Of(done.Value), ApiJson.Default.ExplainResponse));
        });

    [Function("ReplayAssignments")]
    public Task<IResult> ReplayAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/replays")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, _) => call.Accepted(
            await replays.OrderAsync(jurisdiction, call.Once(), call.Acting, call.CancellationToken)));

    private static ExplainQuestion Read(QueryInput query)
    {
        string? tag = query.Text("coordinateSystem");
        bool isKnown = tag is null || query.System("coordinateSystem") is not null;
        bool hasPoint = tag is not null || (query.Text("longitude") ?? query.Text("latitude") ?? query.Text("accuracyMetres")) is not null;
        double? longitude = query.Number("longitude", required: hasPoint);
        double? latitude = query.Number("latitude", required: hasPoint);
        double? accuracy = query.Number("accuracyMetres");
        SentPosition? sent = isKnown && longitude is { } x && latitude is { } y ? new SentPosition(x, y, tag ?? "wgs84", accuracy) : null;
        sent?.ToPoint("query", query.Faults);
        var where = new Whereabouts(sent, query.Text("household"), query.Text("building"), query.Text("card"), query.Text("jurisdiction"));
        var question = new ExplainQuestion(where, query.Text("category"), query.Time("at"));
        query.Finish();
        return question;
    }
}
