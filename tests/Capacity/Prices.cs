using System.Globalization;

namespace GridSteward.Capacity;

/// <summary>List prices by item, from a file of lines <c>item,unit,usd</c>.</summary>
internal sealed class Prices
{
    private readonly Dictionary<string, double> byItem = [];

    /// <summary>Reads a file; lines that begin with # are comments.</summary>
    /// <exception cref="FormatException">Lines that are none, each named.</exception>
    public static Prices Read(string file)
    {
        var prices = new Prices();
        List<string> faults = [];
        foreach (var (number, line) in File.ReadLines(file).Select((l, i) => (i + 1, l.Trim())).Where(l => l.Item2.Length > 0 && l.Item2[0] != '#' && !l.Item2.StartsWith("item,", StringComparison.Ordinal)))
        {
            string[] parts = line.Split(',');
            if (parts.Length < 3 || !double.TryParse(parts[^1], NumberStyles.Float, CultureInfo.InvariantCulture, out double usd) || usd < 0)
            {
                faults.Add($"line {number}: '{line}' is not item,unit,usd");
                continue;
            }

            prices.byItem[parts[0]] = usd;
        }

        return faults.Count == 0 ? prices : throw new FormatException($"{file}: {string.Join("; ", faults)}.");
    }

    /// <summary>The price of an item.</summary>
    /// <exception cref="FormatException">The file has none.</exception>
    public double this[string item] => byItem.TryGetValue(item, out double usd) ? usd : throw new FormatException($"The prices lack '{item}'.");
}
