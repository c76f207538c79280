using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts a function on an HTTP request.</summary>
#pragma warning disable CA1019 // Methods has no accessor of the parameter's exact type in the real attribute either
public sealed class HttpTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>All methods, and a function key is needed.</summary>
    public HttpTriggerAttribute() => AuthLevel = AuthorizationLevel.Function;

    /// <summary>The given methods. Unlike the constructor without arguments this one leaves <see cref="AuthorizationLevel.Anonymous"/>.</summary>
    public HttpTriggerAttribute(params string[] methods) => Methods = methods;

    /// <summary>All methods at the given level.</summary>
    public HttpTriggerAttribute(AuthorizationLevel authLevel) => AuthLevel = authLevel;

    /// <summary>The given methods at the given level.</summary>
    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    /// <summary>The route template; the function's name when it is null.</summary>
    public string? Route { get; set; }

    /// <summary>The methods that are served; null means every method.</summary>
    public string[]? Methods { get; private set; }

    /// <summary>The key that a call needs.</summary>
    public AuthorizationLevel AuthLevel { get; private set; }
}
