using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Tests.Access;

/// <summary>A function as its attributes say it.</summary>
public sealed record FunctionFacts(string Name, MethodInfo Method, HttpTriggerAttribute? Http)
{
    public string Route => Http?.Route ?? "";

    public IReadOnlyList<string> Methods => Http?.Methods ?? [];

    /// <summary>Every function of the program.</summary>
    public static IReadOnlyList<FunctionFacts> All { get; } =
    [
        .. typeof(Composition).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(m => m.GetCustomAttribute<FunctionAttribute>() is not null)
            .Select(m => new FunctionFacts(
                m.GetCustomAttribute<FunctionAttribute>()!.Name, m, m.GetParameters().Select(p => p.GetCustomAttribute<HttpTriggerAttribute>()).SingleOrDefault(a => a is not null))),
    ];

    /// <summary>The parameters that the host would fill in another way than this project means.</summary>
    public IEnumerable<string> StrangeParameters => Method.GetParameters().Where(p => !IsAllowed(p)).Select(p => $"{Name}: {p.ParameterType.Name} {p.Name}");

    private bool IsAllowed(ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        return type == typeof(FunctionContext) || type == typeof(CancellationToken)
            || (Http is null ? type == typeof(TimerInfo)
                : type == typeof(HttpRequest) || (type == typeof(string) && Route.Contains($"{{{parameter.Name}}}", StringComparison.Ordinal)));
    }
}
