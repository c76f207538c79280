namespace GridSteward.Domain.Coverage;

/// <summary>Decides which areas of a report are hidden.</summary>
internal sealed class SuppressionTree
{
    /// <summary>The key of the whole jurisdiction: no area has an empty code, though one may have the jurisdiction's.</summary>
    public const string Whole = "";

    private readonly Dictionary<string, long[]> counts;
    private readonly Dictionary<string, string> parents;
    private readonly ILookup<string, string> parts;

    public SuppressionTree(CoverageReport report, IReadOnlyCollection<string> ownAreas)
    {
        // A report that has been suppressed once stays so: what is not there cannot be shown.
        Dictionary<string, UnitFigures> units = report.Areas.Where(a => a.Units is not null).ToDictionary(a => a.Code, a => a.Units!, StringComparer.Ordinal);
        Hidden = [.. report.Areas.Where(a => a.Units is null).Select(a => a.Code)];
        if (report.Total.Units is { } total)
        {
            units[Whole] = total;
        }
        else
        {
            Hidden.Add(Whole);
        }

        HashSet<string> codes = [.. report.Areas.Select(a => a.Code)];
        parents = report.Areas.ToDictionary(a => a.Code, a => a.Parent is { } p && codes.Contains(p) ? p : Whole, StringComparer.Ordinal);
        parts = parents.ToLookup(p => p.Value, p => p.Key, StringComparer.Ordinal);
        counts = units.ToDictionary(u => u.Key, u => CoverageMeasures.Of(u.Value), StringComparer.Ordinal);
        foreach (string area in ownAreas.Where(codes.Contains))
        {
            AddOwn(area);
        }

        HideAsMapsDo(units, u => u.Registered);
        HideAsMapsDo(units, u => u.Registered - u.Unlocated);
        foreach (var (key, numbers) in counts.Where(c => c.Value.Any(CoverageMeasures.IsSmall)))
        {
            Hide(key);
        }

        HideWhatGivesAway();
    }

    /// <summary>The areas of which nothing about units is shown.</summary>
    public HashSet<string> Hidden { get; }

    /// <summary>The areas whose households the reader may see.</summary>
    public HashSet<string> Own { get; } = new(StringComparer.Ordinal);

    private void AddOwn(string area)
    {
        if (Own.Add(area))
        {
            foreach (string part in parts[area])
            {
                AddOwn(part);
            }
        }
    }

    private void HideAsMapsDo(Dictionary<string, UnitFigures> units, Func<UnitFigures, long> count)
    {
        List<TreeCount> tree = [.. parents.Where(p => units.ContainsKey(p.Key)).Select(p => new TreeCount(p.Key, p.Value == Whole ? null : p.Value, count(units[p.Key])))];
        foreach (string key in CountSuppression.HiddenIn(tree))
        {
            Hide(key);
        }
    }

    /// <summary>Hides it and what is part of it, but for what the reader may see anyway.</summary>
    private bool Hide(string key)
    {
        if (Own.Contains(key))
        {
            return false;
        }

        bool news = Hidden.Add(key);
        foreach (string part in parts[key])
        {
            news |= Hide(part);
        }

        return news;
    }

    private void HideWhatGivesAway()
    {
        bool again = true;
        while (again)
        {
            again = false;
            foreach (string whole in counts.Keys.Where(k => !Own.Contains(k)).Order(StringComparer.Ordinal))
            {
                while (!Hidden.Contains(whole) && Small(whole) is { } measure)
                {
                    // The smallest of the shown parts that adds to the number; where none does, the whole itself gives it away.
                    string? more = parts[whole].Where(p => !Hidden.Contains(p) && !Own.Contains(p) && counts[p][measure] != 0)
                        .OrderBy(p => counts[p][0]).ThenBy(p => p, StringComparer.Ordinal).FirstOrDefault();
                    again |= Hide(more ?? whole);
                }
            }
        }
    }

    /// <summary>A measure of which little is left of a whole when what is known of its parts is taken away; null where there is none.</summary>
    private int? Small(string whole)
    {
        long[] rest = [.. counts[whole]];
        foreach (string known in parts[whole].SelectMany(Known))
        {
            for (int i = 0; i < rest.Length; i++)
            {
                rest[i] -= counts[known][i];
            }
        }

        int found = Array.FindIndex(rest, CoverageMeasures.IsSmall);
        return found < 0 ? null : found;
    }

    /// <summary>The topmost areas of a part, itself among them, that the reader knows.</summary>
    private IEnumerable<string> Known(string part)
        => counts.ContainsKey(part) && (Own.Contains(part) || !Hidden.Contains(part)) ? [part] : parts[part].SelectMany(Known);
}
