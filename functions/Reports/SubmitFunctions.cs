using GridSteward.Domain;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Http;
using GridSteward.Functions.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Reports;

/// <summary>Taking reports in, and showing a reporter what became of one.</summary>
public sealed class SubmitFunctions(Api api, SubmitReport submit, ReadReports reports, ReporterLinks links, MoveReport moves, PublicAddress address)
{
    [Function("SubmitReport")]
    public Task<IResult> SubmitAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/reports")] HttpRequest request, FunctionContext context)
        => api.RunAsync(request, context, null, async call =>
        {
            ReportSubmission submission = call.ReadJson().ReadReport();
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

    [Function("MoveTrackedReport")]
    public Task<IResult> MoveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/tracking/{token}/moves")] HttpRequest request, string token, FunctionContext context)
        => api.RunAsync(request, context, null, async call =>
        {
            var (move, note) = call.ReadJson().ReadReportersMove();
            if (await links.FindAsync(token, call.CancellationToken) is not { Current.Value: var report })
            {
                return call.Problems.NotFound("This link leads to no report.");
            }

            var wanted = new WantedMove(report.Jurisdiction, report.Id, move, note, null);
            var outcome = await moves.RunForReporterAsync(wanted, call.Once(), call.Acting, call.CancellationToken);
            if (outcome is not Outcome<Stored<Report>>.Done { Replayed: var replayed })
            {
                return call.Problems.Of(outcome, _ => throw new InvalidOperationException("It is done."));
            }

            return call.Problems.Of(
                await reports.TrackAsync(token, call.CancellationToken),
                done => Answer.Json(TrackingResponse.Of(done.Value), ApiJson.Default.TrackingResponse).With("Idempotent-Replayed", replayed ? "true" : null));
        });
}
