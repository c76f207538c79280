using System.Globalization;

namespace GridSteward.Domain.Imports;

/// <summary>What an import keeps in its checkpoint once the codes have been read.</summary>
/// <param name="Total">Rows of the file.</param>
/// <param name="Pass">How often the rows have been begun; more than once only where the areas changed while rows were staged.</param>
/// <param name="Generation">The areas' generation when this pass began.</param>
internal sealed record ImportCursor(long Total, int Pass = 0, int Generation = 0)
{
    public static ImportCursor Parse(string text)
    {
        string[] parts = text.Split(' ');
        return new ImportCursor(
            long.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Total} {Pass} {Generation}");
}
