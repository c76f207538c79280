using GridSteward.Domain.Duplicates;
using GridSteward.Domain.Reports;
using GridSteward.Functions.Http;
using GridSteward.Functions.Limits;
using GridSteward.Functions.Reports;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Duplicates;

/// <summary>Duplicates for those who report: what is there already, and "this is it, add me".</summary>
public sealed class SameAsFunctions(Api api, FindSimilar similar, JoinReport join, ReporterLinks links, AnonymousLimits limits)
{
    [Function("FindSimilarReports")]
    public Task<IResult> FindAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/similar-reports")] HttpRequest request, FunctionContext context)
        => api.RunAsync(request, context, null, async call =>
        {
            ReportDraft draft = call.ReadJson().ReadDraft();
            if (await AnonymousLimits.RefusalAsync(call, limits.OfSearch(call)) is { } limited)
            {
                return limited;
            }

            return call.Problems.Of(
                await similar.OfDraftAsync(draft.Category, draft.Words, draft.Where, call.CancellationToken),
                done => Answer.Json(new SimilarReportsResponse([.. done.Value.Select(SimilarReportResponse.Of)]), ApiJson.Default.SimilarReportsResponse));
        });

    [Function("JoinTrackedReport")]
    public Task<IResult> JoinAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/tracking/{token}/same-as")] HttpRequest request, string token, FunctionContext context)
        => api.RunAsync(request, context, null, async call =>
        {
            string report = call.ReadJson().ReadSameAs();
            if (await links.FindAsync(token, call.CancellationToken) is not { Current: var own })
            {
                return call.NoLink();
            }

            JoinedReport joined = await join.RunAsync(own, report, call.Acting, call.CancellationToken);
            return Answer.Json(JoiningResponse.Of(joined.Joining)!, ApiJson.Default.JoiningResponse);
        });
}
