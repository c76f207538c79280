namespace GridSteward.Domain.Uploads;

/// <summary>What is wrong with what was sent in blocks.</summary>
public static class BlockFaults
{
    /// <summary>Which blocks are missing and which are too many, at most twenty of each.</summary>
    /// <param name="count">How many were named; their numbers begin at 0.</param>
    /// <param name="there">The numbers of those that are there.</param>
    public static IReadOnlyList<Fault> Of(int count, IReadOnlyList<int> there) =>
    [
        .. Enumerable.Range(0, count).Except(there).Take(20).Select(n => new Fault("$.blocks", $"Block {n} is missing.")),
        .. there.Where(n => n >= count).Take(20).Select(n => new Fault("$.blocks", $"Block {n} is there, but {count} were named.")),
    ];
}
