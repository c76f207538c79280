namespace GridSteward.Functions.Tests.BadInput;

/// <summary>A request that must be refused. <c>{town}</c> in path and body is the jurisdiction's code.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="Method">The method.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Body">The body as it is sent; null for none.</param>
/// <param name="Status">The expected status.</param>
/// <param name="Faults">The paths of exactly the faults that must be named.</param>
public sealed record BadRequest(string Name, string Method, string Path, string? Body, int Status, params string[] Faults)
{
    public (string Name, string Value)[] Headers { get; init; } = [];

    /// <summary>What the message must say.</summary>
    public string? Says { get; init; }

    public static BadRequest Get(string name, string path, params string[] faults) => new(name, "GET", path, null, 400, faults);

    public static BadRequest Report(string name, string body, params string[] faults) => new(name, "POST", "/api/reports", body, 400, faults);

    public static BadRequest Post(string name, string path, string body, params string[] faults) => new(name, "POST", path, body, 400, faults);

    public override string ToString() => Name;
}
