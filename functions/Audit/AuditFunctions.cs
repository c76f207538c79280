using GridSteward.Domain.Audit;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Audit;

/// <summary>Who did what to what. References and codes only: names are in no audit entry.</summary>
public sealed record AuditEntryResponse(string Id, string Container, DateTimeOffset At, string Actor, string Action, string Subject, string? TraceId)
{
    public static AuditEntryResponse Of(FoundEntry e) => new(e.Id, e.Container.Name, e.Fact.At, e.Fact.Actor, e.Fact.Action, e.Fact.Subject, e.Fact.TraceId);
}

/// <summary>The audit as lists.</summary>
public sealed class AuditFunctions(Api api, ReadAudit audit)
{
    [Function("ListAudit")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/audit")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            Container? container = null;
            if (call.Query.Text("container") is { } name && (container = Container.OfJurisdictions.FirstOrDefault(c => c.Name == name)) is null)
            {
                call.Query.Faults.Add(new("query.container", $"One of {string.Join(", ", Container.OfJurisdictions.Select(c => c.Name))}."));
            }

            var filter = new AuditFilter(container, call.Query.Text("subject"), call.Query.Text("actor"), call.Query.Time("from"), call.Query.Time("before"));
            PageRequest page = call.Query.OrderedPage();
            call.Query.Finish();
            AuditPage found = await audit.ListAsync(jurisdiction, filter, page, call.Acting, call.CancellationToken);
            return Answer.Json(
                new PageResponse<AuditEntryResponse>([.. found.Entries.Select(AuditEntryResponse.Of)], found.Next?.ToString()), ApiJson.Default.PageResponseAuditEntryResponse);
        });
}
