using GridSteward.Domain.Deadlines;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Jurisdictions;

/// <summary>Jurisdictions and their settings.</summary>
public sealed class JurisdictionFunctions(Api api, KeepJurisdictions keep, JurisdictionDirectory directory, HolidayCalendars calendars)
{
    [Function("ListJurisdictions")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions")] HttpRequest request, FunctionContext context)
        => api.RunAsync(request, context, null, async call =>
        {
            PageRequest page = call.Query.IdPage();
            call.Query.Finish();
            var all = await directory.AllAsync(call.CancellationToken);
            return PageAnswers.ByCode(
                all, e => e.Code, page, e => new JurisdictionSummary(e.Code, e.Name, e.Levels, e.Box is { } b ? [b.West, b.South, b.East, b.North] : null),
                ApiJson.Default.PageResponseJurisdictionSummary);
        });

    [Function("CreateJurisdiction")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions")] HttpRequest request, FunctionContext context)
        => api.RunAsync(request, context, null, async call =>
        {
            Jurisdiction settings = call.ReadJson().ReadJurisdiction(null, calendars);
            var outcome = await keep.CreateAsync(settings, call.Once(), call.Acting, call.CancellationToken);
            return call.Problems.Of(outcome, done => ApiCall.Created(
                ToAnswer(done.Value, StatusCodes.Status201Created), $"/api/jurisdictions/{done.Value.Value.Jurisdiction}", done.Value.ETag, done.Replayed));
        });

    [Function("GetJurisdiction")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call => await keep.FindAsync(jurisdiction, call.CancellationToken) is { } found
            ? ToAnswer(found, StatusCodes.Status200OK).WithETag(found.ETag, shared: true)
            : call.Problems.NoJurisdiction(jurisdiction));

    [Function("UpdateJurisdiction")]
    public Task<IResult> UpdateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/jurisdictions/{jurisdiction}")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            if (call.IfMatch() is not { } ifMatch)
            {
                return call.PreconditionRequired();
            }

            Jurisdiction settings = call.ReadJson().ReadJurisdiction(jurisdiction, calendars);
            var outcome = await keep.UpdateAsync(settings, ifMatch, call.Acting, call.CancellationToken);
            return call.Problems.Of(outcome, done => ToAnswer(done.Value, StatusCodes.Status200OK).WithETag(done.Value.ETag));
        });

    private static Answer ToAnswer(Stored<Jurisdiction> settings, int status)
        => Answer.Json(JurisdictionResponse.Of(settings.Value), ApiJson.Default.JurisdictionResponse, status);
}
