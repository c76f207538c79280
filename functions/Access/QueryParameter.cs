using GridSteward.Domain;

namespace GridSteward.Functions.Access;

/// <summary>A query parameter that a function knows.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it says.</param>
/// <param name="Form">What its text is.</param>
/// <param name="Example">One that is taken; null where none can be made up.</param>
public sealed record QueryParameter(string Name, string Description, QueryForm Form, string? Example)
{
    public bool Required { get; init; }
}

/// <summary>What the text of a query parameter is.</summary>
public abstract record QueryForm
{
    private QueryForm()
    {
    }

    public sealed record Text(int MaxLength = 200) : QueryForm;

    public sealed record Number : QueryForm;

    public sealed record WholeNumber(int Min, int Max, int? Default) : QueryForm;

    /// <summary>true or false.</summary>
    public sealed record Flag : QueryForm;

    /// <summary>West, south, east, north in degrees.</summary>
    public sealed record Box : QueryForm;

    /// <summary>One of some names.</summary>
    public sealed record Choice(IReadOnlyList<string> Names) : QueryForm
    {
        public static Choice Of<T>()
            where T : struct, Enum => new(Wire.Names<T>());
    }

    /// <summary>Some of some names, with commas between.</summary>
    public sealed record Choices(IReadOnlyList<string> Names) : QueryForm
    {
        public static Choices Of<T>()
            where T : struct, Enum => new(Wire.Names<T>());
    }
}
