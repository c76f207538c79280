using GridSteward.Stores.Tests.Worlds;

namespace GridSteward.Stores.Tests.Contract;

// the contract, once for each engine
public sealed class EmbeddedBatches() : BatchContract(new EmbeddedWorld());

public sealed class AzureBatches(AzureFixture azure) : BatchContract(new AzureWorld(azure));

public sealed class EmbeddedPaging() : PagingContract(new EmbeddedWorld());

public sealed class AzurePaging(AzureFixture azure) : PagingContract(new AzureWorld(azure));

public sealed class EmbeddedFilters() : FilterContract(new EmbeddedWorld());

public sealed class AzureFilters(AzureFixture azure) : FilterContract(new AzureWorld(azure));

public sealed class EmbeddedOracle() : OracleContract(new EmbeddedWorld());

public sealed class AzureOracle(AzureFixture azure) : OracleContract(new AzureWorld(azure));

public sealed class EmbeddedExpiry() : ExpiryContract(new EmbeddedWorld());

public sealed class AzureExpiry(AzureFixture azure) : ExpiryContract(new AzureWorld(azure));

public sealed class EmbeddedSince() : SinceContract(new EmbeddedWorld());

public sealed class AzureSince(AzureFixture azure) : SinceContract(new AzureWorld(azure));

public sealed class EmbeddedBlobs() : BlobContract(new EmbeddedWorld());

public sealed class AzureBlobs(AzureFixture azure) : BlobContract(new AzureWorld(azure));
