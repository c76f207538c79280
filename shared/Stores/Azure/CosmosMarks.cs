using System.Text.Json;
using GridSteward.Domain.Storage;

namespace GridSteward.Stores.Azure;

/// <summary>
/// The order of writes in Cosmos DB: <c>_ts</c>, the whole seconds at which the service wrote a document, which it always indexes. A mark is the greatest of a partition, never the
/// time of this machine.
/// </summary>
/// <param name="Account">The account, the database and the container.</param>
internal sealed record CosmosMarks(string Account)
{
    /// <summary>
    /// So much before a mark counts as after it: within a second there is no order, a write is seen a moment after it got its time, and whichever replica leads sets
    /// it by its own clock. Far more than clocks of one region differ.
    /// </summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    private const string Engine = "cosmos:";

    // of a document's resource id (base64): what names the database and the container in it, 8 bytes; another container of the same name has another
    private const int ContainerCharacters = 10;

    public static CosmosMarks Of(Uri? endpoint, string database, Container container) => new($"{Engine}{endpoint?.Host}/{database}/{container.Name}/");

    /// <summary>The mark after a partition's newest document; before every document where the partition is empty.</summary>
    public string After(JsonElement? newest)
        => newest is { } document
            ? new WriteMark(Account + document.GetProperty("_rid").GetString()![..ContainerCharacters], document.GetProperty("_ts").GetInt64()).ToString()
            : Beginning;

    /// <summary>The condition as this account can answer it: a mark of another is before every document.</summary>
    public Filter Known(Filter filter)
        => filter is Filter.Since since && WriteMark.TryParse(since.Mark)?.Source.StartsWith(Account, StringComparison.Ordinal) is not true ? new Filter.Since(Beginning) : filter;

    /// <summary>The seconds from which documents are wanted.</summary>
    public static long From(Filter.Since since) => WriteMark.TryParse(since.Mark)!.Number - (long)Overlap.TotalSeconds;

    private string Beginning => new WriteMark(Account, 0).ToString();
}
