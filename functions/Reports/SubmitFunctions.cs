using System.Text.RegularExpressions;
using GridSteward.Domain;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Reports;
using GridSteward.Functions.Http;
using GridSteward.Functions.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Reports;

/// <summary>Taking reports in, and showing a reporter what became of one.</summary>
public sealed partial class SubmitFunctions(Api api, SubmitReport submit, ReadReports reports, PublicAddress address)
{
    private const int MaxWords = 4000;

    [Function("SubmitReport")]
    public Task<IResult> SubmitAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/reports")] HttpRequest request, FunctionContext context)
        => api.RunAsync(request, context, null, async call =>
        {
            ReportSubmission submission = Read(call.ReadJson());
            var outcome = await submit.RunAsync(submission, call.Once(), call.Acting, call.CancellationToken);
            return call.Problems.Of(outcome, done =>
            {
                Report report = done.Value.Report.Value;
                string link = address.Link(call.Request, $"/track/{done.Value.Tracking}");
                return ApiCall.Created(
                    Answer.Json(SubmittedResponse.Of(done.Value, link), ApiJson.Default.SubmittedResponse, StatusCodes.Status201Created),
                    $"/api/reports/{report.Jurisdiction}/{report.Id}", done.Value.Report.ETag, done.Replayed).With("Cache-Control", "no-store");
            });
        });

    [Function("TrackReport")]
    public Task<IResult> TrackAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/tracking/{token}")] HttpRequest request, string token, FunctionContext context)
        => api.RunAsync(request, context, null, async call => call.Problems.Of(
            await reports.TrackAsync(token, call.CancellationToken), done => Answer.Json(TrackingResponse.Of(done.Value), ApiJson.Default.TrackingResponse)));

    private static ReportSubmission Read(JsonInput input)
    {
        string category = input.RequiredText("category", 40);
        if (category.Length > 0 && !CodePattern().IsMatch(category))
        {
            input.Faults.Add(new Fault("$.category", "The code of a category: lower-case letters, digits and hyphens."));
        }

        var where = new Whereabouts(
            input.Position("point"), input.Text("household", 300), input.Text("building", 300), input.Text("card", 60), input.Text("jurisdiction", 40));
        input.Faults.AddRange(where.Faults());

        JsonInput? contact = input.Nested("contact");
        var submission = new ReportSubmission(
            category, input.Text("words", MaxWords), where, input.Choice<ReportSource>("source") ?? ReportSource.Resident, input.Time("clientTime"), input.Uuid("clientId"),
            contact?.Text("name", 100), contact?.Text("phone", 40));
        input.Finish();
        return submission;
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,39}\z")]
    private static partial Regex CodePattern();
}
