using GridSteward.Domain;

namespace GridSteward.Functions.Access;

/// <summary>A query parameter that a function knows.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it says.</param>
/// <param name="Form">What its text is.</param>
/// <param name="Example">One that is taken; null where none can be made up.</param>
public sealed record QueryParameter(string Name, string Description, QueryForm Form, string? Example)
{
    /// <summary>Whether its example is the first of its names.</summary>
    public bool ShowsFirst { get; init; }

    public string? Example
    {
        get => ShowsFirst ? Form.First : field;
        init
        {
            field = value;
            ShowsFirst = false;
        }
    }
    = Example;

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

    /// <summary>The first of its names, where it has names.</summary>
    public virtual string? First => null;

    /// <summary>One of some names, which only /openapi.json asks for: reading them of every enumeration would be part of every start.</summary>
    public sealed record Choice(Func<IReadOnlyList<string>> Read) : QueryForm
    {
        public IReadOnlyList<string> Names => Read();

        public override string? First => Names[0];

        public static Choice Of<T>()
            where T : struct, Enum => new(Wire.Names<T>);
    }

    /// <summary>Some of some names, with commas between.</summary>
    public sealed record Choices(Func<IReadOnlyList<string>> Read) : QueryForm
    {
        public IReadOnlyList<string> Names => Read();

        public override string? First => Names[0];

        public static Choices Of<T>()
            where T : struct, Enum => new(Wire.Names<T>);
    }
}
