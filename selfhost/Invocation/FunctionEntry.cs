using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.SelfHost;

/// <summary>A method marked as function.</summary>
internal sealed class FunctionEntry : FunctionDefinition
{
    public FunctionEntry(string name, MethodInfo method)
    {
        Name = name;
        Method = method;
        EntryPoint = $"{method.DeclaringType!.FullName}.{method.Name}";
        Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{EntryPoint}:{name}")))[..16];
        PathToAssembly = method.DeclaringType.Assembly.Location;
    }

    public MethodInfo Method { get; }

    public override string Name { get; }

    public override string EntryPoint { get; }

    public override string Id { get; }

    public override string PathToAssembly { get; }

    /// <summary>How messages name it.</summary>
    public override string ToString() => $"{Name} ({EntryPoint})";
}
