using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using GridSteward.Functions.Http;

namespace GridSteward.Functions.OpenApi;

/// <summary>What the code's own documentation says of types, properties and names, for the descriptions of the document.</summary>
internal static partial class Words
{
    private static readonly Assembly[] Documented = [typeof(Words).Assembly, typeof(Domain.Fault).Assembly, typeof(Geo.Wgs84Point).Assembly];

    private static readonly Dictionary<string, XElement> Members = Documented
        .Select(a => Path.Combine(AppContext.BaseDirectory, a.GetName().Name + ".xml")).Where(File.Exists)
        .SelectMany(f => XDocument.Load(f).Descendants("member"))
        .Where(m => ((string)m.Attribute("name")!).Contains(":GridSteward.", StringComparison.Ordinal)).ToDictionary(m => (string)m.Attribute("name")!);

    private static readonly ILookup<string, Type> DomainTypes = Documented[1].GetExportedTypes().Where(t => !t.IsNested && !t.IsEnum).ToLookup(t => t.Name);

    /// <summary>What a type is; for an enumeration, what each of its names means too. Null where nothing is said.</summary>
    public static string? Of(Type type)
    {
        if (!type.IsEnum)
        {
            return Summary($"T:{IdOf(type)}");
        }

        IEnumerable<string> names = Enum.GetNames(type).Select(n => (Name: n, Says: Summary($"F:{IdOf(type)}.{n}")))
            .Where(n => n.Says is not null).Select(n => $"- `{WireName(n.Name)}`: {n.Says}");
        return string.Join('\n', [Summary($"T:{IdOf(type)}") ?? type.Name, .. names]);
    }

    /// <summary>What a property holds. An answer's property says what the property of the same name says of the thing in the domain, where it says nothing itself.</summary>
    public static string? Of(PropertyInfo property)
    {
        Type type = property.DeclaringType!;
        return Own(type, property.Name) ?? DomainTypes[Suffix().Replace(type.Name, "")].Select(t => Own(t, property.Name)).FirstOrDefault(w => w is not null);
    }

    /// <summary>The property of what a reader makes that a field of the body becomes; it may lie one level deeper.</summary>
    public static PropertyInfo? PropertyOf(Type? made, string field)
    {
        if (made is null || made.Namespace?.StartsWith("GridSteward", StringComparison.Ordinal) != true)
        {
            return null;
        }

        const BindingFlags anyCase = BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase;
        return made.GetProperty(field, anyCase)
            ?? made.GetProperties().Where(p => p.PropertyType.IsClass && p.PropertyType.Assembly == made.Assembly).Select(p => p.PropertyType.GetProperty(field, anyCase)).FirstOrDefault(p => p is not null);
    }

    private static string? Own(Type type, string property) => Summary($"P:{IdOf(type)}.{property}") ?? Parameter(type, property);

    private static string? Parameter(Type type, string name)
        => Members.GetValueOrDefault($"T:{IdOf(type)}")?.Elements("param").FirstOrDefault(p => (string?)p.Attribute("name") == name) is { } said ? Flat(said) : null;

    private static string? Summary(string member) => Members.GetValueOrDefault(member)?.Element("summary") is { } said ? Flat(said) : null;

    private static string WireName(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private static string IdOf(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private static string Flat(XElement said)
        => Space().Replace(string.Concat(said.Nodes().Select(n => n switch
        {
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement { HasAttributes: true } reference => $"`{WireName(((string)reference.FirstAttribute!).Split('.', ':')[^1])}`",
            XElement other => other.Value,
            _ => n.ToString(SaveOptions.DisableFormatting).Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal),
        })), " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex("(Response|Summary)$")]
    private static partial Regex Suffix();
}
