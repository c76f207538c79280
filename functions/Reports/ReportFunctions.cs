using GridSteward.Domain.Deadlines;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Reports;

/// <summary>Reports for those who handle them: lists, one in full, its events, its moves.</summary>
public sealed class ReportFunctions(Api api, ReadReports reports, MoveReport moves)
{
    [Function("ListReports")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/reports")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            var filter = new ReportFilter(call.Query.Text("area"), call.Query.Choice<ReportState>("state"), call.Query.Text("assignee"))
            {
                DuplicateOf = DuplicateOf(call.Query, jurisdiction),
                Private = call.Query.Flag("private") ?? false,
                Captured = call.Query.Choice<CapturedFlag>("captured"),
                Timeliness = call.Query.Choice<Timeliness>("timeliness"),
            };
            PageRequest page = call.Query.OrderedPage();
            call.Query.Finish();
            var outcome = await reports.ListAsync(jurisdiction, filter, page, call.Acting, call.CancellationToken);
            return call.Problems.Of(outcome, done => Answer.Json(
                new PageResponse<ReportSummary>([.. done.Value.Items.Select(i => ReportSummary.Of(i.Value, i.ETag, call.Caller))], done.Value.Next?.ToString()),
                ApiJson.Default.PageResponseReportSummary));
        });

    /// <summary>The id in a reference to a report of the jurisdiction.</summary>
    private static string? DuplicateOf(QueryInput query, string jurisdiction)
    {
        if (query.Text("duplicateOf", 300) is not { } reference)
        {
            return null;
        }

        if (ReportReference.TrySplit(reference, out string there, out string id) && there == jurisdiction)
        {
            return id;
        }

        query.Faults.Add(new("query.duplicateOf", $"A report of this jurisdiction, as {jurisdiction}/{{id}}."));
        return null;
    }

    [Function("GetReport")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/reports/{jurisdiction}/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call => call.Problems.Of(
            await reports.FindAsync(jurisdiction, id, call.Acting, call.CancellationToken),
            done => Answer.Json(ReportResponse.Of(done.Value.Report.Value, done.Value.Personal, call.Caller), ApiJson.Default.ReportResponse).WithETag(done.Value.Report.ETag)));

    [Function("ListReportEvents")]
    public Task<IResult> EventsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/reports/{jurisdiction}/{id}/events")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call => call.Problems.Of(
            await reports.EventsAsync(jurisdiction, id, call.Acting, call.CancellationToken),
            done => Answer.Json(new ReportEventsResponse([.. done.Value.Events.Select(e => ReportEventResponse.Of(e, call.Caller.SightOf(done.Value.Report.Target)))]), ApiJson.Default.ReportEventsResponse)));

    [Function("MoveReport")]
    public Task<IResult> MoveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/reports/{jurisdiction}/{id}/moves")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            if (call.IfMatch() is not { } ifMatch)
            {
                return call.PreconditionRequired();
            }

            WantedMove wanted = call.ReadJson().ReadMove(jurisdiction, id, ifMatch);
            return call.Stepped(await moves.RunAsync(wanted, call.Once(), call.Acting, call.CancellationToken));
        });
}
