namespace GridSteward.SelfHost;

/// <summary>The app cannot start; the message names every fault that was found.</summary>
public sealed class StartupRefusedException(IReadOnlyList<string> faults)
    : InvalidOperationException($"The functions app cannot start:{string.Concat(faults.Select(fault => $"{Environment.NewLine}  - {fault}"))}")
{
    /// <summary>One sentence per fault.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
