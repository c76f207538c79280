using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.SelfHost;

/// <summary>Finds the methods marked as functions, ordered by name as the Functions host orders them.</summary>
internal static partial class FunctionScan
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<FunctionEntry> Find(IEnumerable<Type> types, ICollection<string> faults)
    {
        var found = new List<FunctionEntry>();
        foreach (var method in types.SelectMany(type => type.GetMethods(Declared)))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is not { } attribute)
            {
                continue;
            }

            var function = new FunctionEntry(attribute.Name ?? "", method);
            found.Add(function);
            if (!method.IsPublic)
            {
                faults.Add($"{function} must be a public method.");
            }

            if (!NameRule().IsMatch(function.Name) || string.Equals(function.Name, "host", StringComparison.OrdinalIgnoreCase))
            {
                faults.Add($"{function}: the name must begin with a letter, go on with at most 127 letters, digits, '_' or '-', and not be 'host'.");
            }
        }

        foreach (var same in found.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            faults.Add($"The function name '{same.Key}' is used more than once: {string.Join(", ", same.Select(function => function.EntryPoint))}.");
        }

        return
        [
            .. found.OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase)
                .ThenBy(function => function.EntryPoint, StringComparer.Ordinal),
        ];
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9_\-]{0,127}\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NameRule();
}
