using System.Text.Json;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.History;

/// <summary>
/// What a document was until it was replaced or deleted, without anything personal; written in the batch that changed it, and never changed itself.
/// </summary>
public sealed record PastVersion : JurisdictionDocument
{
    /// <summary>More bytes than any version takes that rows of imports can replace: the longest post has some 40,000.</summary>
    public const int MostBytes = 48 * 1024;

    /// <inheritdoc/>
    public override string Type => "past";

    /// <summary>Whose version it is: <c>{type}/{id}</c>.</summary>
    public required string Of { get; init; }

    /// <summary>From when it was recorded so; null for from the beginning.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether nothing is recorded of it before.</summary>
    public bool IsFirst { get; init; }

    /// <summary>The moment from which it was no longer so.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>The document, less what is personal.</summary>
    public required JsonElement Was { get; init; }

    /// <summary>How the versions of a document are found.</summary>
    public static string Name(DocumentKind kind, string id) => $"{kind.Name}/{id}";
}
