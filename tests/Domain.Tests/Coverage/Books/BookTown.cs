using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Coverage.Books;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Feedbacks;
using GridSteward.Domain.Households;
using GridSteward.Domain.Publications;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tests.Worlds;
using GridSteward.Domain.Visits;
using GridSteward.Geo;

namespace GridSteward.Domain.Tests.Coverage.Books;

/// <summary>A town whose units and reports come, change and go as they may, and a book of it in shards so small that they divide and merge.</summary>
internal sealed class BookTown : IDisposable
{
    public const int MostInShard = 16;

    private readonly Random random;
    private readonly List<string> units = [], gone = [], reports = [];
    private Report template = null!;
    private int imports;

    public BookTown(int seed)
    {
        random = new Random(seed);
        Books = BooksOf(World.Here.Store, World.Blobs);
    }

    public World World { get; } = new();

    /// <summary>The books of the instance under test.</summary>
    public CoverageBooks Books { get; }

    /// <summary>Those of an instance beside, which nothing breaks.</summary>
    public CoverageBooks Beside => BooksOf(World.Beside.Store, World.Beside.Blobs);

    public IReadOnlyList<string> Units => units;

    private IDocumentStore Store => World.Beside.Store;

    public void Dispose() => World.Dispose();

    public async Task<BookTown> OpenAsync(int units = 0, int reports = 0)
    {
        await World.AddTownAsync(Town.Settings(), Town.Squares());
        template = Expect.Done(await World.Beside.Submit.RunAsync(World.Hazard(0.5, 0.5), null, Acting.Program, World.Ct)).Report.Value;
        await AddUnitsAsync(units);
        await AddReportsAsync(reports);
        return this;
    }

    /// <summary>Something happens in the town.</summary>
    public Task LiveAsync()
    {
        World.Clock.Now += TimeSpan.FromSeconds(random.Next(1, 5000));
        return random.Next(10) switch
        {
            0 => AddUnitsAsync(random.Next(60)),
            1 => AddReportsAsync(random.Next(40)),
            2 or 3 => ChangeUnitsAsync(random.Next(20)),
            4 => ChangeReportsAsync(random.Next(20)),
            5 => DeleteUnitsAsync(random.Next(40)),
            6 => BringBackAsync(),
            7 => PublishAsync(random.Next(30)),
            8 => FoldAsync(),
            _ => Task.CompletedTask,
        };
    }

    public async Task AddUnitsAsync(int count)
    {
        string[] ids = [.. Enumerable.Range(0, count).Select(_ => NewId())];
        await WriteAsync(Kinds.Household, ids.Select(NewUnit), (batch, unit) => batch.Create(Kinds.Household, unit));
        units.AddRange(ids);
    }

    public async Task AddReportsAsync(int count)
    {
        string[] ids = [.. Enumerable.Range(0, count).Select(_ => NewId())];
        await WriteAsync(Kinds.Report, ids.Select(NewReport), (batch, report) => batch.Create(Kinds.Report, report));
        reports.AddRange(ids);
    }

    public Task ChangeUnitsAsync(int count) => WriteAsync(Kinds.Household, Some(units, count).Select(NewUnit), (batch, unit) => batch.Upsert(Kinds.Household, unit));

    public async Task DeleteUnitsAsync(int count)
    {
        foreach (string id in Some(units, count))
        {
            if (await Store.FindAsync(Kinds.Household, "town", id, World.Ct) is not { } unit)
            {
                continue;
            }

            var deletion = Deletion.Of("town", id, Kinds.Household.Name, World.Clock.Now);
            Batch batch = new Batch(Container.Households, "town").Delete(Kinds.Household, id, unit.ETag).Upsert(Kinds.Deletion(Container.Households), deletion);
            CommitOutcome outcome = await Store.CommitAsync(batch, World.Ct);
            if (!outcome.Committed)
            {
                continue; // it was shown by an import, and has been put into its place just now
            }

            units.Remove(id);
            gone.Add(id);
        }
    }

    /// <summary>The book is what reading every document gives.</summary>
    public async Task AssertIsRightAsync(BookRefresh refresh)
    {
        Assert.True(refresh.Done);
        var documents = new DocumentMarks(Store, "town");
        List<UnitMark> units = await AllAsync(documents.UnitsAsync(World.Ct)), unitsOfBook = await AllAsync(refresh.Marks!.UnitsAsync(World.Ct));
        List<ReportMark> reports = await AllAsync(documents.ReportsAsync(World.Ct)), reportsOfBook = await AllAsync(refresh.Marks.ReportsAsync(World.Ct));
        Assert.Equal(units, unitsOfBook);
        Assert.Equal(reports, reportsOfBook);
    }

    public async Task<List<string>> BlobsAsync() => await World.Beside.Blobs.ListAsync(BlobContainer.Books, "town/", World.Ct).ToListAsync(World.Ct);

    public async Task<CoverageBook?> BookAsync() => (await World.Engine.FindAsync(Kinds.CoverageBook, "town", CoverageBook.OnlyId, World.Ct))?.Value;

    /// <summary>Every blob that is there is named by the book, and none is missing.</summary>
    public async Task AssertIsTidyAsync() => Assert.Equal((await BookAsync())!.Blobs.Order(StringComparer.Ordinal), await BlobsAsync());

    private static async Task<List<TMark>> AllAsync<TMark>(IAsyncEnumerable<IReadOnlyList<TMark>> marks) => [.. (await marks.ToListAsync(World.Ct)).SelectMany(m => m)];

    private CoverageBooks BooksOf(IDocumentStore store, IBlobStore blobs) => new(store, blobs, World.Clock) { MostInShard = MostInShard };

    private async Task ChangeReportsAsync(int count)
        => await WriteAsync(Kinds.Report, Some(reports, count).Select(NewReport), (batch, report) => batch.Upsert(Kinds.Report, report));

    private async Task BringBackAsync()
    {
        string[] ids = Some(gone, 5);
        await WriteAsync(Kinds.Household, ids.Select(NewUnit), (batch, unit) => batch.Create(Kinds.Household, unit));
        units.AddRange(ids);
        gone.RemoveAll(ids.Contains);
    }

    /// <summary>An import shows units all at once; some that somebody changed or deleted after it was decided on them.</summary>
    private async Task PublishAsync(int count)
    {
        Publishing publishing = new(World.Engine, Kinds.All);
        Stored<Publication>? last = await publishing.ReadAsync(Container.Households, "town", World.Ct);
        if (last is { Value.Active: true })
        {
            return;
        }

        string import = $"import{imports++}";
        string[] changed = Some(units, count), created = [.. Enumerable.Range(0, count / 3).Select(_ => NewId())];
        int row = 0;
        foreach (string id in changed.Concat(created))
        {
            Stored<Household>? before = await World.Engine.FindAsync(Kinds.Household, "town", id, World.Ct);
            var batch = new Batch(Container.Households, "town");
            batch = before is null ? batch.Create(Kinds.Household, NewUnit(id)).Create(Kinds.UniqueCode(Container.Households), UniqueCode.Of("household", "town", id, id)) : batch.Replace(Kinds.Household, NewUnit(id), before.ETag);
            await World.WriteAsync(Kinds.StagedRow(Container.Households), StagedRow.Of("town", import, row++, batch.Operations));
        }

        foreach (string id in changed.Where(_ => random.Next(4) == 0))
        {
            await (random.Next(2) == 0 ? DeleteAsync(id) : WriteAsync(Kinds.Household, [NewUnit(id)], (batch, unit) => batch.Upsert(Kinds.Household, unit)));
        }

        foreach (string id in created.Where(_ => random.Next(4) == 0))
        {
            // Somebody takes its code: it never comes to be there, but is shown until its turn comes.
            await World.WriteAsync(Kinds.UniqueCode(Container.Households), UniqueCode.Of("household", "town", id, "somebody"));
        }

        var publish = new Batch(Container.Households, "town");
        Assert.True(Publishing.TryPublish(publish, last, import, World.Clock.Now));
        Assert.True((await World.Engine.CommitAsync(publish, World.Ct)).Committed);
        units.AddRange(created);

        async Task DeleteAsync(string id)
        {
            if (await World.Engine.FindAsync(Kinds.Household, "town", id, World.Ct) is not { } unit)
            {
                return;
            }

            units.Remove(id);
            gone.Add(id);
            await World.Engine.CommitAsync(
                new Batch(Container.Households, "town").Delete(Kinds.Household, id, unit.ETag).Upsert(Kinds.Deletion(Container.Households), Deletion.Of("town", id, "household", World.Clock.Now)), World.Ct);
        }
    }

    private async Task FoldAsync()
    {
        Publishing publishing = new(World.Engine, Kinds.All);
        if (await publishing.ReadAsync(Container.Households, "town", World.Ct) is { Value: { Active: true } shown }
            && (await publishing.FoldAsync(Container.Households, "town", shown.Import, World.Ct)).IsDone)
        {
            await publishing.CloseAsync(Container.Households, "town", shown.Import, World.Ct);
        }
    }

    private async Task WriteAsync<T>(DocumentKind<T> kind, IEnumerable<T> documents, Action<Batch, T> add)
        where T : JurisdictionDocument
    {
        foreach (T[] some in documents.Chunk(50))
        {
            var batch = new Batch(kind.Container, "town");
            some.ToList().ForEach(d => add(batch, d));
            Assert.True((await Store.CommitAsync(batch, World.Ct)).Committed);
        }
    }

    private string[] Some(List<string> of, int count) => [.. of.OrderBy(_ => random.Next()).Take(count)];

    /// <summary>Ids of all sorts: in the order of time, in none, and such as other programs may give.</summary>
    private string NewId() => random.Next(8) switch
    {
        0 => $"K-{random.NextInt64():X16}",
        1 => $"豈{random.NextInt64()}",
        2 => $"𠀀{random.NextInt64()}",
        3 => Guid.NewGuid().ToString("D").ToUpperInvariant(),
        4 or 5 => Guid.CreateVersion7(World.Clock.Now).ToString(),
        _ => Guid.NewGuid().ToString(),
    };

    private Household NewUnit(string id)
    {
        string grid = $"g{random.Next(1, 5)}";
        return new Household
        {
            Id = id,
            Jurisdiction = "town",
            Code = id,
            Residents = random.Next(6),
            Point = random.Next(4) == 0 ? null : new Wgs84Point(114 + random.NextDouble(), 22 + random.NextDouble()),
            Building = random.Next(3) == 0 ? $"b{random.Next(9)}" : null,
            Kind = random.Pick(Enum.GetValues<UnitKind>()),
            Care = random.Pick(Enum.GetValues<CareLevel>()),
            Visits = random.Next(2) == 0 ? null : new VisitSummary(random.Next(3) == 0 ? null : new DateOnly(2026, 1, 1).AddDays(random.Next(60)), World.Clock.Now, VisitOutcome.Done, random.Next(3)),
            MovedOn = random.Next(5) == 0 ? new DateOnly(2026, 2, random.Next(1, 28)) : null,
            MergedInto = random.Next(9) == 0 ? "another" : null,
            Place = template.Assignment.Place,
            Areas = ["c1", grid],
            AreaPath = random.Next(7) == 0 ? "" : $"c1\u001f{grid}",
            Generation = 1,
        };
    }

    private Report NewReport(string id)
    {
        DateTimeOffset Time() => World.Clock.Now.AddTicks(random.NextInt64(TimeSpan.TicksPerDay * 9));
        DateTimeOffset? TimeOrNone() => random.Next(2) == 0 ? null : Time();
        return template with
        {
            Id = id,
            State = random.Pick(Enum.GetValues<ReportState>()),
            Private = random.Next(9) == 0,
            AreaPath = random.Next(7) == 0 ? "" : $"c1\u001fg{random.Next(1, 5)}",
            Assignee = random.Next(4) == 0 ? null : $"post:{random.Next(9)}",
            ReceivedAt = Time(),
            AcceptBy = Time(),
            ResolveBy = Time(),
            AcceptedAt = TimeOrNone(),
            ResolvedAt = TimeOrNone(),
            Reopens = random.Next(300),
            Open = random.Next(2) == 0,
            DueAt = TimeOrNone(),
            LateThreeTimesFrom = TimeOrNone(),
            Feedback = random.Next(3) == 0 ? new Feedback(Time(), random.Next(2) == 0, null, 1, 1) : null,
        };
    }
}
