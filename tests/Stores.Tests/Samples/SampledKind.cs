using System.Collections;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using GridSteward.Domain.Storage;

namespace GridSteward.Stores.Tests.Samples;

/// <summary>A kind of the program with its stored samples, handled without knowing its type.</summary>
public abstract class SampledKind(string name, DocumentKind kind)
{
    private static readonly JsonSerializerOptions Legible = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The folder of the samples in the repository.</summary>
    public static string Folder { get; } = Path.Combine(Path.GetDirectoryName(Here())!, "Stored");

    /// <summary>Every kind; of those that several containers hold in one shape, one.</summary>
    public static IReadOnlyList<SampledKind> All { get; } =
    [
        .. Domain.Kinds.All.GroupBy(k => (k.Name, Type: k.GetType().GenericTypeArguments[0])).Select(g => g.First())
            .GroupBy(k => k.Name).SelectMany(same => same.Select(k => k.Accept(new Naming(same.Count() == 1 ? k.Name : $"{k.Container.Name}.{k.Name}")))),
    ];

    public string Name { get; } = name;

    public DocumentKind Kind { get; } = kind;

    public abstract JsonTypeInfo Json { get; }

    public string ShapeFile => Path.Combine(Folder, $"{Name}.shape.txt");

    public string SampleFile(int version) => Path.Combine(Folder, $"{Name}.v{version}.json");

    /// <summary>All samples of a version: the whole one, and others of it that earlier programs wrote.</summary>
    public IEnumerable<string> SamplesOf(int version)
        => Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder, $"{Name}.v{version}*.json").Where(f => Path.GetFileName(f)[$"{Name}.v{version}".Length] is '.' or '-') : [];

    /// <summary>A document with every member, as it is written.</summary>
    public string Make() => WrittenBack(Encoding.UTF8.GetBytes(SampleMaker.Document(Json, Kind.SchemaVersion).ToJsonString())).ToJsonString(Legible) + "\n";

    /// <summary>The sample, read and written.</summary>
    public abstract JsonNode WrittenBack(byte[] sample);

    /// <summary>Paths of members that nothing may miss and that are missing in the document as read.</summary>
    public abstract IReadOnlyList<string> HolesOf(byte[] sample);

    public override string ToString() => Name;

    private static string Here([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;

    private static IEnumerable<string> Holes(object value, JsonTypeInfo type, string at)
    {
        if (type.Kind == JsonTypeInfoKind.Enumerable && value is IEnumerable items)
        {
            return items.Cast<object?>().SelectMany((item, i) => item is null ? [$"{at}[{i}]"] : Holes(item, type.Options.GetTypeInfo(type.ElementType!), $"{at}[{i}]"));
        }

        return type.Kind != JsonTypeInfoKind.Object ? [] : SampleMaker.Read(type).Where(p => p.Get is not null).SelectMany(p => p.Get!(value) switch
        {
            null => p.IsGetNullable || Nullable.GetUnderlyingType(p.PropertyType) is not null ? [] : [$"{at}.{p.Name}"],
            { } member => Holes(member, type.Options.GetTypeInfo(p.PropertyType), $"{at}.{p.Name}"),
        });
    }

    private sealed class Naming(string name) : IDocumentKindVisitor<SampledKind>
    {
        public SampledKind Visit<T>(DocumentKind<T> kind)
            where T : Document
            => new Of<T>(name, kind);
    }

    private sealed class Of<T>(string name, DocumentKind<T> kind) : SampledKind(name, kind)
        where T : Document
    {
        public override JsonTypeInfo Json => kind.Json;

        public override JsonNode WrittenBack(byte[] sample) => JsonSerializer.SerializeToNode(kind.Read(sample), kind.Json)!;

        public override IReadOnlyList<string> HolesOf(byte[] sample) => [.. Holes(kind.Read(sample), kind.Json, "$")];
    }
}
