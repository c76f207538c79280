using GridSteward.Domain;

namespace GridSteward.Functions.Http;

/// <summary>What was sent is wrong. Thrown while input is read, turned into 400 by the one wrapper that every function goes through.</summary>
public sealed class BadInputException(IReadOnlyList<Fault> faults) : Exception("Bad input.")
{
    public BadInputException(string path, string message)
        : this([new Fault(path, message)])
    {
    }

    public IReadOnlyList<Fault> Faults { get; } = faults;
}
