using GridSteward.Domain.Audit;
using GridSteward.Domain.Changes;
using GridSteward.Domain.History;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Photos;
using GridSteward.Domain.Privacy;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.History;

/// <summary>What was stays known, and nothing of it that is personal.</summary>
public sealed class PastVersionTests : IDisposable
{
    private readonly World world = new();
    private readonly Jurisdiction town = Town.Settings();

    private DateTimeOffset Start { get; }

    public PastVersionTests() => Start = world.Clock.Now;

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_post_whose_holder_changed_twice_tells_each_holder_of_then()
    {
        Stored<Post> post = await AddedAsync(Day(1), "first");
        await HandOverAsync(post, Day(3), "second");
        await HandOverAsync(post, Day(5), "third");
        Assert.Null(await HolderAsync(post, Day(1).AddTicks(-1)));
        Assert.Equal("first", await HolderAsync(post, Day(1)));
        Assert.Equal("first", await HolderAsync(post, Day(3).AddTicks(-1)));
        Assert.Equal("second", await HolderAsync(post, Day(3)));
        Assert.Equal("second", await HolderAsync(post, Day(4)));
        Assert.Equal("third", await HolderAsync(post, Day(5)));
        Assert.Equal("third", await HolderAsync(post, Day(500)));
        Assert.Equal([(Day(1), Day(3)), (Day(3), Day(5))], (await world.AllAsync(Kinds.PastVersion, "town")).Select(v => (v.Since!.Value, v.Until)).Order());
    }

    [Fact]
    public async Task A_deleted_post_still_answers_for_the_past()
    {
        Stored<Post> post = await AddedAsync(Day(1), "first");
        At(Day(3));
        Expect.Done(await world.Here.Staff.DeleteAsync(Changing(post, _ => true), World.Ct));
        Assert.Equal("first", await HolderAsync(post, Day(2)));
        Assert.Null(await HolderAsync(post, Day(3)));
        Page<Post> then = await world.Here.Hindsight.At(Day(2)).ListAsync(Kinds.Post.In("town").Where(new Filter.Equal("area", "g1")), new PageRequest(10), World.Ct);
        Assert.Equal(post.Value.Id, Assert.Single(then.Items).Value.Id);
    }

    [Fact]
    public async Task What_was_written_before_the_past_was_kept_was_always_so()
    {
        await world.AddTownAsync(town, Town.Squares());
        Post old = await world.AddPostAsync("p1", "g1");
        Stored<Post> post = (await world.Engine.FindAsync(Kinds.Post, "town", old.Id, World.Ct))!;
        Assert.Equal("steward", await HolderAsync(post, DateTimeOffset.MinValue));
        await HandOverAsync(post, Day(2), "second");
        Assert.Equal(("steward", "second"), (await HolderAsync(post, Start.AddYears(-50)), await HolderAsync(post, Day(2))));
        Assert.Null(Assert.Single(await world.AllAsync(Kinds.PastVersion, "town")).Since);
    }

    [Fact]
    public async Task A_change_that_loses_leaves_no_past_version()
    {
        Stored<Post> post = await AddedAsync(Day(1), "first");
        At(Day(2));
        world.Store.OnceBefore(b => b.Operations.Any(o => o.Kind == Kinds.Post), async () => Expect.Done(await ReplaceAsync(world.Beside, post, p => p with { Title = "Other" }, _ => true)));
        Assert.IsType<Outcome<Stored<Post>>.Stale>(await ReplaceAsync(world.Here, post, p => p with { Steward = "second" }, etag => etag == post.ETag));
        Assert.IsType<Outcome<Stored<Post>>.Stale>(await ReplaceAsync(world.Here, post, p => p with { Steward = "third" }, etag => etag == post.ETag));
        Assert.Single(await world.AllAsync(Kinds.PastVersion, "town"));
        Assert.Equal("Other", (await world.Here.Store.FindAsync(Kinds.Post, "town", post.Value.Id, World.Ct))!.Value.Title);
    }

    [Fact]
    public async Task Whom_to_ask_for_at_a_partner_is_in_no_past_version_and_changing_it_makes_none()
    {
        await world.AddTownAsync(town, Town.Squares());
        At(Day(1));
        var partner = Expect.Done(await world.Here.Staff.CreateAsync(
            Kinds.Partner, town, id => new Partner { Id = id, Jurisdiction = "town", Code = "n1", Name = "药店", ContactName = "陈某人", ContactPhone = "13812345678", Areas = ["g1"], Categories = [], Capacity = 5 },
            p => p.Code, null, Acting.Program, World.Ct));
        var changing = new Changing<Partner>(Kinds.Partner, "town", partner.Value.Id, _ => true, p => p.Code, Acting.Program);
        At(Day(2));
        Expect.Done(await world.Here.Staff.ReplaceAsync(changing, town, _ => partner.Value with { ContactName = "钱某人" }, World.Ct));
        Assert.Empty(await world.AllAsync(Kinds.PastVersion, "town"));
        Assert.Equal(Day(1), Assert.Single(await world.AllAsync(Kinds.Partner, "town")).Since);
        At(Day(3));
        Expect.Done(await world.Here.Staff.ReplaceAsync(changing, town, _ => partner.Value with { Areas = ["g2"] }, World.Ct));
        At(Day(4));
        Expect.Done(await world.Here.Staff.DeleteAsync(changing, World.Ct));
        List<PastVersion> past = await world.AllAsync(Kinds.PastVersion, "town");
        Assert.Equal(2, past.Count);
        Assert.All(past, v => Assert.DoesNotContain("某人", v.Was.GetRawText(), StringComparison.Ordinal));
        Assert.All(past, v => Assert.DoesNotContain("138", v.Was.GetRawText(), StringComparison.Ordinal));
        Assert.Equal(["g1"], (await world.Here.Hindsight.At(Day(2)).FindAsync(Kinds.Partner, "town", partner.Value.Id, World.Ct))!.Value.Areas);
    }

    [Fact]
    public async Task Of_a_steward_only_the_days_away_are_kept_and_erasing_them_takes_those_too()
    {
        await world.AddTownAsync(town, Town.Squares());
        At(Day(1));
        Leave[] first = [new(new DateOnly(2026, 5, 1), new DateOnly(2026, 5, 8))];
        var steward = Expect.Done(await world.Here.Staff.CreateAsync(
            Kinds.Steward, town, id => new Steward { Id = id, Jurisdiction = "town", Name = "陈某人", Phone = "13812345678", Leave = first }, _ => null, null, Acting.Program, World.Ct));
        var changing = new Changing<Steward>(Kinds.Steward, "town", steward.Value.Id, _ => true, _ => null, Acting.Program);
        At(Day(2));
        Expect.Done(await world.Here.Staff.ReplaceAsync(changing, town, _ => steward.Value with { Name = "钱某人" }, World.Ct));
        Assert.Empty(await world.AllAsync(Kinds.PastVersion, "town"));
        At(Day(3));
        Expect.Done(await world.Here.Staff.ReplaceAsync(changing, town, _ => steward.Value with { Leave = [] }, World.Ct));
        PastVersion past = Assert.Single(await world.AllAsync(Kinds.PastVersion, "town"));
        Assert.DoesNotContain("某人", past.Was.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("138", past.Was.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(first, (await world.Here.Hindsight.At(Day(2)).FindAsync(Kinds.Steward, "town", steward.Value.Id, World.Ct))!.Value.Leave);

        At(Day(4));
        var now = (await world.Here.Store.FindAsync(Kinds.Steward, "town", steward.Value.Id, World.Ct))!;
        await new PersonalErasure(world.Here.Store, new PhotoFiles(world.Blobs), world.Clock).EraseAsync(
            now, new Erasing(subject => Acting.Program.Fact(Day(4), "erasePersonal", subject), false, (batch, _) => world.Here.Store.CommitAsync(batch, World.Ct)), World.Ct);
        Assert.Empty(await world.AllAsync(Kinds.PastVersion, "town"));
    }

    [Fact]
    public async Task A_clock_that_goes_back_makes_no_version_end_before_it_began()
    {
        Stored<Post> post = await AddedAsync(Day(5), "first");
        await HandOverAsync(post, Day(4), "second");
        await HandOverAsync(post, Day(6), "third");
        Assert.All(await world.AllAsync(Kinds.PastVersion, "town"), v => Assert.True(v.Since <= v.Until));
        Assert.Equal((null, "second", "third"), (await HolderAsync(post, Day(4)), await HolderAsync(post, Day(5)), await HolderAsync(post, Day(6))));
    }

    [Fact]
    public async Task The_past_of_what_keeps_none_cannot_be_asked_and_no_past_can_be_written()
    {
        IDocumentStore then = world.Here.Hindsight.At(Day(1));
        await Assert.ThrowsAsync<NotSupportedException>(() => then.FindAsync(Kinds.Household, "town", "x", World.Ct));
        await Assert.ThrowsAsync<NotSupportedException>(() => then.ListAsync(Kinds.Household.In("town"), new PageRequest(1), World.Ct));
        await Assert.ThrowsAsync<NotSupportedException>(() => then.CommitAsync(new Batch(Container.Areas, "town"), World.Ct));
    }

    [Fact]
    public async Task A_swept_jurisdiction_leaves_nothing_of_its_past()
    {
        Stored<Post> post = await AddedAsync(Day(1), "first");
        await HandOverAsync(post, Day(3), "second");
        await world.Here.Sweep.RunAsync("town", null, World.Ct);
        Assert.Empty(await world.AllAsync(Kinds.PastVersion, "town"));
        Assert.Empty(await world.AllAsync(Kinds.Post, "town"));
    }

    private DateTimeOffset Day(int day) => Start.AddDays(day);

    private void At(DateTimeOffset now) => world.Clock.Now = now;

    private async Task<Stored<Post>> AddedAsync(DateTimeOffset at, string holder)
    {
        await world.AddTownAsync(town, Town.Squares());
        foreach (string id in new[] { "first", "second", "third" })
        {
            await world.WriteAsync(Kinds.Steward, new Steward { Id = id, Jurisdiction = "town", Name = id });
        }

        At(at);
        return Expect.Done(await world.Here.Staff.CreateAsync(
            Kinds.Post, town, id => Town.Post("p1", "g1") with { Id = id, Steward = holder }, p => p.Code, null, Acting.Program, World.Ct));
    }

    private async Task HandOverAsync(Stored<Post> post, DateTimeOffset at, string holder)
    {
        At(at);
        if (await world.Engine.FindAsync(Kinds.Steward, "town", holder, World.Ct) is null)
        {
            await world.WriteAsync(Kinds.Steward, new Steward { Id = holder, Jurisdiction = "town", Name = holder });
        }

        Expect.Done(await ReplaceAsync(world.Here, post, p => p with { Steward = holder }, _ => true));
    }

    private Task<Outcome<Stored<Post>>> ReplaceAsync(Instance instance, Stored<Post> post, Func<Post, Post> change, Func<string, bool> seen)
        => instance.Staff.ReplaceAsync(Changing(post, seen), town, _ => change(post.Value), World.Ct);

    private static Changing<Post> Changing(Stored<Post> post, Func<string, bool> seen) => new(Kinds.Post, "town", post.Value.Id, seen, p => p.Code, Acting.Program);

    private async Task<string?> HolderAsync(Stored<Post> post, DateTimeOffset at)
        => (await world.Here.Hindsight.At(at).FindAsync(Kinds.Post, "town", post.Value.Id, World.Ct))?.Value.Steward;
}
