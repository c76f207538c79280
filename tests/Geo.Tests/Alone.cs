using Xunit;

namespace GridSteward.Geo.Tests;

/// <summary>What looks at the clock or at the memory of the process runs when nothing else does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public class Alone
{
    public const string Name = "alone";
}
