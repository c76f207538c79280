using System.Text.Json.Serialization.Metadata;
using GridSteward.Functions.Http;

namespace GridSteward.Functions.Access;

/// <summary>How a body is formed. Never written down twice: it is asked of what writes or reads the body.</summary>
public abstract record BodyForm
{
    private BodyForm()
    {
    }

    /// <summary>As the serializer writes it.</summary>
    /// <param name="Make">Its contract. Only /openapi.json asks for all of them; making them for every function would be most of a start.</param>
    public sealed record Written(Func<JsonTypeInfo> Make) : BodyForm
    {
        public JsonTypeInfo Json => Make();
    }

    /// <summary>As its reader takes it.</summary>
    /// <param name="Reader">The reader.</param>
    /// <param name="Result">What it makes of the body; the words of its properties are those of the fields.</param>
    public sealed record ReadBy(Action<JsonInput> Reader, Type Result) : BodyForm;

    /// <summary>As a standard says: one of the document's GeoJSON schemas.</summary>
    public sealed record GeoJson(string Schema) : BodyForm;

    /// <summary>Bytes as they are.</summary>
    public sealed record Binary : BodyForm;

    /// <summary>A JSON object of whatever form.</summary>
    public sealed record AnyObject : BodyForm;
}

/// <summary>The body a function takes.</summary>
/// <param name="Form">How it is formed.</param>
/// <param name="MaxBytes">More is 413.</param>
/// <param name="Example">One that is taken: JSON; null for bytes.</param>
/// <param name="ContentTypes">Others are 415.</param>
public sealed record BodyDeclaration(BodyForm Form, int MaxBytes, string? Example, params string[] ContentTypes)
{
    /// <summary>The media types of lines of JSON; the first of them is answered.</summary>
    public static readonly string[] LineTypes = ["application/x-ndjson", "application/ndjson", "application/jsonl"];

    /// <summary>How a line is formed where the body may be lines of JSON instead, with the size of all of them; null where it may not.</summary>
    public BodyDeclaration? Line { get; init; }

    /// <summary>The declaration by which a body of that media type is read; null where it is not taken.</summary>
    public BodyDeclaration? For(string mediaType) => ContentTypes.Contains(mediaType) ? this : Line?.For(mediaType);

    /// <summary>Every media type that is taken.</summary>
    public IEnumerable<string> AllTypes => [.. ContentTypes, .. Line?.AllTypes ?? []];

    /// <summary>The encodings that the content type may name; others are 415.</summary>
    public IReadOnlyList<string> Charsets { get; init; } = ["utf-8"];
}

/// <summary>What a function answers when all is well.</summary>
/// <param name="Status">The status.</param>
/// <param name="Form">How its body is formed; null for none.</param>
public sealed record AnswerDeclaration(int Status, BodyForm? Form)
{
    public string ContentType { get; init; } = "application/json";

    /// <summary>How a line is formed where lines of JSON are answered by such; null where they are not.</summary>
    public BodyForm? Line { get; init; }

    /// <summary>Whether it names the version; a GET with it answers 304 to who has it.</summary>
    public bool HasETag { get; init; }

    /// <summary>Whether it says where what was made is.</summary>
    public bool HasLocation { get; init; }
}
