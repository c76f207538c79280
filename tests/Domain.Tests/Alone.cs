namespace GridSteward.Domain.Tests;

/// <summary>What looks at the memory of the process runs when nothing else does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public class Alone
{
    public const string Name = "alone";
}
