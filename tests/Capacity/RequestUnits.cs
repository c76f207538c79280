namespace GridSteward.Capacity;

/// <summary>
/// Request units by the published rules ("Understand request units consumption in Azure Cosmos DB", learn.microsoft.com, version of April 2026): what reading and
/// writing costs goes by the size of the document, each indexed term costs 0.2, a replacement is a deletion and a creation, strong consistency doubles reads.
/// </summary>
internal static class RequestUnits
{
    /// <summary>An indexed term that is put in or taken out.</summary>
    public const double Term = 0.2;

    /// <summary>A query that finds nothing. No published rule: the least that the published examples of queries show.</summary>
    public const double Query = 2.3;

    /// <summary>What Cosmos DB adds to a document of ours: _rid, _self, _etag, _attachments, _ts.</summary>
    public const int SystemBytes = 250;

    // KB, reading, writing
    private static readonly (double Size, double Read, double Write)[] s_published =
    [
        (1, 1.00, 4.95), (2, 1.04, 6.29), (4, 1.14, 6.67), (8, 1.33, 7.04), (16, 1.67, 9.52), (32, 2.19, 11.23), (64, 4.76, 22.67), (128, 9.95, 48.19), (256, 20.28, 98.29),
        (512, 40.95, 184.57), (1024, 145.90, 625.00), (2048, 291.80, 1250.00),
    ];

    /// <summary>A point read; also what a query pays for each document that it loads, as feeds do (an upper bound: the rule for queries is not published).</summary>
    /// <param name="bytes">The document as it is stored.</param>
    public static double Read(long bytes) => By(bytes, p => p.Read);

    /// <summary>Putting a document in or taking it out, without its index.</summary>
    /// <param name="bytes">The document as it is stored.</param>
    public static double Write(long bytes) => By(bytes, p => p.Write);

    // Straight between the published sizes; as the smallest below, in proportion beyond the largest.
    private static double By(long bytes, Func<(double Size, double Read, double Write), double> of)
    {
        double size = bytes / 1024.0;
        int above = Array.FindIndex(s_published, p => p.Size >= size);
        if (above == 0)
        {
            return of(s_published[0]);
        }

        if (above < 0)
        {
            return of(s_published[^1]) * size / s_published[^1].Size;
        }

        var (low, high) = (s_published[above - 1], s_published[above]);
        return of(low) + ((of(high) - of(low)) * (size - low.Size) / (high.Size - low.Size));
    }
}
