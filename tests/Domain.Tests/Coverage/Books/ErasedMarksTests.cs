using System.Buffers.Binary;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Coverage.Books;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Privacy;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tests.Privacy;
using GridSteward.Domain.Tests.Worlds;

namespace GridSteward.Domain.Tests.Coverage.Books;

/// <summary>Where an erased household was is in no blob of the book, those of killed runs among them.</summary>
public sealed class ErasedMarksTests : IDisposable
{
    private readonly PrivacyWorld town = new();

    private static CancellationToken Ct => World.Ct;

    private World World => town.World;

    public void Dispose() => town.Dispose();

    [Fact]
    public async Task At_the_end_of_its_retention()
    {
        await town.OpenAsync();
        Household moved = await town.HouseholdAsync(movedOn: new DateOnly(2026, 3, 1));
        await World.Here.Books.RefreshAsync("town", null, Ct);
        await LeaveRemainsAsync();
        Assert.Equal(2, await BlobsWithAsync(moved));
        World.Clock.Now += TimeSpan.FromDays(90);
        await World.Here.NightlyRetention.RunAsync(Ct);
        await town.WorkAsync();
        await AssertErasedAsync(moved);
    }

    [Fact]
    public async Task At_the_end_of_an_erasure_and_units_that_stay_are_kept()
    {
        await town.OpenAsync();
        Household erased = await town.HouseholdAsync("Somebody Else", "13900000000");
        Household stays = await town.HouseholdAsync();
        await World.Here.Books.RefreshAsync("town", null, Ct);
        await LeaveRemainsAsync();
        Assert.Equal(2, await BlobsWithAsync(erased));
        await EraseAsync(erased);
        await AssertErasedAsync(erased);
        BookRefresh refresh = await World.Here.Books.RefreshAsync("town", null, Ct);
        Assert.False(refresh.Rebuilt);
        Assert.Equal(stays.Point, (await refresh.Marks!.UnitsAsync(Ct).ToListAsync(Ct)).SelectMany(m => m).Single(m => m.Id == stays.Id).Point);
    }

    [Fact]
    public async Task Where_the_book_was_just_being_built_too()
    {
        await town.OpenAsync();
        Household erased = await town.HouseholdAsync("Somebody Else", "13900000000");

        // Somebody has read the household and written its mark, and is about to name it in the book when it is erased.
        bool isErased = false;
        World.Store.BeforeCommit = async batch =>
        {
            if (!isErased && batch.Operations.Any(o => o.Kind == Kinds.CoverageBook))
            {
                isErased = true;
                World.Store.BeforeCommit = _ => Task.CompletedTask;
                await EraseAsync(erased);
            }
        };
        BookRefresh refresh = await World.Here.Books.RefreshAsync("town", null, Ct);
        Assert.True(isErased);
        Assert.Equal((true, 1L), (refresh.Done, refresh.Units));
        await AssertErasedAsync(erased);
    }

    private async Task EraseAsync(Household household)
    {
        Expect.Done(await World.Here.PersonRequests.OrderAsync(PersonRequests.Erase, "town", new PersonTerms { Household = household.Id }, null, null, Acting.Program, Ct));
        await town.WorkAsync();
        Assert.True((await town.AgainAsync(household)).Erased);
    }

    /// <summary>A refresh that dies when it has written a shard.</summary>
    private async Task LeaveRemainsAsync()
    {
        await town.HouseholdAsync("Third", null);
        World.Store.KillBefore(b => b.Operations.Any(o => o.Kind == Kinds.CoverageBook));
        await Assert.ThrowsAsync<KilledException>(() => World.Here.Books.RefreshAsync("town", null, Ct));
    }

    private async Task AssertErasedAsync(Household household)
    {
        Assert.Null((await town.AgainAsync(household)).Point);
        Assert.Equal(0, await BlobsWithAsync(household));
    }

    /// <summary>In how many blobs the household's id is followed by where it was.</summary>
    private async Task<int> BlobsWithAsync(Household household)
    {
        byte[] id = new Guid(household.Id).ToByteArray(), place = new byte[16];
        BinaryPrimitives.WriteDoubleLittleEndian(place, household.Point!.Value.Longitude);
        BinaryPrimitives.WriteDoubleLittleEndian(place.AsSpan(8), household.Point.Value.Latitude);
        int found = 0;
        foreach (string name in await World.Beside.Blobs.ListAsync(BlobContainer.Books, "", Ct).ToListAsync(Ct))
        {
            await using OpenBlob? blob = await World.Beside.Blobs.OpenAsync(BlobContainer.Books, name, Ct);
            byte[] bytes = await blob!.ReadAllAsync(Ct);
            int at = bytes.AsSpan().IndexOf(id);
            found += at >= 0 && bytes.AsSpan(at, Math.Min(40, bytes.Length - at)).IndexOf(place) >= 0 ? 1 : 0;
        }

        return found;
    }
}
