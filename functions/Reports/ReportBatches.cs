using System.Text.Json;
using GridSteward.Domain.Reports;
using GridSteward.Functions.Http;

namespace GridSteward.Functions.Reports;

/// <summary>Reports that a phone has kept while it was offline.</summary>
/// <param name="Items">1 to 50 of them.</param>
public sealed record ReportBatch(IReadOnlyList<ReportBatchItem> Items);

/// <summary>One of them.</summary>
/// <param name="Key">Its Idempotency-Key: 16 to 128 visible ASCII characters, the same when it is sent again, alone or in a batch.</param>
/// <param name="Report">The report as it is sent alone.</param>
public sealed record ReportBatchItem(string Key, ReportSubmission Report);

/// <summary>What became of each report, in the order in which they were sent.</summary>
public sealed record ReportBatchResponse(IReadOnlyList<ReportBatchItemResponse> Items);

/// <summary>What became of one report: the answer that it would have had alone.</summary>
/// <param name="Key">Its key; null where none could be read.</param>
/// <param name="Status">The status: 201 where it is kept; 429 and 503 can be sent again as they are.</param>
/// <param name="Replayed">Whether it had been kept before.</param>
/// <param name="Etag">Its version; null where it is not kept.</param>
/// <param name="RetryAfter">Seconds after which to send it again; null where that would not help.</param>
/// <param name="Report">The kept report; null where it is not kept.</param>
/// <param name="Problem">Why it is not kept; null where it is.</param>
public sealed record ReportBatchItemResponse(string? Key, int Status, bool Replayed, string? Etag, int? RetryAfter, SubmittedResponse? Report, ProblemResponse? Problem)
{
    /// <summary>One that is not kept.</summary>
    public static ReportBatchItemResponse Of(string? key, Answer refusal) => new(
        key, refusal.Status, false, null,
        refusal.Headers.TryGetValue("Retry-After", out string? seconds) ? int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture) : null,
        null, JsonSerializer.Deserialize(refusal.Body.Span, ApiJson.Default.ProblemResponse));
}

/// <summary>Reads batches.</summary>
public static class ReportBatchInput
{
    private const int MaxItems = 50;

    /// <summary>The items, each to be read by itself.</summary>
    public static IReadOnlyList<JsonInput> ReadItems(this JsonInput input) => input.ApartList("items", MaxItems, "item");

    /// <summary>An item's key and its report.</summary>
    /// <exception cref="BadInputException">Either is wrong; all faults are named.</exception>
    public static (string Key, JsonInput Report, ReportSubmission Submission) ReadItem(this JsonInput item)
    {
        string key = item.RequiredText("key", 128);
        if (key.Length > 0 && !ApiCall.IsKey(key))
        {
            item.Refuse("key", ApiCall.KeyForm);
        }

        JsonInput? report = item.Apart("report");
        ReportSubmission? submission = null;
        try
        {
            submission = report?.ReadReport();
        }
        catch (BadInputException e)
        {
            item.Faults.AddRange(e.Faults);
        }

        item.Finish();
        return (key, report!, submission!);
    }

    /// <summary>The key that an item names, whatever else is wrong with it; null where it names none.</summary>
    public static string? PeekKey(this JsonInput item) => item.Peek("key");
}
