using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace GridSteward.Domain.Storage;

/// <summary>How a declared field may be used in a query.</summary>
public enum FieldUse
{
    /// <summary>One string, number or boolean: compared, ranged over, tallied.</summary>
    Scalar,

    /// <summary>An array of strings: asked whether it has an element, tallied by element.</summary>
    Elements,
}

/// <summary>A field that queries use. Only declared fields are indexed, and only they can be queried.</summary>
/// <param name="Path">The JSON path in dots, e.g. <c>point.longitude</c>; letters, digits and dots.</param>
/// <param name="Use">One value or an array of them.</param>
public sealed record IndexedField(string Path, FieldUse Use = FieldUse.Scalar);

/// <summary>An order in which a kind is listed: by one scalar field, then by id in the same direction, so that no two documents tie.</summary>
/// <param name="Path">A declared scalar field.</param>
/// <param name="Descending">Largest first.</param>
public sealed record Ordering(string Path, bool Descending = false);

/// <summary>
/// The four numbers (degrees, WGS-84) that say where a document lies; a point names its longitude and latitude twice. Engines filter by
/// these numbers, and NetTopologySuite decides. They are least and greatest numbers: west is never above east, and a document that lies
/// on both sides of the antimeridian reaches from -180 to 180. A document that lacks one of them lies nowhere.
/// </summary>
public sealed record LocationFields(string West, string South, string East, string North)
{
    /// <summary>A document that lies at one point, stored as <c>{path}.longitude</c> and <c>{path}.latitude</c>.</summary>
    public static LocationFields Point(string path) => new($"{path}.longitude", $"{path}.latitude", $"{path}.longitude", $"{path}.latitude");
}

/// <summary>What the engines know about a kind of document: where it lives and what it may be asked.</summary>
public abstract class DocumentKind
{
    private protected DocumentKind(string name, Container container)
    {
        Name = name;
        Container = container;
    }

    /// <summary>The value of the document's <c>type</c>.</summary>
    public string Name { get; }

    /// <summary>Where it lives.</summary>
    public Container Container { get; }

    /// <summary>The fields that queries may use.</summary>
    public IReadOnlyList<IndexedField> Fields { get; init; } = [];

    /// <summary>The orders in which lists come, besides the plain order by id, which every kind has.</summary>
    public IReadOnlyList<Ordering> Orders { get; init; } = [];

    /// <summary>Where documents of this kind lie, if they lie anywhere.</summary>
    public LocationFields? Location { get; init; }

    /// <summary>Whether it can be asked what was written since a mark (<see cref="Filter.Since"/>).</summary>
    public bool TracksWrites { get; init; }

    /// <summary>
    /// How documents of older versions are read: the first step makes version 2 of version 1, the next version 3 of version 2, and so on. A step changes the object in place and
    /// never counts its version. Queries run on the stored form, so a step that changes a declared field needs a job that writes the old documents anew (docs/adr/0022).
    /// </summary>
    public IReadOnlyList<Action<JsonObject>> Upgrades { get; init; } = [];

    /// <summary>The version that is written, and the newest that can be read: one more than there are steps.</summary>
    public int SchemaVersion => Upgrades.Count + 1;

    /// <summary>Calls the visitor with the type of the documents, for those who go through kinds that they do not know by name.</summary>
    public abstract TResult Accept<TResult>(IDocumentKindVisitor<TResult> visitor);

    /// <summary>The declared use of a field.</summary>
    /// <exception cref="ArgumentException">The kind does not declare the field.</exception>
    public FieldUse UseOf(string path)
        => Fields.FirstOrDefault(f => f.Path == path)?.Use
            ?? throw new ArgumentException($"{Name} does not declare the field '{path}' for queries.", nameof(path));
}

/// <inheritdoc/>
/// <param name="name">The value of the document's <c>type</c>.</param>
/// <param name="container">Where it lives.</param>
/// <param name="json">How it is written and read. Asked for when a document first is: making it for every kind would be much of a start.</param>
public sealed class DocumentKind<T>(string name, Container container, Func<JsonTypeInfo<T>> json) : DocumentKind(name, container)
    where T : Document
{
    /// <summary>A kind whose way of writing is there already.</summary>
    public DocumentKind(string name, Container container, JsonTypeInfo<T> json)
        : this(name, container, () => json)
    {
    }

    /// <summary>How it is written and read.</summary>
    public JsonTypeInfo<T> Json => field ??= json();

    /// <summary>A stored document, of this version or an older one.</summary>
    /// <exception cref="NewerDocumentException">It is of a newer one.</exception>
    /// <exception cref="JsonException">It is damaged.</exception>
    public T Read(ReadOnlySpan<byte> json)
    {
        T document;
        try
        {
            document = JsonSerializer.Deserialize(json, Json)!;
        }
        catch (Exception e) when (SchemaVersions.IsMisread(e))
        {
            // A damaged document has no version to look at: what is thrown then says so.
            JsonElement raw = JsonElement.Parse(json);
            if (SchemaVersions.Of(raw) == SchemaVersion)
            {
                throw;
            }

            return SchemaVersions.Upgraded(this, raw).Deserialize(Json)!;
        }

        return document.SchemaVersion == SchemaVersion ? document : SchemaVersions.Upgraded(this, JsonElement.Parse(json)).Deserialize(Json)!;
    }

    /// <inheritdoc cref="Read(ReadOnlySpan{byte})"/>
    public T Read(JsonElement json)
    {
        T document;
        try
        {
            document = json.Deserialize(Json)!;
        }
        catch (Exception e) when (SchemaVersions.IsMisread(e) && SchemaVersions.Of(json) != SchemaVersion)
        {
            return SchemaVersions.Upgraded(this, json).Deserialize(Json)!;
        }

        return document.SchemaVersion == SchemaVersion ? document : SchemaVersions.Upgraded(this, json).Deserialize(Json)!;
    }

    /// <inheritdoc/>
    public override TResult Accept<TResult>(IDocumentKindVisitor<TResult> visitor) => visitor.Visit(this);

    /// <summary>All documents of this kind in one partition, ordered by id; narrow it with <see cref="Query{T}.Where"/>.</summary>
    public Query<T> In(string partition) => new(this, partition);
}

/// <summary>Does the same with kinds of any type.</summary>
public interface IDocumentKindVisitor<out TResult>
{
    /// <summary>Does it with one kind.</summary>
    TResult Visit<T>(DocumentKind<T> kind)
        where T : Document;
}
