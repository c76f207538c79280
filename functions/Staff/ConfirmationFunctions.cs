using GridSteward.Domain;
using GridSteward.Domain.Audit;
using GridSteward.Domain.People;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Staff.Confirmations;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Staff;

/// <summary>Says that a steward was reached.</summary>
/// <param name="At">When.</param>
/// <param name="By">The subject of who says so.</param>
/// <param name="BySteward">Whether the steward says so themselves; else somebody who reached them.</param>
public sealed record ConfirmationResponse(string Jurisdiction, string Id, string Steward, StewardChannel Channel, DateTimeOffset At, string By, bool BySteward);

/// <summary>Whether stewards can be reached: the confirmations of their channels.</summary>
public sealed class ConfirmationFunctions(Api api, ConfirmChannels confirm, AuditReads reads)
{
    private const int UsualDays = 30, MostDays = 3650;

    private static readonly BodyDeclaration Body = Json(Read, """{ "channel": "phone", "at": "2026-05-04T01:30:00Z" }""");

    internal static IReadOnlyList<FunctionDeclaration> Declarations { get; } =
    [
        Create("ConfirmChannel", Declare.SignedIn, "Says over which channel a steward was reached: the steward themselves, or who keeps the staff", Body, Written(j => j.ConfirmationResponse)) with
        {
            AlsoRefuses = [StatusCodes.Status403Forbidden, StatusCodes.Status409Conflict],
        },
        List("ListConfirmations", Within(Capability.ReadStaff), "When a steward was reached over what, latest first", Written(j => j.PageResponseConfirmationResponse)),
        List("ListUnconfirmedStewards", Within(Capability.ReadStaff), "The stewards whom nobody has reached for some days", Written(j => j.PageResponseStewardResponse),
            WholeNumber("days", "For how many days at least; 30 where nothing is said.", 1, MostDays, "30")),
    ];

    [Function("ConfirmChannel")]
    public Task<IResult> ConfirmAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/stewards/{id}/confirmations")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            var (channel, at) = Read(call.ReadJson());
            var outcome = await confirm.ConfirmAsync(jurisdiction, id, channel, at, call.Once(), call.Acting, call.CancellationToken);
            return call.Problems.Of(outcome, done => ApiCall.Created(
                Answer.Json(ToResponse(done.Value.Value), ApiJson.Default.ConfirmationResponse, StatusCodes.Status201Created),
                $"/api/jurisdictions/{jurisdiction}/stewards/{id}/confirmations", done.Value.ETag, done.Replayed));
        });

    [Function("ListConfirmations")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/stewards/{id}/confirmations")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            PageRequest page = call.Query.OrderedPage();
            call.Query.Finish();
            return (await confirm.ListAsync(jurisdiction, id, page, call.CancellationToken)).ToAnswer(ToResponse, ApiJson.Default.PageResponseConfirmationResponse);
        });

    [Function("ListUnconfirmedStewards")]
    public Task<IResult> UnconfirmedAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/unconfirmed-stewards")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            int days = call.Query.WholeNumber("days", 1, MostDays) ?? UsualDays;
            PageRequest page = call.Query.IdPage();
            call.Query.Finish();
            var stewards = await confirm.UnconfirmedAsync(jurisdiction, days, call.CancellationToken);
            await reads.WriteAsync(Container.Areas, jurisdiction, "steward/list", call.Acting, call.CancellationToken);
            Sight sight = call.Caller.SightOf(new Target(jurisdiction));
            return PageAnswers.ByCode(stewards, s => s.Value.Id, page, s => s.Value.ToResponse().For(sight), ApiJson.Default.PageResponseStewardResponse);
        });

    private static (StewardChannel Channel, DateTimeOffset? At) Read(JsonInput input)
    {
        var read = (input.Choice<StewardChannel>("channel", required: true) ?? default, input.Time("at"));
        input.Finish();
        return read;
    }

    private static ConfirmationResponse ToResponse(ChannelConfirmation c) => new(c.Jurisdiction, c.Id, c.Steward, c.Channel, c.At, c.By, c.BySteward);
}
