namespace GridSteward.Functions.Access;

/// <summary>
/// What a function promises, in one place: who may call it, what it takes and what it answers. The wrapper checks every request against it, and
/// /openapi.json is written from it. Rows are written in the words of <see cref="Declare"/>.
/// </summary>
/// <param name="Name">The function's name.</param>
/// <param name="Access">Who may call it.</param>
/// <param name="Summary">What it does, in one line.</param>
public sealed record FunctionDeclaration(string Name, Access Access, string Summary)
{
    /// <summary>What more there is to know.</summary>
    public string? Details { get; init; }

    /// <summary>The query parameters it knows; others are 400. Null takes any: pages read their own.</summary>
    public IReadOnlyList<QueryParameter>? Query { get; init; } = [];

    /// <summary>The body it takes; null for none.</summary>
    public BodyDeclaration? Body { get; init; }

    /// <summary>What it answers when all is well.</summary>
    public IReadOnlyList<AnswerDeclaration> Answers { get; init; } = [];

    /// <summary>Whether an Idempotency-Key makes it happen once.</summary>
    public bool TakesKey { get; init; }

    /// <summary>Whether it wants to know by If-Match which version is changed.</summary>
    public bool WantsIfMatch { get; init; }

    /// <summary>Whether those who have not signed in may do it only so often; then a device says by X-Device-Id which it is.</summary>
    public bool IsLimited { get; init; }

    /// <summary>Whether it answers as to nobody where documents do not answer who asks; it must be for anyone.</summary>
    public bool AnswersStrangers { get; init; }

    /// <summary>Statuses of refusals that do not follow from the rest of the declaration: conflicts, and what only the operation refuses.</summary>
    public IReadOnlyList<int> AlsoRefuses { get; init; } = [];
}

/// <summary>The functions of one folder.</summary>
/// <param name="Tag">The folder's name.</param>
/// <param name="Description">What it is about, in one line.</param>
/// <param name="Functions">A row for each function.</param>
public sealed record FeatureDeclarations(string Tag, string Description, IReadOnlyList<FunctionDeclaration> Functions);
