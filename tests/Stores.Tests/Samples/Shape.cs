using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NetTopologySuite.Geometries;

namespace GridSteward.Stores.Tests.Samples;

/// <summary>What a kind's JSON looks like, one member a line: its path, what it is, and whether it must be there.</summary>
internal static class Shape
{
    /// <summary>What ends the line of a member that may be missing.</summary>
    public const string Optional = " optional";

    public static IReadOnlyList<string> Of(JsonTypeInfo document)
    {
        List<string> lines = [];
        Members(document, "", [], lines);
        return lines;
    }

    /// <summary>Whether documents of the old shape are read, and written back, by a program that knows the new one: all is there as it was, and what is new may be missing.</summary>
    public static bool IsAdditive(IReadOnlyList<string> old, IReadOnlyList<string> now)
        => !old.Except(now).Any() && now.Except(old).All(line => line.EndsWith(Optional, StringComparison.Ordinal) || IsWithinNew(line, old, now));

    private static bool IsWithinNew(string line, IReadOnlyList<string> old, IReadOnlyList<string> now)
        => now.Except(old).Any(n => n.EndsWith(Optional, StringComparison.Ordinal) && line.StartsWith(n.Split(':')[0] + ".", StringComparison.Ordinal));

    private static void Members(JsonTypeInfo type, string at, IReadOnlyList<Type> around, List<string> lines)
    {
        foreach (JsonPropertyInfo property in SampleMaker.Read(type).OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            string path = at + property.Name;
            JsonTypeInfo value = type.Options.GetTypeInfo(property.PropertyType);
            lines.Add($"{path}: {Name(value)}{(SampleMaker.MustBeThere(type, property) ? "" : Optional)}");
            Within(value, path, [.. around, type.Type], lines);
        }
    }

    private static void Within(JsonTypeInfo type, string path, IReadOnlyList<Type> around, List<string> lines)
    {
        Type plain = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        JsonTypeInfo info = type.Options.GetTypeInfo(plain);
        if (info.Kind is JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary)
        {
            Within(type.Options.GetTypeInfo(info.ElementType!), path + (info.Kind == JsonTypeInfoKind.Enumerable ? "[]" : "{}"), around, lines);
        }
        else if (info.Kind == JsonTypeInfoKind.Object && !around.Contains(plain))
        {
            Members(info, path + ".", around, lines);
        }
    }

    private static string Name(JsonTypeInfo type)
    {
        Type plain = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        JsonTypeInfo info = type.Options.GetTypeInfo(plain);
        return info.Kind switch
        {
            JsonTypeInfoKind.Enumerable => $"list of {Name(type.Options.GetTypeInfo(info.ElementType!))}",
            JsonTypeInfoKind.Dictionary => $"object of {Name(type.Options.GetTypeInfo(info.ElementType!))}",
            JsonTypeInfoKind.Object => "object",
            _ when plain.IsEnum => string.Join('|', Enum.GetValues(plain).Cast<object>().Select(v => (string)JsonSerializer.SerializeToNode(v, info)!)),
            _ when typeof(Geometry).IsAssignableFrom(plain) => plain.Name,
            _ => plain.Name switch
            {
                nameof(String) => "text",
                nameof(Boolean) => "boolean",
                nameof(Byte) or nameof(Int16) or nameof(Int32) or nameof(Int64) => "whole number",
                nameof(Double) or nameof(Single) or nameof(Decimal) => "number",
                nameof(DateTimeOffset) => "time",
                nameof(DateOnly) => "date",
                nameof(TimeOnly) => "time of day",
                "Byte[]" => "bytes",
                nameof(JsonElement) => "any",
                var other => other,
            },
        };
    }
}
