namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the trigger found out: for HTTP the route values.</summary>
public abstract class BindingContext
{
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}
