using GridSteward.Domain.Jurisdictions;

namespace GridSteward.Domain.Duplicates;

/// <summary>Which open reports are looked at when one of a category comes in, for being about the same thing.</summary>
/// <param name="RadiusMetres">How far away, in metres; 0 for never.</param>
/// <param name="WindowHours">How long ago received, in hours.</param>
public sealed record DuplicateRules(double RadiusMetres, double WindowHours)
{
    /// <summary>The widest radius, in metres.</summary>
    public const double MaxRadiusMetres = 1000;

    /// <summary>The longest window, in hours: 90 days.</summary>
    public const double MaxWindowHours = 2160;

    /// <summary>The most siblings of a category.</summary>
    public const int MaxSiblings = 20;

    /// <summary>Where nobody said otherwise: 50 m, 7 days, the category alone.</summary>
    public static DuplicateRules Default { get; } = new(50, 168);

    /// <summary>Codes of other categories whose reports may be about the same thing. It holds both ways: naming it in one of the two is enough.</summary>
    public IReadOnlyList<string> Siblings { get => field ?? []; init; }

    /// <summary>Whether reports of two categories may be about the same thing; a category and itself always.</summary>
    public static bool AreSiblings(Jurisdiction settings, string one, string other)
        => one == other || Names(settings, one, other) || Names(settings, other, one);

    /// <summary>Every fault of a category's rules.</summary>
    /// <param name="category">The category that has them.</param>
    /// <param name="table">The table in which it stands.</param>
    /// <param name="path">Where the rules stand, as a JSON path.</param>
    public static IEnumerable<Fault> FaultsOf(Category category, IReadOnlyList<Category> table, string path)
    {
        DuplicateRules rules = category.Duplicates;
        if (rules.RadiusMetres is not (>= 0 and <= MaxRadiusMetres))
        {
            yield return new($"{path}.radiusMetres", "0 to 1000 metres; 0 for never.");
        }

        if (rules.WindowHours is not (> 0 and <= MaxWindowHours))
        {
            yield return new($"{path}.windowHours", "More than 0 and at most 2160 hours.");
        }

        if (rules.Siblings.Count > MaxSiblings)
        {
            yield return new($"{path}.siblings", $"At most {MaxSiblings} categories.");
        }

        for (int i = 0; i < rules.Siblings.Count; i++)
        {
            string sibling = rules.Siblings[i];
            string? fault = sibling == category.Code ? "Is the category itself, which always counts."
                : table.All(c => c.Code != sibling) ? $"There is no category '{sibling}' in the table."
                : rules.Siblings.Take(i).Contains(sibling) ? $"'{sibling}' is named twice."
                : null;
            if (fault is not null)
            {
                yield return new($"{path}.siblings[{i}]", fault);
            }
        }
    }

    private static bool Names(Jurisdiction settings, string one, string other) => settings.FindCategory(one)?.Duplicates.Siblings.Contains(other) == true;
}
