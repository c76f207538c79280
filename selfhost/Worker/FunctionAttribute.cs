namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks a public method as a function. The name is a contract: operators use it to switch the function off.</summary>
[AttributeUsage(AttributeTargets.Method)]
#pragma warning disable CA1813 // the real attribute is not sealed
public class FunctionAttribute(string name) : Attribute
#pragma warning restore CA1813
{
    /// <summary>The function's name, unique in the app without regard to case.</summary>
    public string Name { get; } = name;
}
