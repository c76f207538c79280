using GridSteward.Domain.Coverage.Books;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tests.Worlds;

namespace GridSteward.Domain.Tests.Coverage.Books;

/// <summary>Whatever happened to a town and to those who copied it, the book is what reading every document gives.</summary>
public sealed class CoverageBooksTests
{
    private static CancellationToken Ct => World.Ct;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task After_any_life_of_the_town_the_book_equals_the_documents(int seed)
    {
        using BookTown town = await new BookTown(seed).OpenAsync(100, 50);
        for (int night = 0; night < 14; night++)
        {
            for (int i = 0; i < 5; i++)
            {
                await town.LiveAsync();
            }

            await town.AssertIsRightAsync(await town.Books.RefreshAsync("town", null, Ct));
            await town.AssertIsTidyAsync();
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public async Task Killed_anywhere_and_out_of_time_it_is_finished_by_the_next(int seed)
    {
        var random = new Random(seed);
        using BookTown town = await new BookTown(seed).OpenAsync(250, 100);
        int killed = 0, stopped = 0;
        for (int night = 0; night < 10; night++)
        {
            await town.LiveAsync();
            BookRefresh? refresh = null;
            for (int tries = 0; refresh is not { Done: true }; tries++)
            {
                await town.LiveAsync();
                Kill(town.World, tries > 12 ? int.MaxValue : random.Next(1, 60), random.Next(2) == 0);
                try
                {
                    refresh = await town.Books.RefreshAsync("town", random.Next(2) == 0 ? TimeSpan.Zero : null, Ct);
                    stopped += refresh.Done ? 0 : 1;
                }
                catch (KilledException)
                {
                    killed++;
                }
            }

            Kill(town.World, int.MaxValue, false);
            await town.AssertIsRightAsync(refresh);
        }

        Assert.InRange(killed, 5, 200);
        Assert.InRange(stopped, 2, 200);

        // What the killed ones left goes when nobody can be about to use it any longer.
        town.World.Clock.Now += TimeSpan.FromHours(2);
        await town.Books.RefreshAsync("town", null, Ct);
        await town.AssertIsTidyAsync();
    }

    [Fact]
    public async Task A_quiet_night_reads_nothing_and_another_what_changed()
    {
        using BookTown town = await new BookTown(1).OpenAsync(500, 200);
        BookRefresh first = await town.Books.RefreshAsync("town", null, Ct);
        Assert.Equal((500, 201, true), (first.Units, first.Reports, first.Rebuilt));
        List<string> blobs = await town.BlobsAsync();
        BookRefresh quiet = await town.Books.RefreshAsync("town", null, Ct);
        Assert.Equal((500, 201, 0, false), (quiet.Units, quiet.Reports, quiet.Read, quiet.Rebuilt));
        Assert.Equal(blobs, await town.BlobsAsync());

        await town.ChangeUnitsAsync(1);
        await town.DeleteUnitsAsync(1);
        BookRefresh next = await town.Books.RefreshAsync("town", null, Ct);
        Assert.InRange(next.Read, 1, 2);
        Assert.InRange((await town.BlobsAsync()).Except(blobs).Count(), 1, 2);
        await town.AssertIsRightAsync(next);

        // Nearly every shard is touched, and it is kept several times how far it has come: each document is read once all the same.
        await town.ChangeUnitsAsync(200);
        BookRefresh busy = await town.Books.RefreshAsync("town", null, Ct);
        Assert.Equal(200, busy.Read);
        await town.AssertIsRightAsync(busy);
    }

    [Fact]
    public async Task Of_two_who_refresh_at_once_one_loses_and_both_are_right()
    {
        using BookTown town = await new BookTown(2).OpenAsync(200, 80);
        for (int round = 0; round < 4; round++)
        {
            int besides = 0;
            BookRefresh? beside = null;
            town.World.Store.BeforeCommit = async batch =>
            {
                if (batch.Operations.Any(o => o.Kind == Kinds.CoverageBook) && besides++ % 2 == 0)
                {
                    await town.AddUnitsAsync(3);
                    beside = await town.Beside.RefreshAsync("town", null, Ct);
                    await town.AssertIsRightAsync(beside);
                }
            };
            BookRefresh here = await town.Books.RefreshAsync("town", null, Ct);
            town.World.Store.BeforeCommit = _ => Task.CompletedTask;
            Assert.True(besides > 1);
            await town.AssertIsRightAsync(here);
            await town.AssertIsTidyAsync();
            await town.ChangeUnitsAsync(30);
        }
    }

    [Fact]
    public async Task Marks_go_on_to_be_read_when_somebody_has_refreshed_the_book_meanwhile()
    {
        using BookTown town = await new BookTown(3).OpenAsync(300, 80);
        BookRefresh old = await town.Books.RefreshAsync("town", null, Ct);
        await town.ChangeUnitsAsync(200);
        await town.AddUnitsAsync(50);
        await town.DeleteUnitsAsync(50);
        Assert.True((await town.Beside.RefreshAsync("town", null, Ct)).Done);

        // Every shard has changed, so what is read is what the documents are now.
        List<UnitMark> read = [.. (await old.Marks!.UnitsAsync(Ct).ToListAsync(Ct)).SelectMany(m => m)];
        Assert.Equal(read.Select(m => m.Id).Distinct(), read.Select(m => m.Id));
        Assert.NotNull((await town.BookAsync())!.Units);
        await town.AssertIsRightAsync(await town.Books.RefreshAsync("town", null, Ct));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(70)]
    [InlineData(-1)]
    [InlineData(-40)]
    public async Task A_shard_that_is_damaged_by_a_byte_is_not_believed(int at)
    {
        using BookTown town = await new BookTown(4).OpenAsync(200, 80);
        await town.Books.RefreshAsync("town", null, Ct);
        string[] blobs = [(await town.BookAsync())!.Units!.Shards[0].Blob, (await town.BookAsync())!.Reports!.Shards[2].Blob, (await town.BookAsync())!.Units!.Shards[^1].Blob];
        foreach (string blob in blobs)
        {
            await DamageAsync(town, blob, bytes =>
            {
                bytes[at < 0 ? bytes.Length + at : at] ^= 1;
                return bytes;
            });
        }

        BookRefresh unaware = await town.Books.RefreshAsync("town", null, Ct);
        Assert.False(unaware.Rebuilt);
        await town.AssertIsRightAsync(unaware);
        BookRefresh aware = await town.Books.RefreshAsync("town", null, Ct);
        Assert.True(aware.Rebuilt);
        await town.AssertIsRightAsync(aware);
        await town.AssertIsTidyAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_damaged_or_missing_shard_that_would_be_rewritten_has_the_copy_made_anew(bool missing)
    {
        using BookTown town = await new BookTown(5).OpenAsync(200, 80);
        await town.Books.RefreshAsync("town", null, Ct);
        foreach (BookShard shard in (await town.BookAsync())!.Units!.Shards)
        {
            await (missing ? town.World.Blobs.DeleteAsync(BlobContainer.Books, shard.Blob, Ct) : DamageAsync(town, shard.Blob, bytes => bytes[..^1]));
        }

        await town.ChangeUnitsAsync(5);
        BookRefresh refresh = await town.Books.RefreshAsync("town", null, Ct);
        Assert.True(refresh.Rebuilt);
        await town.AssertIsRightAsync(refresh);
        await town.AssertIsTidyAsync();
        Assert.False((await town.Books.RefreshAsync("town", null, Ct)).Rebuilt);
    }

    [Theory]
    [InlineData("schema")]
    [InlineData("mark")]
    [InlineData("next")]
    public async Task A_book_of_another_version_or_of_another_database_is_made_anew(string what)
    {
        using BookTown town = await new BookTown(6).OpenAsync(50, 20);
        await town.Books.RefreshAsync("town", null, Ct);
        Stored<CoverageBook> book = (await town.World.Engine.FindAsync(Kinds.CoverageBook, "town", CoverageBook.OnlyId, Ct))!;
        BookState units = book.Value.Units!;
        BookState other = what switch
        {
            "schema" => units with { Schema = "units 0" },
            "mark" => units with { Mark = "elsewhere#1" },
            _ => units with { Next = "elsewhere#1", After = "m" },
        };
        await town.World.Engine.CommitAsync(new Batch(Container.Outcomes, "town").Replace(Kinds.CoverageBook, book.Value with { Units = other }, book.ETag), Ct);
        BookRefresh refresh = await town.Books.RefreshAsync("town", null, Ct);
        Assert.True(refresh.Rebuilt);
        await town.AssertIsRightAsync(refresh);
        await town.AssertIsTidyAsync();
    }

    [Fact]
    public async Task A_build_that_is_stopped_again_and_again_reads_every_document_about_once()
    {
        using BookTown town = await new BookTown(7).OpenAsync(5000);
        long read = 0;
        int calls = 0;
        for (BookRefresh? refresh = null; refresh is not { Done: true }; calls++)
        {
            refresh = await town.Books.RefreshAsync("town", TimeSpan.Zero, Ct);
            read += refresh.Read;
            Assert.Equal(refresh.Done, refresh.Marks is not null);
        }

        Assert.InRange(calls, 5, 60);

        // A page is read again where somebody was stopped in it.
        Assert.InRange(read, 5001, 5001 + (calls * 1000));
        await town.AssertIsRightAsync(await town.Books.RefreshAsync("town", null, Ct));
    }

    [Fact]
    public async Task A_book_that_was_thrown_away_leaves_nothing_and_who_was_refreshing_it_is_refused()
    {
        using BookTown town = await new BookTown(8).OpenAsync(100, 30);
        int forgotten = 0;
        town.World.Store.BeforeCommit = batch => batch.Operations.Any(o => o.Kind == Kinds.CoverageBook) && forgotten++ == 0 ? town.Beside.ForgetAsync("town", Ct) : Task.CompletedTask;
        BookRefresh refresh = await town.Books.RefreshAsync("town", null, Ct);
        await town.AssertIsRightAsync(refresh);
        Assert.True(forgotten > 2);
        await town.AssertIsTidyAsync();
        await town.Books.ForgetAsync("town", Ct);
        Assert.Empty(await town.BlobsAsync());
        Assert.True((await town.Books.RefreshAsync("town", null, Ct)).Rebuilt);
    }

    [Fact]
    public async Task It_goes_with_its_jurisdiction()
    {
        using BookTown town = await new BookTown(9).OpenAsync(100, 30);
        await town.Books.RefreshAsync("town", null, Ct);
        await town.World.Beside.Sweep.RunAsync("town", null, Ct);
        Assert.Empty(await town.BlobsAsync());
        Assert.Null(await town.BookAsync());
    }

    private static async Task DamageAsync(BookTown town, string blob, Func<byte[], byte[]> damage)
    {
        byte[] bytes;
        await using (OpenBlob? open = await town.World.Beside.Blobs.OpenAsync(BlobContainer.Books, blob, Ct))
        {
            bytes = await open!.ReadAllAsync(Ct);
        }

        await town.World.Beside.Blobs.WriteAsync(BlobContainer.Books, blob, damage(bytes), "application/octet-stream", Ct);
    }

    /// <summary>The process dies at one of its calls, before or after its effect.</summary>
    private static void Kill(World world, int at, bool afterwards)
    {
        int calls = 0;
        Task Step(bool counts) => (counts && ++calls == at) || calls >= at ? throw new KilledException() : Task.CompletedTask;
        world.Store.BeforeCommit = _ => Step(!afterwards);
        world.Store.AfterCommit = _ => Step(afterwards);
        world.Blobs.BeforeWrite = _ => Step(!afterwards);
        world.Blobs.AfterWrite = _ => Step(afterwards);
        world.Blobs.BeforeDelete = _ => Step(true);
        world.Blobs.BeforeOpen = _ => Step(true);
        world.Store.BeforeRead = _ => Step(true);
    }
}
