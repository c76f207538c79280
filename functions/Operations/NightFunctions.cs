using GridSteward.Domain.Operations;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Operations;

/// <summary>What the program did last night.</summary>
public sealed class NightFunctions(Api api, ReadNights nights, TimeProvider clock)
{
    [Function("GetNight")]
    public Task<IResult> OfAllAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/operations/nights/{date}")] HttpRequest request, string date, FunctionContext context)
        => api.RunAsync(request, context, null, async call =>
        {
            if (NightWindow.TryParse(date, await nights.ZoneAsync(call.CancellationToken), clock.GetUtcNow()) is not { } night)
            {
                return NoDay(call);
            }

            var timers = await nights.TimersAsync(TimerPlans.Names, night.From, night.To, call.CancellationToken);
            return Answer.Json(
                new NightResponse(night.Date, night.TimeZone, night.From, night.To, [.. timers.Select(TimerRunsResponse.Of)]), ApiJson.Default.NightResponse);
        });

    [Function("GetJurisdictionNight")]
    public Task<IResult> OfOneAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/nights/{date}")] HttpRequest request,
        string jurisdiction, string date, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            if (NightWindow.TryParse(date, settings, clock.GetUtcNow()) is not { } night)
            {
                return NoDay(call);
            }

            var timers = await nights.TimersAsync(TimerPlans.Names, night.From, night.To, call.CancellationToken);
            NightCoverage coverage = await nights.CoverageAsync(settings, night, call.CancellationToken);
            var jobs = await nights.JobsAsync(jurisdiction, night, call.CancellationToken);
            var answer = new JurisdictionNightResponse(
                jurisdiction, night.Date, night.TimeZone, night.From, night.To, new NightCoverageResponse(coverage.Date, coverage.DueAt, coverage.GeneratedAt),
                [.. jobs.Select(NightJobResponse.Of)], [.. timers.Select(t => TimerRunsResponse.Of(t.In(jurisdiction)))]);
            return Answer.Json(answer, ApiJson.Default.JurisdictionNightResponse);
        });

    private static Answer NoDay(ApiCall call) => call.Problems.Invalid([new("path.date", "A day as yyyy-MM-dd, or latest.")]);
}
