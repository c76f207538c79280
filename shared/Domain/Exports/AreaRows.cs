using System.Globalization;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tables;

namespace GridSteward.Domain.Exports;

/// <summary>
/// Areas by code, in the columns that an import of areas takes. All are of the generation that was current when the first page was read, however
/// long the job takes: generations are kept.
/// </summary>
internal sealed class AreaRows(IDocumentStore store, AreaSnapshots snapshots) : ExportRows("code", "name", "level", "parent", "geometry")
{
    private const int PageSize = 50;

    private int generation;
    private IReadOnlyList<Area> areas = [];

    public override async Task<ExportPage> ReadAsync(string jurisdiction, string? after, CancellationToken cancellationToken)
    {
        string? code = null;
        int number = after?.Split(' ', 2) is [var pinned, var last] && (code = last) is not null
            ? int.Parse(pinned, CultureInfo.InvariantCulture)
            : await snapshots.CurrentNumberAsync(jurisdiction, cancellationToken);
        if (number != generation)
        {
            Generation named = (await store.FindAsync(Kinds.Generation, jurisdiction, Generation.IdOf(number), cancellationToken))?.Value
                ?? throw new InvalidDataException($"The generation {number} is missing.");
            areas = (await snapshots.ReadFileAsync(named, cancellationToken)).Areas;
            generation = number;
        }

        Area[] page = [.. areas.SkipWhile(a => code is not null && string.CompareOrdinal(a.Code, code) <= 0).Take(PageSize)];
        TableValue[][] rows = [.. page.Select(a => (TableValue[])
            [TableValue.Of(a.Code), TableValue.Of(a.Name), TableValue.Of(a.Level), TableValue.Of(a.Parent), TableValue.Of(a.Geometry)])];
        return new ExportPage(rows, page.Length == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{number} {page[^1].Code}"), page.Length == PageSize);
    }
}
