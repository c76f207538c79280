namespace GridSteward.Capacity;

/// <summary>What some operations cost.</summary>
internal sealed class Bill
{
    /// <summary>Request units of reading, at session consistency.</summary>
    public double Reading { get; private set; }

    /// <summary>Request units of writing.</summary>
    public double Writing { get; private set; }

    /// <summary>Point reads.</summary>
    public int Reads { get; private set; }

    /// <summary>Queries, each page counted.</summary>
    public int Queries { get; private set; }

    /// <summary>Batches.</summary>
    public int Batches { get; private set; }

    /// <summary>Documents created, replaced and deleted.</summary>
    public int Documents { get; private set; }

    /// <summary>Bytes by which what is stored has grown, with what the engine adds.</summary>
    public long Growth { get; private set; }

    /// <summary>Blobs read and written.</summary>
    public int Blobs { get; private set; }

    /// <summary>Request units together.</summary>
    /// <param name="strong">Whether reads are of strong consistency, which doubles them.</param>
    public double Units(bool strong) => (strong ? 2 * Reading : Reading) + Writing;

    /// <summary>The calls one by one.</summary>
    public IList<(string Call, double Units)> Calls { get; } = [];

    /// <summary>Counts a point read.</summary>
    public void Read(string kind, double units)
    {
        (Reads, Reading) = (Reads + 1, Reading + units);
        Calls.Add(($"read {kind}", units));
    }

    /// <summary>Counts a query.</summary>
    public void Query(string kind, int documents, double units)
    {
        (Queries, Reading) = (Queries + 1, Reading + units);
        Calls.Add(($"query {kind}, {documents} documents", units));
    }

    /// <summary>Counts a batch.</summary>
    public void Batch(string kinds, double units, int documents, long growth)
    {
        (Batches, Documents, Growth, Writing) = (Batches + 1, Documents + documents, Growth + growth, Writing + units);
        Calls.Add(($"batch {kinds}", units));
    }

    /// <summary>Counts a blob.</summary>
    public void Blob() => Blobs++;

    /// <summary>Its share, of so many like it.</summary>
    public OperationCost Of(string name, string words, int times) => new(
        name, words, Reading / times, Writing / times, (double)Reads / times, (double)Queries / times, (double)Batches / times, (double)Documents / times, (double)Growth / times, (double)Blobs / times);
}

/// <summary>What one operation costs on average.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Words">What it is.</param>
/// <param name="Reading">Request units of reading at session consistency.</param>
/// <param name="Writing">Request units of writing.</param>
/// <param name="Reads">Point reads.</param>
/// <param name="Queries">Queries.</param>
/// <param name="Batches">Batches.</param>
/// <param name="Documents">Documents written.</param>
/// <param name="Growth">Bytes stored.</param>
/// <param name="Blobs">Blobs read and written.</param>
internal sealed record OperationCost(
    string Name, string Words, double Reading, double Writing, double Reads, double Queries, double Batches, double Documents, double Growth, double Blobs)
{
    /// <summary>Request units together.</summary>
    public double Units(bool strong) => (strong ? 2 * Reading : Reading) + Writing;
}
