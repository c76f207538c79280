using System.Text.Json.Serialization.Metadata;
using GridSteward.Domain;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Changes;
using GridSteward.Domain.History;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
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
    where T : JurisdictionDocument
{
    /// <summary>Leaves out what a reader does not see; null where nothing of the kind is personal. Reading what has one is audited.</summary>
    public Func<TResponse, Sight, TResponse>? Mask { get; init; }
}

/// <summary>What the functions of buildings, stewards, teams, partners and posts have in common: create, list, one, replace, delete.</summary>
public sealed class StaffDesk(Api api, IDocumentStore store, Hindsight hindsight, KeepStaff staff, AuditReads reads)
{
    public Task<IResult> CreateAsync<T, TResponse>(
        HttpRequest request, FunctionContext context, string jurisdiction, StaffForm<T, TResponse> form)
        where T : JurisdictionDocument
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            Func<string, T> make = form.Read(call.ReadJson(), jurisdiction);
            var outcome = await staff.CreateAsync(form.Kind, settings, make, form.Code, call.Once(), call.Acting, call.CancellationToken);
            return call.Problems.Of(outcome, done => ApiCall.Created(
                Answer.Json(Seen(form.Map(done.Value.Value), form.Mask, call, jurisdiction), form.Json, StatusCodes.Status201Created),
                $"/api/jurisdictions/{jurisdiction}/{form.Plural}/{done.Value.Value.Id}", done.Value.ETag, done.Replayed));
        });

    public Task<IResult> ListAsync<T, TResponse>(
        HttpRequest request, FunctionContext context, string jurisdiction, DocumentKind<T> kind, Func<QueryInput, Query<T>, Query<T>> narrow,
        Func<T, TResponse> map, JsonTypeInfo<PageResponse<TResponse>> json, Func<TResponse, Sight, TResponse>? mask = null)
        where T : JurisdictionDocument
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            PageRequest page = call.Query.IdPage();
            Query<T> query = narrow(call.Query, kind.In(jurisdiction));
            IDocumentStore documents = RememberedKinds.Of(kind) is null ? store : await AsOfAsync(call, jurisdiction);
            call.Query.Finish();
            Page<T> found = await documents.ListAsync(query, page, call.CancellationToken);
            if (mask is not null && found.Items.Count > 0)
            {
                await reads.WriteAsync(kind.Container, jurisdiction, $"{kind.Name}/list", call.Acting, call.CancellationToken);
            }

            return found.ToAnswer(d => Seen(map(d), mask, call, jurisdiction), json);
        });

    public Task<IResult> GetAsync<T, TResponse>(
        HttpRequest request, FunctionContext context, string jurisdiction, string id, DocumentKind<T> kind, Func<T, TResponse> map, JsonTypeInfo<TResponse> json,
        Func<TResponse, Sight, TResponse>? mask = null)
        where T : JurisdictionDocument
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            if (await store.FindAsync(kind, jurisdiction, id, call.CancellationToken) is not { } found)
            {
                return call.Problems.NotFound($"There is no such {kind.Name}.");
            }

            if (mask is not null)
            {
                await reads.WriteAsync(kind.Container, jurisdiction, $"{kind.Name}/{id}", call.Acting, call.CancellationToken);
            }

            return Answer.Json(Seen(map(found.Value), mask, call, jurisdiction), json).WithETag(found.ETag);
        });

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
            return call.Problems.Of(outcome, done => Answer.Json(Seen(form.Map(done.Value.Value), form.Mask, call, jurisdiction), form.Json).WithETag(done.Value.ETag));
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

    /// <summary>The documents of now, or of then where the query asks for it.</summary>
    private async Task<IDocumentStore> AsOfAsync(ApiCall call, string jurisdiction)
    {
        if (call.Query.AsOf("asOf") is not { } asOf || await store.SettingsOfAsync(jurisdiction, call.CancellationToken) is not { } settings)
        {
            return store;
        }

        if (asOf.FaultAt(settings, hindsight.Now) is { } future)
        {
            call.Query.Faults.Add(new("query.asOf", future));
        }

        return hindsight.At(asOf.In(settings, hindsight.Now));
    }

    private static TResponse Seen<TResponse>(TResponse response, Func<TResponse, Sight, TResponse>? mask, ApiCall call, string jurisdiction)
        => mask is null ? response : mask(response, call.Caller.SightOf(new Target(jurisdiction)));
}
