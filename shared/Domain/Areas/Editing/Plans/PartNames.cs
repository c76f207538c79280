namespace GridSteward.Domain.Areas.Editing.Plans;

/// <summary>Codes of areas that are to be made.</summary>
internal static class PartNames
{
    /// <summary>What is wrong with a code.</summary>
    /// <param name="table">The areas as they are.</param>
    /// <param name="path">Where the code stands.</param>
    /// <param name="code">The code.</param>
    /// <param name="mayBe">Codes of areas that go, so that it may be one of theirs.</param>
    public static IEnumerable<Fault> FaultsOf(PlanningTable table, string path, string code, IReadOnlyCollection<string> mayBe)
    {
        if (AreaDraft.CodeFault(code) is { } wrong)
        {
            yield return new(path, wrong);
        }
        else if (table.Find(code) is { } other && !mayBe.Contains(code))
        {
            yield return new(path, $"The code '{code}' is that of {other.Name} on the level {other.Level}; codes are unique in a jurisdiction.");
        }
    }
}
