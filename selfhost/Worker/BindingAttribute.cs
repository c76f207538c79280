namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Base of everything a function binds to.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class BindingAttribute : Attribute
{
#pragma warning disable CA1012 // the real constructor is public
    public BindingAttribute()
#pragma warning restore CA1012
    {
    }
}
