using GridSteward.Domain;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Duplicates;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Http;
using GridSteward.Functions.Limits;
using GridSteward.Functions.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Reports;

/// <summary>Taking reports in, and showing a reporter what became of one.</summary>
public sealed class SubmitFunctions(
    Api api, Guard guard, SubmitReport submit, ReadReports reports, ReporterLinks links, ReadFollowing following, MoveReport moves, AnonymousLimits limits, PublicAddress address, TimeProvider clock)
{
    /// <summary>How long one batch begins new items: well within what the host gives an answer.</summary>
    private static readonly TimeSpan BatchTime = TimeSpan.FromSeconds(90);

    [Function("SubmitReport")]
    public Task<IResult> SubmitAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/reports")] HttpRequest request, FunctionContext context)
        => api.RunAsync(request, context, null, async call =>
        {
            JsonInput input = call.ReadJson();
            return call.Problems.Of(await TakeAsync(call, input, input.ReadReport(), call.Key()), done =>
            {
                Report report = done.Value.Report.Value;
                return ApiCall.Created(
                    Answer.Json(ResponseOf(call, done.Value), ApiJson.Default.SubmittedResponse, StatusCodes.Status201Created),
                    $"/api/reports/{report.Jurisdiction}/{report.Id}", done.Value.Report.ETag, done.Replayed).With("Cache-Control", "no-store");
            });
        });

    [Function("SubmitReportBatch")]
    public Task<IResult> SubmitBatchAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/report-batches")] HttpRequest request, FunctionContext context)
        => api.RunAsync(request, context, null, async call =>
        {
            JsonInput input = call.ReadJson();
            IReadOnlyList<JsonInput> items = input.ReadItems();
            input.Finish();
            long began = clock.GetTimestamp();
            List<ReportBatchItemResponse> answers = [];
            List<string?> keys = [.. items.Select(i => i.PeekKey())];
            for (int i = 0; i < items.Count; i++)
            {
                int first = keys[i] is null ? i : keys.IndexOf(keys[i]);
                answers.Add(
                    first < i ? ReportBatchItemResponse.Of(keys[i], call.Problems.Invalid([new("item.key", $"Is the key of items[{first}] too; each report has its own.")]))
                    : clock.GetElapsedTime(began) > BatchTime ? ReportBatchItemResponse.Of(keys[i], Guard.Busy(call.Problems, TimeSpan.FromSeconds(1)))
                    : await TakeItemAsync(call, items[i], keys[i]));
            }

            return Answer.Json(new ReportBatchResponse(answers), ApiJson.Default.ReportBatchResponse);
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
                return call.NoLink();
            }

            if (await AnonymousLimits.RefusalAsync(call, limits.OfLink(call)) is { } limited)
            {
                return limited;
            }

            report = await following.SpokenForAsync(report, move, call.CancellationToken);
            var wanted = new WantedMove(report.Jurisdiction, report.Id, move, note, null);
            var outcome = await moves.RunForReporterAsync(wanted, call.Once(), call.Acting, call.CancellationToken);
            return await call.TrackedAsync(outcome, reports, token);
        });

    /// <summary>One report, alone or of a batch: the same key, the same limits.</summary>
    private Task<Outcome<SubmittedReport>> TakeAsync(ApiCall call, JsonInput report, ReportSubmission submission, string? key)
    {
        OnceKey? once = key is null ? null : ApiCall.OnceOf(key, "SubmitReport", "/api/reports", report.Canonical().Span);
        return submit.RunAsync(submission, once, call.Acting, limits.OfReport(call), call.CancellationToken);
    }

    private async Task<ReportBatchItemResponse> TakeItemAsync(ApiCall call, JsonInput item, string? key)
    {
        ReportBatchItemResponse? taken = null;
        Answer answer = await guard.RunAsync("SubmitReportBatch", call.Problems, call.Acting.TraceId!, async () =>
        {
            var (own, report, submission) = item.ReadItem();
            return call.Problems.Of(await TakeAsync(call, report, submission, own), done =>
            {
                taken = new(own, StatusCodes.Status201Created, done.Replayed, ETags.Quoted(done.Value.Report.ETag), null, ResponseOf(call, done.Value), null);
                return Answer.Empty(StatusCodes.Status201Created);
            });
        }, call.CancellationToken);
        return taken ?? ReportBatchItemResponse.Of(key, answer);
    }

    private SubmittedResponse ResponseOf(ApiCall call, SubmittedReport submitted) => SubmittedResponse.Of(submitted, address.Link(call.Request, $"/track/{submitted.Tracking}"));
}
