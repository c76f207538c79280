using System.Text.Json;
using System.Text.Json.Serialization;
using GridSteward.Domain.Jurisdictions;

namespace GridSteward.Domain.Transfers;

/// <summary>
/// A whole jurisdiction as a file: UTF-8, one JSON object a line, each line ended by a line feed. The head; every document, ordered by container,
/// kind and id (UTF-8 bytes); every blob, ordered by container and name, as a line that describes it and lines with its pieces; the end. Nothing in
/// it says when or where it was made, so the same jurisdiction gives the same bytes on every engine.
/// </summary>
/// <param name="Format">Always <see cref="Name"/>.</param>
/// <param name="Version">Raised when a reader of the old form would misread the new one.</param>
/// <param name="Jurisdiction">The jurisdiction's code.</param>
/// <param name="Entry">Its entry in the deployment's list.</param>
public sealed record TransferHead(string Format, int Version, string Jurisdiction, JurisdictionEntry Entry)
{
    /// <summary>What the format is called.</summary>
    public const string Name = "gridsteward-jurisdiction";

    /// <summary>The version that is written, and the only one that is read.</summary>
    public const int CurrentVersion = 1;
}

/// <summary>The line before a blob's pieces.</summary>
/// <param name="Container">Its container.</param>
/// <param name="Name">Its name there.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">SHA-256 in lower-case hexadecimal.</param>
public sealed record TransferBlob(string Container, string Name, string ContentType, long Length, string Sha256);

/// <summary>The last line: by it a file that is cut off or was changed is known.</summary>
/// <param name="Documents">How many documents, by container.</param>
/// <param name="Blobs">How many blobs.</param>
/// <param name="Changed">Kinds of documents that changed while the file was made: it may hold one document before and another after the same change.</param>
/// <param name="Chain">The <see cref="LineChain"/> of all lines before.</param>
public sealed record TransferEnd(IReadOnlyDictionary<string, long> Documents, long Blobs, IReadOnlyList<string> Changed, string Chain);

/// <summary>Where an export goes on.</summary>
internal sealed record ExportCursor
{
    /// <summary>The step at work; null before the first.</summary>
    public string? Step { get; init; }

    /// <summary>The id or name in it after which to go on; null from its first.</summary>
    public string? After { get; init; }

    /// <summary>The chain of the lines so far.</summary>
    public string Chain { get; init; } = new LineChain().Text;

    /// <summary>The chain of ids and versions of the step so far.</summary>
    public string Versions { get; init; } = new LineChain().Text;

    /// <summary>That chain of each kind that is done, as it was read first.</summary>
    public IReadOnlyDictionary<string, string> Read { get; init; } = new Dictionary<string, string>();

    /// <summary>Documents so far, by container.</summary>
    public IReadOnlyDictionary<string, long> Documents { get; init; } = new Dictionary<string, long>();

    /// <summary>Blobs so far.</summary>
    public long Blobs { get; init; }

    /// <summary>Kinds that have changed meanwhile.</summary>
    public IReadOnlyList<string> Changed { get; init; } = [];
}
