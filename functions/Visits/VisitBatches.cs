using System.Globalization;
using System.Text.Json;
using GridSteward.Domain.Visits;
using GridSteward.Functions.Http;

namespace GridSteward.Functions.Visits;

/// <summary>Visits that a device has kept while it was offline.</summary>
/// <param name="Items">1 to 50 of them.</param>
public sealed record VisitBatch(IReadOnlyList<VisitBatchItem> Items);

/// <summary>One of them.</summary>
/// <param name="Key">Its own key: 16 to 128 visible ASCII characters, the same when it is sent again in a batch.</param>
/// <param name="Household">The id of the household.</param>
/// <param name="Visit">The visit as it is sent alone, with its time by the device's clock.</param>
public sealed record VisitBatchItem(string Key, string Household, VisitSubmission Visit);

/// <summary>What became of each visit, in the order in which they were sent.</summary>
public sealed record VisitBatchResponse(IReadOnlyList<VisitBatchItemResponse> Items);

/// <summary>What became of one visit: the answer that it would have had alone.</summary>
/// <param name="Key">Its key; null where none could be read.</param>
/// <param name="Status">The status: 201 where it is kept, 200 where it had been kept before; 503 can be sent again as it is.</param>
/// <param name="Etag">Its version; null where it is not kept.</param>
/// <param name="RetryAfter">Seconds after which to send it again; null where that would not help.</param>
/// <param name="Visit">The kept visit; null where it is not kept.</param>
/// <param name="Problem">Why it is not kept; null where it is.</param>
public sealed record VisitBatchItemResponse(string? Key, int Status, string? Etag, int? RetryAfter, VisitResponse? Visit, ProblemResponse? Problem)
{
    /// <summary>One that is not kept.</summary>
    public static VisitBatchItemResponse Of(string? key, Answer refusal) => new(
        key, refusal.Status, null, refusal.Headers.TryGetValue("Retry-After", out string? seconds) ? int.Parse(seconds, CultureInfo.InvariantCulture) : null,
        null, JsonSerializer.Deserialize(refusal.Body.Span, ApiJson.Default.ProblemResponse));
}

/// <summary>Reads batches.</summary>
public static class VisitBatchInput
{
    private const int MaxItems = 50;

    /// <summary>The items, each to be read by itself.</summary>
    public static IReadOnlyList<JsonInput> ReadVisitItems(this JsonInput input) => input.ApartList("items", MaxItems, "item");

    /// <summary>An item, and its visit in one spelling.</summary>
    /// <exception cref="BadInputException">Something is wrong with it; all faults are named.</exception>
    public static (VisitBatchItem Item, ReadOnlyMemory<byte> Canonical) ReadVisitItem(this JsonInput item)
    {
        string key = item.RequiredText("key", 128);
        if (key.Length > 0 && !ApiCall.IsKey(key))
        {
            item.Refuse("key", ApiCall.KeyForm);
        }

        string household = item.RequiredText("household", 64);
        JsonInput? visit = item.Apart("visit");
        VisitSubmission? submission = null;
        try
        {
            submission = visit?.ReadVisit(offline: true);
        }
        catch (BadInputException e)
        {
            item.Faults.AddRange(e.Faults);
        }

        if (submission is { At: null })
        {
            item.Faults.Add(new("$.at", "Is missing; a visit that was kept says when it was."));
        }

        item.Finish();
        return (new VisitBatchItem(key, household, submission!), visit!.Canonical());
    }
}
