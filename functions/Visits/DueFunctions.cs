using System.Globalization;
using GridSteward.Domain;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Visits;
using GridSteward.Functions.Households;
using GridSteward.Functions.Http;
using GridSteward.Geo;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Visits;

/// <summary>A unit to visit.</summary>
/// <param name="Unit">The unit, in a day's list with name and phone.</param>
/// <param name="DueOn">The local day from which it is due; null where it was never met.</param>
/// <param name="Visits">What came of visits so far; null where nobody went yet.</param>
/// <param name="RestsUntil">The first local day on which its door is tried again after a visit in vain; null where it does not rest.</param>
public sealed record DueUnitResponse(HouseholdResponse Unit, DateOnly? DueOn, VisitSummary? Visits, DateOnly? RestsUntil)
{
    public static DueUnitResponse Of(Household unit, HouseholdPersonalPart? who, Jurisdiction settings, Caller caller)
        => new(HouseholdResponse.Of(unit, who, caller), DueUnits.DueOn(settings.Coverage, unit), unit.Visits, RestRule.RestsUntil(unit));
}

/// <summary>A unit on a day's list, in walking order.</summary>
/// <param name="Why">Why it is there.</param>
/// <param name="Due">The unit.</param>
/// <param name="Request">The request for it, with its words; null where nobody asked.</param>
public sealed record DayStopResponse(DayReason Why, DueUnitResponse Due, VisitRequestResponse? Request);

/// <summary>A day's list.</summary>
/// <param name="Steward">Whose.</param>
/// <param name="Day">The local day.</param>
/// <param name="Metres">The straight lines between those that are located, from the start where there is one.</param>
/// <param name="Stops">The units in walking order.</param>
public sealed record DayListResponse(string Steward, DateOnly Day, double Metres, IReadOnlyList<DayStopResponse> Stops);

/// <summary>Whom to visit.</summary>
public sealed class DueFunctions(Api api, DueUnits due, PlanDay plan, MoveMarks marks)
{
    [Function("ListDueUnits")]
    public Task<IResult> ListDueAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/due-units")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            QueryInput query = call.Query;
            var filter = new DueFilter
            {
                Area = query.Text("area"),
                Building = query.Text("building"),
                Steward = query.Text("steward"),
                Post = query.Text("post"),
                Care = query.Choice<CareLevel>("care"),
                Campaign = query.Text("campaign"),
                Resting = query.Flag("resting") ?? false,
            };
            if (filter is { Steward: not null, Post: not null })
            {
                query.Faults.Add(new("query.post", "Not with steward, who has posts of their own."));
            }

            PageRequest page = query.OrderedPage();
            query.Finish();
            return call.Problems.OfQuery(
                await due.ListAsync(settings, filter, page, call.Caller, call.CancellationToken),
                done => done.Value.ToAnswer(u => DueUnitResponse.Of(u, null, settings, call.Caller), ApiJson.Default.PageResponseDueUnitResponse));
        });

    [Function("GetDayList")]
    public Task<IResult> GetDayAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/day-list")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            WantedDay wanted = ReadDay(call.Query);
            return call.Problems.OfQuery(await plan.RunAsync(settings, wanted, call.Acting, call.CancellationToken), done => Answer.Json(
                new DayListResponse(wanted.Steward, done.Value.Day, done.Value.Metres,
                [
                    .. done.Value.Stops.Select(s => new DayStopResponse(
                        s.Why, DueUnitResponse.Of(s.Unit, s.Who, settings, call.Caller),
                        s.Request is null ? null : VisitRequestResponse.Of(s.Request, s.Note, null, call.Caller))),
                ]),
                ApiJson.Default.DayListResponse));
        });

    [Function("ListMoveMarks")]
    public Task<IResult> ListMarksAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/move-marks")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            string? area = call.Query.Text("area");
            PageRequest page = call.Query.OrderedPage();
            call.Query.Finish();
            return call.Problems.Of(
                await marks.ListAsync(jurisdiction, area, page, call.Caller, call.CancellationToken),
                done => done.Value.ToAnswer(u => DueUnitResponse.Of(u, null, settings, call.Caller), ApiJson.Default.PageResponseDueUnitResponse));
        });

    [Function("DeleteMoveMark")]
    public Task<IResult> DeleteMarkAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/jurisdictions/{jurisdiction}/households/{id}/move-mark")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) => call.IfMatch() is { } ifMatch
            ? call.Problems.Of(await marks.DenyAsync(settings, id, ifMatch, call.Acting, call.CancellationToken), _ => Answer.Empty(StatusCodes.Status204NoContent))
            : call.PreconditionRequired());

    private static WantedDay ReadDay(QueryInput query)
    {
        string? steward = query.Text("steward");
        if (steward is null)
        {
            query.Faults.Add(new("query.steward", "Is missing."));
        }

        DateOnly? day = null;
        if (query.Text("day") is { } text)
        {
            day = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly read) ? read : null;
            if (day is null)
            {
                query.Faults.Add(new("query.day", "A day as yyyy-MM-dd."));
            }
        }

        int count = query.WholeNumber("count", 1, WantedDay.MostCount) ?? WantedDay.UsualCount;
        Wgs84Point? start = ReadStart(query);
        query.Finish();
        return new WantedDay(steward!, day, count, start);
    }

    private static Wgs84Point? ReadStart(QueryInput query)
    {
        string system = (query.System("coordinateSystem") ?? CoordinateSystem.Wgs84).Tag;
        if (query.Text("start") is not { } text)
        {
            return null;
        }

        double[] numbers = [.. text.Split(',').Select(n => double.TryParse(n, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN)];
        if (numbers.Length != 2 || !numbers.All(double.IsFinite))
        {
            query.Faults.Add(new("query.start", "Longitude,latitude: 113.505,34.805."));
            return null;
        }

        List<Fault> faults = [];
        Wgs84Point? point = new SentPosition(numbers[0], numbers[1], system, null).ToPoint("query", faults);
        query.Faults.AddRange(faults.Select(f => f with { Path = "query.start" }));
        return point;
    }
}
