using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;

[assembly: AssemblyFixture(typeof(EmbeddedEngine))]
[assembly: AssemblyFixture(typeof(AzureEngine))]

namespace GridSteward.Functions.Tests.Engines;

/// <summary>Opens towns on one storage engine. Every town is a world of its own.</summary>
public abstract class Engine
{
    /// <param name="change">Changes how the host is started.</param>
    public abstract Task<TestTown> OpenAsync(Func<HostPlan, HostPlan>? change = null);
}

/// <summary>SQLite and files: a copy of the template's data folder.</summary>
public sealed class EmbeddedEngine : Engine
{
    public override Task<TestTown> OpenAsync(Func<HostPlan, HostPlan>? change = null) => TownTemplate.OpenAsync(change);
}
