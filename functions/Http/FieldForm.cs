namespace GridSteward.Functions.Http;

/// <summary>What a field of a body must be, as its reader takes it.</summary>
/// <param name="Type">Its JSON type.</param>
/// <param name="Required">Whether it must be there; what need not be there may be null.</param>
public sealed record FieldForm(string Type, bool Required)
{
    public string? Format { get; init; }

    public int? MinLength { get; init; }

    public int? MaxLength { get; init; }

    public double? Minimum { get; init; }

    public double? Maximum { get; init; }

    public IReadOnlyList<string> Choices { get; init; } = [];

    public int? MinItems { get; init; }

    public int? MaxItems { get; init; }

    /// <summary>What each item of an array must be.</summary>
    public FieldForm? Items { get; init; }

    /// <summary>The fields of an object.</summary>
    public IReadOnlyDictionary<string, FieldForm>? Fields { get; init; }

    /// <summary>What becomes of the object, where its reader says it.</summary>
    public Type? Meaning { get; init; }
}
