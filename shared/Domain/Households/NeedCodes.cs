namespace GridSteward.Domain.Households;

/// <summary>A need 需求 that a unit can have.</summary>
/// <param name="Code">What is kept: <c>work.seeking</c>; the part before the point is its field of life.</param>
/// <param name="En">In English.</param>
/// <param name="Zh">In Chinese.</param>
public sealed record NeedCode(string Code, string En, string Zh);

/// <summary>
/// The closed list of needs, in five fields of life: work, old age, schooling, health and disability. They are codes so that they can be counted and found without
/// reading words; they are sensitive, and lie in the personal part.
/// </summary>
public static class NeedCodes
{
    /// <summary>The most needs of one unit.</summary>
    public const int Most = 20;

    /// <summary>All of them, by field of life.</summary>
    public static IReadOnlyList<NeedCode> All { get; } =
    [
        new("work.seeking", "Looking for work", "求职"),
        new("work.training", "Wants training for work", "技能培训"),
        new("work.lowIncome", "Lives on a minimum allowance", "低保低收入"),
        new("work.hiring", "A company or shop that wants people", "用工"),
        new("oldAge.alone", "Old and living alone", "独居老人"),
        new("oldAge.over80", "Eighty or older", "高龄老人"),
        new("oldAge.meals", "Wants meals brought", "老年助餐"),
        new("oldAge.childrenAway", "Old, with children far away", "空巢老人"),
        new("schooling.transfer", "A child has to change school", "转学"),
        new("schooling.fees", "School fees are hard to pay", "助学"),
        new("schooling.afterSchool", "A child wants care after school", "课后托管"),
        new("schooling.childrenLeft", "Children whose parents work elsewhere", "留守儿童"),
        new("health.chronic", "A chronic illness", "慢性病"),
        new("health.bedridden", "Somebody cannot leave the bed", "卧床"),
        new("health.serious", "A serious illness", "重大疾病"),
        new("health.mental", "Mental health", "精神障碍"),
        new("health.pregnant", "A pregnancy or a baby", "孕产婴幼儿"),
        new("disability.mobility", "Hard to walk", "肢体残疾"),
        new("disability.sight", "Hard to see", "视力残疾"),
        new("disability.hearing", "Hard to hear", "听力残疾"),
        new("disability.mind", "Hard to learn or to decide", "智力残疾"),
    ];

    private static readonly Dictionary<string, NeedCode> ByWord = All
        .SelectMany(n => new[] { n.Code, n.Zh, n.En }, (need, word) => (need, word))
        .ToDictionary(x => x.word, x => x.need, StringComparer.OrdinalIgnoreCase);

    /// <summary>The need of a code, or of its name in either language as files write it; null where there is none.</summary>
    public static NeedCode? Find(string text) => ByWord.GetValueOrDefault(text.Trim());

    /// <summary>Reads the field <c>needs</c>; each that is not on the list is a fault. The codes come once each, in the order of the list; null for none.</summary>
    public static IReadOnlyList<string>? Read(IFields fields)
    {
        List<NeedCode> found = [];
        foreach (string text in fields.Texts("needs", Most, 60))
        {
            if (Find(text) is { } need)
            {
                found.Add(need);
            }
            else
            {
                fields.Refuse("needs", $"There is no need '{text}'; the list is at /api/need-codes.");
            }
        }

        return InOrder(found);
    }

    /// <summary>The union of some lists, in the order of the list; null for none.</summary>
    public static IReadOnlyList<string>? Union(params IEnumerable<IReadOnlyList<string>?> lists)
        => InOrder([.. lists.SelectMany(l => l ?? []).Select(Find).OfType<NeedCode>()]);

    private static string[]? InOrder(List<NeedCode> found) => found.Count == 0 ? null : [.. All.Where(found.Contains).Select(n => n.Code)];
}
