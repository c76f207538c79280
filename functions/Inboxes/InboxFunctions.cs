using GridSteward.Domain.Inboxes;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Assists;
using GridSteward.Functions.Http;
using GridSteward.Functions.Reports;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Inboxes;

/// <summary>What a report waits for of the caller.</summary>
/// <param name="Kind">What.</param>
/// <param name="As">As whom they are meant: an assignee's key; the node of the grant where it is a decision, or * for the whole jurisdiction.</param>
public sealed record InboxWaitResponse(InboxKind Kind, string As);

/// <summary>A report in the inbox, with the requests for help that wait for the caller.</summary>
public sealed record InboxItemResponse(IReadOnlyList<InboxWaitResponse> Waits, ReportSummary Report, IReadOnlyList<AssistResponse> Assists)
{
    public static InboxItemResponse Of(InboxItem item, Caller caller)
    {
        Report report = item.Report.Value;
        return new(
            [.. item.Waits.Select(w => new InboxWaitResponse(w.Kind, w.Of))],
            ReportSummary.Of(report, item.Report.ETag, caller),
            [.. report.Assists.Where(a => a.IsOpen && item.Waits.Contains(new InboxKey(InboxKind.Assist, a.Asked.Key))).Select(a => AssistResponse.Of(a, report))]);
    }
}

/// <summary>The inbox of whoever asks.</summary>
public sealed class InboxFunctions(Api api, ReadInbox inbox)
{
    [Function("ListInbox")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/inbox")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            InboxKind? kind = call.Query.Choice<InboxKind>("kind");
            PageRequest page = call.Query.OrderedPage();
            call.Query.Finish();
            var outcome = await inbox.ListAsync(jurisdiction, kind, page, call.Caller, call.CancellationToken);
            return call.Problems.OfQuery(outcome, done => Answer.Json(
                new PageResponse<InboxItemResponse>([.. done.Value.Items.Select(i => InboxItemResponse.Of(i, call.Caller))], done.Value.Next?.ToString()),
                ApiJson.Default.PageResponseInboxItemResponse));
        });
}
