using System.Text.Json;
using GridSteward.Domain.Storage;
using GridSteward.Stores.Azure;
using GridSteward.Stores.Tests.Kinds;

namespace GridSteward.Stores.Tests.Azure;

public sealed class PolicyTests
{
    [Fact]
    public void A_policy_excludes_everything_but_what_queries_use()
        => Assert.Equal(
            """
            {"indexingMode":"consistent","includedPaths":[{"path":"/type/?"},{"path":"/jurisdiction/?"},{"path":"/areas/[]/?"},{"path":"/at/?"},{"path":"/box/east/?"},{"path":"/box/north/?"},{"path":"/box/south/?"},{"path":"/box/west/?"},{"path":"/count/?"},{"path":"/open/?"},{"path":"/order/?"},{"path":"/point/latitude/?"},{"path":"/point/longitude/?"},{"path":"/status/?"},{"path":"/value/?"},{"path":"/where/street/?"}],"excludedPaths":[{"path":"/*"}],"compositeIndexes":[[{"path":"/at","order":"ascending"},{"path":"/id","order":"ascending"}],[{"path":"/count","order":"ascending"},{"path":"/id","order":"ascending"}],[{"path":"/order","order":"ascending"},{"path":"/id","order":"ascending"}],[{"path":"/where/street","order":"ascending"},{"path":"/id","order":"ascending"}]]}
            """,
            JsonSerializer.Serialize(CosmosContainers.PolicyOf(TestKinds.Things, TestKinds.All)));

    [Fact]
    public void Only_containers_of_what_expires_have_a_time_to_live()
    {
        IReadOnlyList<CosmosContainerDefinition> definitions = CosmosContainers.DefinitionsOf([TestKinds.Things, TestKinds.Fleeting], TestKinds.All);
        Assert.Equal([null, -1], definitions.Select(d => d.DefaultTtl));
        Assert.Equal(["/jurisdiction", "/key"], definitions.Select(d => d.PartitionKeyPath));
        Assert.Equal([null, -1], new[] { TestKinds.Things, TestKinds.Fleeting }.Select(c => CosmosProvisioning.Properties(c, TestKinds.All).DefaultTimeToLive));
    }
}
