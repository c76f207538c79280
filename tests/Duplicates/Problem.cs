namespace GridSteward.Duplicates;

/// <summary>Which part of the labelled set: the constants were chosen on one and are measured on the other. They share no problem, no frame and no landmark.</summary>
public enum Part
{
    Tuning,
    HeldOut,
}

/// <summary>Something that can be wrong, as two kinds of people put it in two languages; no phrase is on both sides.</summary>
/// <param name="Category">Its category.</param>
/// <param name="Chinese">How the first and how the second reporter may say it in Chinese.</param>
/// <param name="English">The same in English.</param>
public sealed record Problem(string Category, string[][] Chinese, string[][] English)
{
    public string[][] In(bool chinese) => chinese ? Chinese : English;

    /// <summary>Reads rows of <c>category | first; first | second; second | first; first | second; second</c>.</summary>
    public static Problem[] Read(string rows) =>
        [.. rows.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(row => row.Split('|').Select(Phrases).ToArray())
            .Select(f => new Problem(f[0][0], [f[1], f[2]], [f[3], f[4]]))];

    private static string[] Phrases(string cell) => cell.Split(';', StringSplitOptions.TrimEntries);
}
