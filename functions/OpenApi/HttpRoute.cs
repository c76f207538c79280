using System.Reflection;
using GridSteward.Functions.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.OpenApi;

/// <summary>Where a function is reached, as its own attributes say, with what it promises.</summary>
/// <param name="Path">The path with its parameters in braces, as OpenAPI writes it.</param>
/// <param name="Methods">The methods. HEAD is not among them: it stands beside every GET and answers the same without a body.</param>
/// <param name="Declaration">What it promises.</param>
public sealed record HttpRoute(string Path, IReadOnlyList<HttpMethod> Methods, FunctionDeclaration Declaration)
{
    /// <summary>
    /// The functions that clients call. Left out are the timers, which nobody calls, and the catch-all, which serves pages and is no part of the API.
    /// </summary>
    public static IReadOnlyList<HttpRoute> All { get; } =
    [
        .. typeof(HttpRoute).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Select(Of).OfType<HttpRoute>().Where(r => !r.Path.StartsWith("/{*", StringComparison.Ordinal)),
    ];

    /// <summary>The names of the parameters of the path, each with the segment before it.</summary>
    public IEnumerable<(string Noun, string Name)> Parameters
    {
        get
        {
            string[] segments = Path.Split('/');
            string noun = "";
            foreach (string segment in segments)
            {
                if (segment.StartsWith('{'))
                {
                    yield return (noun, segment.Trim('{', '}'));
                }
                else
                {
                    noun = segment;
                }
            }
        }
    }

    private static HttpRoute? Of(MethodInfo method)
        => method.GetCustomAttribute<FunctionAttribute>() is { } function
            && method.GetParameters().Select(p => p.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(a => a is not null) is { } trigger
            ? new HttpRoute(
                "/" + trigger.Route, [.. trigger.Methods!.Where(m => !HttpMethods.IsHead(m) && !HttpMethods.IsOptions(m)).Select(m => HttpMethod.Parse(m))], Declarations.Of(function.Name))
            : null;
}
