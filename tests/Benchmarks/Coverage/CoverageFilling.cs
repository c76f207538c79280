using GridSteward.Domain;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Deadlines;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;
using GridSteward.Stores.Embedded;

namespace GridSteward.Benchmarks.Coverage;

/// <summary>
/// Fills a data folder with a town, every document through the store. Units, visits and reports are written before their kind has indexes but for the terms of its lists; the
/// others are then made from what is there, one at a time. All at once is one transaction, whose write-ahead log would come to gigabytes, and every page that is looked for
/// is looked for in the whole log; the terms alone would do that, so they are kept while documents are written.
/// </summary>
internal sealed class CoverageFilling(CoverageTown town, TimeProvider clock)
{
    private const string Mark = "filled";

    /// <summary>Fills the folder, unless it is filled already.</summary>
    /// <returns>Whether it was not.</returns>
    public async Task<bool> RunAsync(string folder)
    {
        string mark = Path.Combine(folder, Mark);
        if (File.Exists(mark))
        {
            return false;
        }

        if (File.Exists(Path.Combine(folder, SqliteDocumentStore.FileName)))
        {
            throw new InvalidOperationException($"{folder} was filled in part only: delete it.");
        }

        await BulkAsync(folder, Kinds.Household, Enumerable.Range(0, town.Units).Select(town.Unit));
        await BulkAsync(folder, Kinds.Report, Enumerable.Range(0, town.Reports).Select(town.Report));
        await BulkAsync(folder, Kinds.Visit, Enumerable.Range(0, town.Visits).Select(i => town.Visit(i / CoverageTown.VisitsOfUnit, i % CoverageTown.VisitsOfUnit)));
        using var store = new SqliteDocumentStore(folder, Kinds.All, clock);
        await SettleAsync(store, new FileBlobStore(folder));
        await Filling.WriteAsync(store, Kinds.Building, CoverageTown.Code, Enumerable.Range(0, town.Buildings).Select(town.Building));
        await Filling.WriteAsync(store, Kinds.Steward, CoverageTown.Code, Enumerable.Range(0, town.Grids).Select(CoverageTown.Steward));

        // Every tenth grid has nobody.
        await Filling.WriteAsync(store, Kinds.Post, CoverageTown.Code, Enumerable.Range(0, town.Grids).Where(g => g % 10 != 9).Select(CoverageTown.Post));
        await town.CheckAsync(store);
        await File.WriteAllTextAsync(mark, string.Empty);
        return true;
    }

    private async Task SettleAsync(SqliteDocumentStore store, FileBlobStore blobs)
    {
        var directory = new JurisdictionDirectory(store);
        var reservations = new Reservations(store, clock);
        await new KeepJurisdictions(store, directory, reservations, HolidayCalendars.None, clock).CreateAsync(CoverageTown.Settings, null, Acting.Program, CancellationToken.None);
        var staging = new AreaStaging(store, blobs, new AreaSnapshots(store, blobs, new AreaMemory(long.MaxValue)), directory, new Agenda(store, clock), clock);
        var request = new AreaImportRequest(CoverageTown.Settings, town.AreaFile(), new AreaMapping("code", "name", "parent", "level", null, ""), ImportMode.Merge);
        if (await new AreaImport(store, staging, reservations).RunAsync(request, null, Acting.Program, CancellationToken.None) is not Outcome<AreaImportResult>.Done)
        {
            throw new InvalidOperationException("The areas were not taken.");
        }
    }

    private async Task BulkAsync<T>(string folder, DocumentKind<T> kind, IEnumerable<T> documents)
        where T : Document
    {
        IndexedField[] terms = [.. kind.Fields.Where(f => f.Use == FieldUse.Elements)], scalars = [.. kind.Fields.Except(terms)];
        DocumentKind<T> bare = With(0);
        using (var store = new SqliteDocumentStore(folder, [bare], clock))
        {
            await Filling.WriteAsync(store, bare, CoverageTown.Code, documents);
        }

        for (int fields = 1; fields <= scalars.Length; fields++)
        {
            Open(With(fields));
        }

        Open(kind);

        DocumentKind<T> With(int fields) => new(kind.Name, kind.Container, kind.Json) { Fields = [.. terms, .. scalars.Take(fields)] };

        void Open(DocumentKind<T> indexed)
        {
            using var store = new SqliteDocumentStore(folder, [indexed], clock);
        }
    }
}
