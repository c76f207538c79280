using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Visits;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Visits;

/// <summary>Taking visits in that were kept while somebody was offline.</summary>
public sealed class VisitBatchFunctions(Api api, Guard guard, KeepVisits visits, TimeProvider clock)
{
    /// <summary>How long one batch begins new items: well within what the host gives an answer.</summary>
    private static readonly TimeSpan BatchTime = TimeSpan.FromSeconds(90);

    [Function("CreateVisitBatch")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/visit-batches")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            JsonInput input = call.ReadJson();
            IReadOnlyList<JsonInput> items = input.ReadVisitItems();
            input.Finish();
            long began = clock.GetTimestamp();
            List<VisitBatchItemResponse> answers = [];
            List<string?> keys = [.. items.Select(i => i.Peek("key"))];
            for (int i = 0; i < items.Count; i++)
            {
                int first = keys[i] is null ? i : keys.IndexOf(keys[i]);
                answers.Add(
                    first < i ? VisitBatchItemResponse.Of(keys[i], call.Problems.Invalid([new("item.key", $"Is the key of items[{first}] too; each visit has its own.")]))
                    : clock.GetElapsedTime(began) > BatchTime ? VisitBatchItemResponse.Of(keys[i], Guard.Busy(call.Problems, TimeSpan.FromSeconds(1)))
                    : await TakeAsync(call, settings, items[i], keys[i]));
            }

            return Answer.Json(new VisitBatchResponse(answers), ApiJson.Default.VisitBatchResponse);
        });

    private async Task<VisitBatchItemResponse> TakeAsync(ApiCall call, Jurisdiction settings, JsonInput item, string? key)
    {
        VisitBatchItemResponse? taken = null;
        Answer answer = await guard.RunAsync("CreateVisitBatch", call.Problems, call.Acting.TraceId!, async () =>
        {
            var (own, canonical) = item.ReadVisitItem();
            var once = ApiCall.OnceOf(own.Key, "CreateVisitBatch", $"/api/jurisdictions/{settings.Jurisdiction}/households/{own.Household}/visits", canonical.Span);
            return call.Problems.Of(await visits.RecordAsync(settings, own.Household, own.Visit, once, call.Acting, call.CancellationToken), done =>
            {
                int status = done.Replayed ? StatusCodes.Status200OK : StatusCodes.Status201Created;
                taken = new(own.Key, status, ETags.Quoted(done.Value.ETag), null, VisitResponse.Of(done.Value.Value, null, call.Caller), null);
                return Answer.Empty(status);
            });
        }, call.CancellationToken);
        return taken ?? VisitBatchItemResponse.Of(key, answer);
    }
}
