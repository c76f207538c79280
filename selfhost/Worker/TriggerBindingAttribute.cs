namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Base of the attributes that say what starts a function.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class TriggerBindingAttribute : BindingAttribute
{
#pragma warning disable CA1012 // the real constructor is public
    public TriggerBindingAttribute()
#pragma warning restore CA1012
    {
    }
}
