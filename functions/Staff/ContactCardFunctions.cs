using GridSteward.Domain;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Staff;
using GridSteward.Functions.Http;
using GridSteward.Functions.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Staff;

/// <summary>What a contact card is for: one of the three.</summary>
public sealed record CardPlace(string? Household, string? Building, string? Area);

/// <summary>Contact cards 联系卡: a code that says where without a position.</summary>
public sealed class ContactCardFunctions(Api api, StaffDesk desk, KeepStaff staff, PublicAddress address)
{
    [Function("CreateContactCard")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/contact-cards")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            CardPlace at = call.ReadJson().ReadCardPlace();
            var outcome = await staff.IssueCardAsync(settings, at.Household, at.Building, at.Area, call.Once(), call.Acting, call.CancellationToken);
            return call.Problems.Of(outcome, done => ApiCall.Created(
                Answer.Json(ToResponse(done.Value.Value, call.Request), ApiJson.Default.ContactCardResponse, StatusCodes.Status201Created),
                $"/api/jurisdictions/{jurisdiction}/contact-cards/{done.Value.Value.Id}", done.Value.ETag, done.Replayed));
        });

    [Function("ListContactCards")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/contact-cards")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => desk.ListAsync(
            request, context, jurisdiction, Kinds.ContactCard, (_, all) => all, c => ToResponse(c, request), ApiJson.Default.PageResponseContactCardResponse);

    [Function("GetContactCard")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/contact-cards/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => desk.GetAsync(request, context, jurisdiction, id, Kinds.ContactCard, c => ToResponse(c, request), ApiJson.Default.ContactCardResponse);

    [Function("DeleteContactCard")]
    public Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/jurisdictions/{jurisdiction}/contact-cards/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => desk.DeleteAsync<ContactCard>(request, context, jurisdiction, (call, ifMatch)
            => staff.WithdrawCardAsync(new Changing<ContactCard>(Kinds.ContactCard, jurisdiction, id, ifMatch, _ => null, call.Acting), call.CancellationToken));

    internal static ContactCardResponse ToResponse(ContactCard card, PublicAddress address, HttpRequest request)
        => new(card.Jurisdiction, card.Id, card.Code, card.Household, card.Building, card.Area, address.Link(request, $"/report?card={card.Code}"))
        {
            State = card.State, Unit = card.Unit, IssuedAt = card.IssuedAt, HandedOutAt = card.HandedOutAt, ReplacedBy = card.ReplacedBy,
        };

    private ContactCardResponse ToResponse(ContactCard card, HttpRequest request) => ToResponse(card, address, request);
}
