using GridSteward.Domain;
using GridSteward.Domain.Feedbacks;
using GridSteward.Domain.Reports;
using GridSteward.Functions.Http;
using GridSteward.Functions.Reports;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Feedbacks;

/// <summary>Taking in what reporters say, and counting it.</summary>
public sealed class FeedbackFunctions(Api api, GiveFeedback feedback, ReadSatisfaction satisfaction, ReporterLinks links, ReadReports reports)
{
    [Function("GiveFeedback")]
    public Task<IResult> GiveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/tracking/{token}/feedback")] HttpRequest request, string token, FunctionContext context)
        => api.RunAsync(request, context, null, async call =>
        {
            GivenFeedback given = call.ReadJson().ReadFeedback();
            if (await links.FindAsync(token, call.CancellationToken) is not { Current.Value: var report })
            {
                return call.NoLink();
            }

            var outcome = await feedback.RunAsync(report.Jurisdiction, report.Id, given, call.Once(), call.Acting, call.CancellationToken);
            return await call.TrackedAsync(outcome, reports, token);
        });

    [Function("GetSatisfaction")]
    public Task<IResult> SatisfactionAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/satisfaction")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            SatisfactionBy? by = call.Query.Choice<SatisfactionBy>("by");
            if (by is null && !call.Query.Faults.Exists(f => f.Path == "query.by"))
            {
                call.Query.Faults.Add(new Fault("query.by", $"Is missing: one of {string.Join(", ", Wire.Names<SatisfactionBy>())}."));
            }

            var question = new SatisfactionQuestion(jurisdiction, by ?? default, call.Query.Time("from"), call.Query.Time("to"), call.Query.Text("level"));
            call.Query.Finish();
            return call.Problems.OfQuery(
                await satisfaction.RunAsync(question, call.Caller, call.CancellationToken),
                done => Answer.Json(SatisfactionResponse.Of(question, done.Value), ApiJson.Default.SatisfactionResponse));
        });
}
