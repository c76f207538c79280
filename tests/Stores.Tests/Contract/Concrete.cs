using GridSteward.Stores.Tests.Worlds;

namespace GridSteward.Stores.Tests.Contract;

// the contract, once for each engine
public sealed class EmbeddedBatches() : BatchContract(new EmbeddedWorld());

public sealed class AzureBatches(AzureFixture azure) : BatchContract(new AzureWorld(azure));

public sealed class EmbeddedPaging() : PagingContract(new EmbeddedWorld());

public sealed class AzurePaging(AzureFixture azure) : PagingContract(new AzureWorld(azure));
