using System.Text.Json.Serialization.Metadata;
using GridSteward.Domain;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Staff;

/// <summary>How one kind of staff document is read from bodies and answered.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Plural">Its segment of paths.</param>
/// <param name="Read">Reads a body; what it gives makes the document of an id.</param>
/// <param name="Code">Its code, kept unique; null where it has none.</param>
/// <param name="Map">Its answer.</param>
/// <param name="Json">How the answer is written.</param>
public sealed record StaffForm<T, TResponse>(
    DocumentKind<T> Kind, string Plural, Func<JsonInput, string, Func<string, T>> Read, Func<T, string?> Code, Func<T, TResponse> Map, JsonTypeInfo<TResponse> Json)
    where T : JurisdictionDocument;

/// <summary>What the functions of buildings, stewards, teams, partners and posts have in common: create, list, one, replace, delete.</summary>
public sealed class StaffDesk(Api api, IDocumentStore store, KeepStaff staff)
{
    public Task<IResult> CreateAsync<T, TResponse>(
        HttpRequest request, FunctionContext context, string jurisdiction, StaffForm<T, TResponse> form)
        where T : JurisdictionDocument
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            Func<string, T> make = form.Read(call.ReadJson(), jurisdiction);
            var outcome = await staff.CreateAsync(form.Kind, settings, make, form.Code, call.Once(), call.Acting, call.CancellationToken);
            return call.Problems.Of(outcome, done => ApiCall.Created(
                Answer.Json(form.Map(done.Value.Value), form.Json, StatusCodes.Status201Created),
                $"/api/jurisdictions/{jurisdiction}/{form.Plural}/{done.Value.Value.Id}", done.Value.ETag, done.Replayed));
        });

    public Task<IResult> ListAsync<T, TResponse>(
        HttpRequest request, FunctionContext context, string jurisdiction, DocumentKind<T> kind, Func<QueryInput, Query<T>, Query<T>> narrow,
        Func<T, TResponse> map, JsonTypeInfo<PageResponse<TResponse>> json)
        where T : JurisdictionDocument
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            PageRequest page = call.Query.IdPage();
            Query<T> query = narrow(call.Query, kind.In(jurisdiction));
            call.Query.Finish();
            return (await store.ListAsync(query, page, call.CancellationToken)).ToAnswer(map, json);
        });

    public Task<IResult> GetAsync<T, TResponse>(
        HttpRequest request, FunctionContext context, string jurisdiction, string id, DocumentKind<T> kind, Func<T, TResponse> map, JsonTypeInfo<TResponse> json)
        where T : JurisdictionDocument
        => api.RunAsync(request, context, jurisdiction, async call
            => await store.FindAsync(kind, jurisdiction, id, call.CancellationToken) is { } found
                ? Answer.Json(map(found.Value), json).WithETag(found.ETag)
                : call.Problems.NotFound($"There is no such {kind.Name}."));

    public Task<IResult> ReplaceAsync<T, TResponse>(HttpRequest request, FunctionContext context, string jurisdiction, string id, StaffForm<T, TResponse> form)
        where T : JurisdictionDocument
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            if (call.IfMatch() is not { } ifMatch)
            {
                return call.PreconditionRequired();
            }

            Func<string, T> make = form.Read(call.ReadJson(), jurisdiction);
            var changing = new Changing<T>(form.Kind, jurisdiction, id, ifMatch, form.Code, call.Acting);
            var outcome = await staff.ReplaceAsync(changing, settings, make, call.CancellationToken);
            return call.Problems.Of(outcome, done => Answer.Json(form.Map(done.Value.Value), form.Json).WithETag(done.Value.ETag));
        });

    public Task<IResult> DeleteAsync<T>(
        HttpRequest request, FunctionContext context, string jurisdiction, Func<ApiCall, Func<string, bool>, Task<Outcome<Stored<T>>>> delete)
        where T : JurisdictionDocument
        => api.RunAsync(request, context, jurisdiction, async call => call.IfMatch() is { } ifMatch
            ? call.Problems.Of(await delete(call, ifMatch), _ => Answer.Empty(StatusCodes.Status204NoContent))
            : call.PreconditionRequired());

    public Task<IResult> DeleteAsync<T, TResponse>(HttpRequest request, FunctionContext context, string jurisdiction, string id, StaffForm<T, TResponse> form)
        where T : JurisdictionDocument
        => DeleteAsync<T>(request, context, jurisdiction, (call, ifMatch)
            => staff.DeleteAsync(new Changing<T>(form.Kind, jurisdiction, id, ifMatch, form.Code, call.Acting), call.CancellationToken));
}
