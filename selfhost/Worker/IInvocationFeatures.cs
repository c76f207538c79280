namespace Microsoft.Azure.Functions.Worker;

/// <summary>Typed extras of one invocation.</summary>
#pragma warning disable CA1710 // the real name
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
#pragma warning restore CA1710
{
    void Set<T>(T instance);

    T? Get<T>();
}
