namespace GridSteward.Tests.Emulators;

/// <summary>
/// What the Cosmos DB emulator of the tests does otherwise than Cosmos DB, in one place. Contract tests ask here before they ask the
/// emulator for what it cannot do; those run on the embedded engine only. The rest is worked around where it says.
/// </summary>
public static class EmulatorGaps
{
    public const string Expiry = "The emulator keeps the policy but never expires a document.";

    public const string StringOrder = "The emulator orders strings by UTF-16 code units; Cosmos DB by UTF-8 bytes. They differ above U+FFFF.";

    /// <summary>What no test skips, since the stores or EmulatorHandler live with it.</summary>
    public static IReadOnlyList<string> LivedWith { get; } =
    [
        "No query plans: EmulatorQueries answers that the text is to be passed through, so the SDK's own merging of partitions is not exercised. tests/QueryCompiler compiles the texts.",
        "Queries ignore the partition key header: EmulatorQueries puts it into the text. QueryRecorder sees the header before.",
        "No transactional batches: EmulatorBatch runs the operations one by one and undoes them; readers can see half a batch, and undone documents have new ETags.",
        "No GROUP BY: CosmosSql.Tally projects the field and the store counts.",
        "A composite index serves only the direction it is written in: CosmosProvisioning writes both, infra/ one.",
        "A missing document is a 500: EmulatorHandler makes it a 404. Sub-statuses, 429 and time-outs do not happen: FaultHandler makes them, and Moq where no emulator is wanted.",
        "Every 64th database gets an id of its own with a slash, which paths do not bear (Cosmos DB writes a hyphen): AzureEmulators.ProvisionAsync makes it again.",
        "No request units, sessions or throughput: costs and consistency are not tested here.",
    ];
}
