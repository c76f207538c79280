using System.Text.Json.Serialization.Metadata;
using GridSteward.Domain;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Staff;

/// <summary>What the functions of buildings, stewards, teams and posts have in common: create, list, one.</summary>
public sealed class StaffDesk(Api api, IDocumentStore store, KeepStaff staff)
{
    public Task<IResult> CreateAsync<T, TResponse>(
        HttpRequest request, FunctionContext context, string jurisdiction, string plural, DocumentKind<T> kind, Func<JsonInput, string, Func<string, T>> read,
        Func<T, string?> code, Func<T, TResponse> map, JsonTypeInfo<TResponse> json)
        where T : JurisdictionDocument
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            Func<string, T> make = read(call.ReadJson(), jurisdiction);
            var outcome = await staff.CreateAsync(kind, settings, make, code, call.Once(), call.Acting, call.CancellationToken);
            return call.Problems.Of(outcome, done => ApiCall.Created(
                Answer.Json(map(done.Value.Value), json, StatusCodes.Status201Created),
                $"/api/jurisdictions/{jurisdiction}/{plural}/{done.Value.Value.Id}", done.Value.ETag, done.Replayed));
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
}
