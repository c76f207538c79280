using System.Text.Json.Serialization;
using GridSteward.Domain.Storage;

namespace GridSteward.Stores.Tests.Kinds;

public sealed record Place(double Longitude, double Latitude);

public sealed record Address(string Street);

public sealed record Box(double West, double South, double East, double North);

/// <summary>The main document of the contract: one of every sort of field, reserved words of Cosmos DB's language among them.</summary>
public sealed record Thing : JurisdictionDocument
{
    public override string Type => "thing";

    public string? Status { get; init; }

    public double? Count { get; init; }

    public bool? Open { get; init; }

    public string? At { get; init; }

    public IReadOnlyList<string>? Areas { get; init; }

    public Place? Point { get; init; }

    public Address? Where { get; init; }

    public string? Order { get; init; }

    public long? Value { get; init; }

    /// <summary>Not declared for queries.</summary>
    public string? Text { get; init; }
}

/// <summary>A document with a box, in the same container.</summary>
public sealed record Region : JurisdictionDocument
{
    public override string Type => "region";

    public Box? Box { get; init; }

    public string? Status { get; init; }

    public IReadOnlyList<string>? Areas { get; init; }
}

/// <summary>A document that can expire.</summary>
public sealed record Token : DirectoryDocument
{
    public override string Type => "token";

    public string? Purpose { get; init; }
}

/// <summary>A document of the third version of its kind.</summary>
public sealed record Plant : JurisdictionDocument
{
    public Plant() => SchemaVersion = 3;

    public override string Type => "plant";

    public required IReadOnlyList<string> Names { get; init; }

    public double HeightCm { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Thing))]
[JsonSerializable(typeof(Region))]
[JsonSerializable(typeof(Token))]
[JsonSerializable(typeof(Plant))]
public sealed partial class DocumentsJson : JsonSerializerContext;
