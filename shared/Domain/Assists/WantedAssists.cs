namespace GridSteward.Domain.Assists;

/// <summary>A request for help that somebody wants to make.</summary>
/// <param name="Jurisdiction">The report's partition.</param>
/// <param name="Report">The report.</param>
/// <param name="Assignee">Who is asked, by key: <c>post:{id}</c>, <c>team:{id}</c> or <c>partner:{id}</c>.</param>
/// <param name="Required">Whether the report can be resolved only when they have answered.</param>
/// <param name="Note">What is asked of them (personal); null for nothing.</param>
/// <param name="InsteadOf">The id of a declined request that it stands in for, which is cancelled with it; null for none.</param>
/// <param name="SeenETag">Whether an ETag is the version that the caller saw.</param>
public sealed record WantedAssist(string Jurisdiction, string Report, string Assignee, bool Required, string? Note, string? InsteadOf, Func<string, bool>? SeenETag);

/// <summary>What somebody wants to do with a request for help.</summary>
/// <param name="Jurisdiction">The report's partition.</param>
/// <param name="Report">The report.</param>
/// <param name="Assist">The request.</param>
/// <param name="Move">What is to be done.</param>
/// <param name="Note">The reason, or what was done (personal).</param>
/// <param name="SeenETag">Whether an ETag is the version that the caller saw.</param>
public sealed record WantedAssistMove(string Jurisdiction, string Report, string Assist, AssistMove Move, string? Note, Func<string, bool>? SeenETag)
{
    /// <summary>Every fault of what stands beside the move; the same for every report.</summary>
    public IEnumerable<Fault> Faults()
    {
        if (AssistTable.RowsOf(Move).All(r => r.WantsNote) && string.IsNullOrWhiteSpace(Note))
        {
            yield return new("$.note", Move == AssistMove.Answer ? "Say what was done." : "Say why.");
        }
    }
}
