using System.Text;
using GridSteward.Domain;
using GridSteward.Domain.Cards;
using GridSteward.Domain.Cards.Printing;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Http;
using GridSteward.Functions.Jobs;
using GridSteward.Functions.SignIn;
using GridSteward.Functions.Staff;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Cards;

/// <summary>Contact cards as things: printed, handed out, given back, lost, replaced and counted.</summary>
public sealed class CardFunctions(Api api, IDocumentStore store, KeepCards cards, OrderPrints prints, CountCards counts, PublicAddress address)
{
    /// <summary>Nothing but the page itself: no script, nothing from elsewhere.</summary>
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'";

    [Function("PrintContactCards")]
    public Task<IResult> PrintAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/card-prints")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            WantedPrint wanted = call.ReadJson().ReadPrint();
            var order = new PrintRequest(wanted.For, wanted.Area, wanted.Paper, address.Link(request, ""));
            return call.Accepted(await prints.OrderAsync(settings, order, call.Once(), call.Acting, call.CancellationToken));
        });

    [Function("GetContactCardSheet")]
    public Task<IResult> SheetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/contact-cards/{id}/sheet")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            CardPaper paper = call.Query.Choice<CardPaper>("paper") ?? CardPaper.A6;
            call.Query.Finish();
            string? page = await store.FindAsync(Kinds.ContactCard, jurisdiction, id, call.CancellationToken) is { Value: var card }
                ? await prints.SheetAsync(settings, card, paper, address.Link(request, ""), call.Caller, call.CancellationToken)
                : null;
            return page is null
                ? call.Problems.NotFound("There is no such contact card whose code works.")
                : Answer.Bytes(Encoding.UTF8.GetBytes(page), CardSheets.ContentType).With("Content-Security-Policy", Policy);
        });

    [Function("MoveContactCard")]
    public Task<IResult> MoveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/contact-cards/{id}/hand-outs")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            if (call.IfMatch() is not { } ifMatch)
            {
                return call.PreconditionRequired();
            }

            WantedHandOut wanted = call.ReadJson().ReadHandOut();
            var outcome = await cards.MoveAsync(settings, new WantedCardMove(id, wanted.Move, wanted.Unit, ifMatch), call.Acting, call.CancellationToken);
            return call.Problems.Of(outcome, done => Answer.Json(
                ContactCardFunctions.ToResponse(done.Value.Value, address, request), ApiJson.Default.ContactCardResponse).WithETag(done.Value.ETag));
        });

    [Function("ListHandOuts")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/contact-cards/{id}/hand-outs")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            PageRequest page = call.Query.OrderedPage();
            call.Query.Finish();
            return (await cards.ListAsync(jurisdiction, id, page, call.CancellationToken)).ToAnswer(HandOutResponse.Of, ApiJson.Default.PageResponseHandOutResponse);
        });

    [Function("CountContactCards")]
    public Task<IResult> CountAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/contact-card-counts")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            string? level = call.Query.Text("level");
            PageRequest page = call.Query.IdPage();
            call.Query.RequireOneOf("level", level, settings.Levels);
            call.Query.Finish();
            return PageAnswers.ByCode(await counts.RunAsync(settings, level, call.CancellationToken), c => c.Code, page, c => c, ApiJson.Default.PageResponseCardCount);
        });
}
