using System.Text.Json.Serialization;

namespace GridSteward.Domain.Transfers;

/// <summary>What an import was asked to do.</summary>
/// <param name="Jurisdiction">The jurisdiction's code, from the head of the file.</param>
/// <param name="AcceptChanged">Whether to take a file that was made while its documents changed.</param>
internal sealed record TransferPlan(string Jurisdiction, bool AcceptChanged);

/// <summary>How far a file is checked.</summary>
internal sealed record CheckCursor
{
    /// <summary>The byte at which to go on.</summary>
    public long Offset { get; init; }

    /// <summary>Lines before it.</summary>
    public long Line { get; init; }

    /// <summary>Their chain.</summary>
    public string Chain { get; init; } = new LineChain().Text;

    /// <summary>What stood last, to see that the next comes after it; empty before the first document.</summary>
    public string LastGroup { get; init; } = "";

    /// <summary>Its id or name.</summary>
    public string LastName { get; init; } = "";

    /// <summary>Documents so far, by container.</summary>
    public IReadOnlyDictionary<string, long> Documents { get; init; } = new Dictionary<string, long>();

    /// <summary>Blobs so far.</summary>
    public long Blobs { get; init; }

    /// <summary>Whether the settings were among the documents.</summary>
    public bool HasSettings { get; init; }
}

/// <summary>What transfers keep of their own in jobs and checkpoints.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TransferPlan))]
[JsonSerializable(typeof(CheckCursor))]
[JsonSerializable(typeof(ExportCursor))]
internal sealed partial class TransferJson : JsonSerializerContext;
