using GridSteward.Domain;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Reports;

/// <summary>What should not be read: hidden, shown again, redacted; and the originals, for the auditor.</summary>
public sealed class ModerationFunctions(Api api, ModerateReport moderate, ReadOriginals originals)
{
    [Function("HideReport")]
    public Task<IResult> HideAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/reports/{jurisdiction}/{id}/hide")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => RunAsync(request, context, jurisdiction, (call, seen) => moderate.HideAsync(
            new(jurisdiction, id, call.ReadJson().ReadReason(required: true).Reason, seen), call.Once(), call.Acting, call.CancellationToken));

    [Function("ShowReport")]
    public Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/reports/{jurisdiction}/{id}/show")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => RunAsync(request, context, jurisdiction, (call, seen) => moderate.ShowAsync(
            new(jurisdiction, id, call.ReadJson().ReadReason(required: false).Reason, seen), call.Once(), call.Acting, call.CancellationToken));

    [Function("RedactReport")]
    public Task<IResult> RedactAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/reports/{jurisdiction}/{id}/redactions")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => RunAsync(request, context, jurisdiction, (call, seen) =>
        {
            Redaction wanted = call.ReadJson().ReadRedaction();
            return moderate.RedactAsync(new(jurisdiction, id, wanted.Reason, seen), wanted.Sequence, wanted.Words, call.Once(), call.Acting, call.CancellationToken);
        });

    [Function("ListReportOriginals")]
    public Task<IResult> OriginalsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/reports/{jurisdiction}/{id}/originals")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call => call.Problems.Of(
            await originals.RunAsync(jurisdiction, id, call.Acting, call.CancellationToken),
            done => Answer.Json(ReportOriginalsResponse.Of(done.Value, call.Caller), ApiJson.Default.ReportOriginalsResponse)));

    private Task<IResult> RunAsync(
        HttpRequest request, FunctionContext context, string jurisdiction, Func<ApiCall, Func<string, bool>, Task<Outcome<Stored<Report>>>> work)
        => api.RunAsync(request, context, jurisdiction, async call => call.IfMatch() is { } ifMatch ? call.Stepped(await work(call, ifMatch)) : call.PreconditionRequired());
}

/// <summary>What stood somewhere before it was redacted for the first time.</summary>
/// <param name="Sequence">The number of the event whose note it was; null for the report's own words.</param>
/// <param name="RedactedAt">When it was redacted.</param>
/// <param name="Words">The words.</param>
public sealed record ReportOriginalResponse(int? Sequence, DateTimeOffset RedactedAt, [property: Personal(PersonalField.ReportOriginal)] string? Words)
{
    public static ReportOriginalResponse Of(ReportOriginal original, Sight sight) => new(original.Sequence, original.RedactedAt, sight.Of(PersonalField.ReportOriginal, original.Words));
}

public sealed record ReportOriginalsResponse(IReadOnlyList<ReportOriginalResponse> Items)
{
    public static ReportOriginalsResponse Of(OriginalsInFull found, Caller caller)
    {
        Sight sight = caller.SightOf(found.Report.Target);
        return new([.. found.Originals.Select(o => ReportOriginalResponse.Of(o, sight))]);
    }
}
