using System.Text.Json;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Coverage;

/// <summary>Where the list of one area is.</summary>
/// <param name="Part">The number of the file.</param>
/// <param name="From">The place of its first unit in the file.</param>
/// <param name="Count">How many units.</param>
public sealed record MopUpSpan(int Part, int From, int Count);

/// <summary>
/// The lists of the units to visit, as files of a making: ids in walking order and nothing else, so that whoever reads a list sees each unit as it is now,
/// and what was erased meanwhile is not in it.
/// </summary>
public sealed class MopUpFiles(CoverageFiles files)
{
    private const int UnitsInAFile = 50_000;
    private const string IndexName = "mop-up.json";

    /// <summary>Writes the lists of a making.</summary>
    public async Task WriteAsync(string folder, IReadOnlyList<(string Area, IReadOnlyList<string> Units)> lists, CancellationToken cancellationToken)
    {
        Dictionary<string, MopUpSpan> index = new(StringComparer.Ordinal);
        List<string> part = [];
        int number = 0;
        foreach (var (area, units) in lists)
        {
            if (part.Count > 0 && part.Count + units.Count > UnitsInAFile)
            {
                await FlushAsync();
            }

            index[area] = new MopUpSpan(number, part.Count, units.Count);
            part.AddRange(units);
        }

        if (part.Count > 0)
        {
            await FlushAsync();
        }

        await files.WriteAsync(folder, IndexName, JsonSerializer.SerializeToUtf8Bytes(index, DomainJson.Default.DictionaryStringMopUpSpan), "application/json", cancellationToken);

        async Task FlushAsync()
        {
            await files.WriteAsync(folder, NameOf(number++), JsonSerializer.SerializeToUtf8Bytes(part, DomainJson.Default.ListString), "application/json", cancellationToken);
            part.Clear();
        }
    }

    /// <summary>The ids of the units listed for some areas, area after area; null where the report has no lists.</summary>
    public async Task<IReadOnlyList<string>?> ReadAsync(CoverageEntry entry, IReadOnlyList<string> areas, CancellationToken cancellationToken)
    {
        if (await ReadAsync(entry, IndexName, DomainJson.Default.DictionaryStringMopUpSpan, cancellationToken) is not { } index)
        {
            return null;
        }

        List<string> units = [];
        foreach (var spans in areas.Select(index.GetValueOrDefault).OfType<MopUpSpan>().GroupBy(s => s.Part))
        {
            List<string> part = await ReadAsync(entry, NameOf(spans.Key), DomainJson.Default.ListString, cancellationToken)
                ?? throw new InvalidDataException($"The file {NameOf(spans.Key)} of {entry.Folder} is missing.");
            units.AddRange(spans.SelectMany(span => part.GetRange(span.From, span.Count)));
        }

        return units;
    }

    private static string NameOf(int part) => $"mop-up-{part}.json";

    private async Task<T?> ReadAsync<T>(CoverageEntry entry, string name, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> json, CancellationToken cancellationToken)
        where T : class
    {
        await using OpenBlob? blob = await files.OpenAsync(entry, name, cancellationToken);
        return blob is null ? null : await JsonSerializer.DeserializeAsync(blob.Content, json, cancellationToken);
    }
}
