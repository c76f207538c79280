using GridSteward.Stores.Tests.Worlds;

namespace GridSteward.Stores.Tests.Contract;

// the contract, once for each engine, and once more for the Azure engine while its clouds misbehave
public sealed class EmbeddedBatches() : BatchContract(new EmbeddedWorld());

public sealed class AzureBatches(AzureFixture azure) : BatchContract(new AzureWorld(azure));

public sealed class FaultyBatches(AzureFixture azure) : BatchContract(new FaultyWorld(azure, 1));

public sealed class EmbeddedPaging() : PagingContract(new EmbeddedWorld());

public sealed class AzurePaging(AzureFixture azure) : PagingContract(new AzureWorld(azure));

public sealed class FaultyPaging(AzureFixture azure) : PagingContract(new FaultyWorld(azure, 2));

public sealed class EmbeddedFilters() : FilterContract(new EmbeddedWorld());

public sealed class AzureFilters(AzureFixture azure) : FilterContract(new AzureWorld(azure));

public sealed class FaultyFilters(AzureFixture azure) : FilterContract(new FaultyWorld(azure, 3));

public sealed class EmbeddedOracle() : OracleContract(new EmbeddedWorld());

public sealed class AzureOracle(AzureFixture azure) : OracleContract(new AzureWorld(azure));

public sealed class FaultyOracle(AzureFixture azure) : OracleContract(new FaultyWorld(azure, 4));

public sealed class EmbeddedExpiry() : ExpiryContract(new EmbeddedWorld());

public sealed class AzureExpiry(AzureFixture azure) : ExpiryContract(new AzureWorld(azure));

public sealed class FaultyExpiry(AzureFixture azure) : ExpiryContract(new FaultyWorld(azure, 5));

public sealed class EmbeddedSince() : SinceContract(new EmbeddedWorld());

public sealed class AzureSince(AzureFixture azure) : SinceContract(new AzureWorld(azure));

public sealed class FaultySince(AzureFixture azure) : SinceContract(new FaultyWorld(azure, 6));

public sealed class EmbeddedSchemas() : SchemaContract(new EmbeddedWorld());

public sealed class AzureSchemas(AzureFixture azure) : SchemaContract(new AzureWorld(azure));

public sealed class FaultySchemas(AzureFixture azure) : SchemaContract(new FaultyWorld(azure, 8));

public sealed class EmbeddedBlobs() : BlobContract(new EmbeddedWorld());

public sealed class AzureBlobs(AzureFixture azure) : BlobContract(new AzureWorld(azure));

public sealed class FaultyBlobs(AzureFixture azure) : BlobContract(new FaultyWorld(azure, 7));
