namespace GridSteward.Functions.Tests.Town;

/// <summary>One town for a class whose tests only read, or are all refused.</summary>
public sealed class TownFixture : IAsyncLifetime
{
    public TestTown Town { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Town = await TownTemplate.OpenAsync();

    public ValueTask DisposeAsync() => Town.DisposeAsync();
}
