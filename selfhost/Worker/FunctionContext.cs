namespace Microsoft.Azure.Functions.Worker;

/// <summary>Everything about one invocation of a function.</summary>
public abstract class FunctionContext
{
    public abstract string InvocationId { get; }

    public abstract string FunctionId { get; }

    public abstract TraceContext TraceContext { get; }

    public abstract BindingContext BindingContext { get; }

    public abstract RetryContext RetryContext { get; }

    public abstract IServiceProvider InstanceServices { get; set; }

    public abstract FunctionDefinition FunctionDefinition { get; }

#pragma warning disable CA2227 // settable in the real class
    public abstract IDictionary<object, object> Items { get; set; }
#pragma warning restore CA2227

    public abstract IInvocationFeatures Features { get; }

    /// <summary>Cancelled when the host gives up waiting at shutdown. A client that hangs up is <c>HttpContext.RequestAborted</c>.</summary>
    public virtual CancellationToken CancellationToken { get; } = CancellationToken.None;
}
