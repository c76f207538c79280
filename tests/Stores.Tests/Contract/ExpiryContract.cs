using GridSteward.Domain.Storage;
using GridSteward.Stores.Tests.Kinds;
using GridSteward.Stores.Tests.Worlds;
using GridSteward.Tests.Emulators;

namespace GridSteward.Stores.Tests.Contract;

public abstract class ExpiryContract(World world) : ContractTest(world)
{
    private Query<Token> Tokens => TestKinds.Token.In(Partition);

    [Fact]
    public async Task What_may_expire_is_read_like_everything_until_it_does()
    {
        Assert.True((await Store.CommitAsync(Batch().Create(TestKinds.Token, New("a", 100)).Create(TestKinds.Token, New("b", null)), Ct)).Committed);
        Assert.Equal(100, (await Store.FindAsync(TestKinds.Token, Partition, "a", Ct))!.Value.Ttl);
        Assert.Equal(2, await Store.CountAsync(Tokens, Ct));
        Assert.Equal(2, (await Store.ListAsync(Tokens.OrderedBy(new Ordering("purpose")), new PageRequest(5), Ct)).Items.Count);
        Assert.Equal(2, (await Store.TallyAsync(Tokens, "purpose", Ct))["p"]);
    }

    [Fact]
    public async Task What_has_expired_is_nowhere_and_its_id_is_free()
    {
        Assert.SkipWhen(World.Gap(EmulatorGaps.Expiry) is not null, EmulatorGaps.Expiry);
        CommitOutcome made = await Store.CommitAsync(Batch().Create(TestKinds.Token, New("a", 100)).Create(TestKinds.Token, New("b", null)).Create(TestKinds.Token, New("c", 200)), Ct);
        await World.PassAsync(TimeSpan.FromSeconds(99));
        Assert.Equal(3, await Store.CountAsync(Tokens, Ct));
        await World.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Null(await Store.FindAsync(TestKinds.Token, Partition, "a", Ct));
        Assert.Equal(["b", "c"], (await Store.FindManyAsync(TestKinds.Token, Partition, ["a", "b", "c"], Ct)).Select(t => t.Value.Id).Order());
        Assert.Equal(2, await Store.CountAsync(Tokens, Ct));
        Assert.Equal(2, (await Store.TallyAsync(Tokens, "purpose", Ct))["p"]);
        Assert.Equal(2, (await Store.ListAsync(Tokens, new PageRequest(5), Ct)).Items.Count);
        Assert.Equal(CommitStatus.Missing, (await Store.CommitAsync(Batch().Replace(TestKinds.Token, New("a", 100), made.ETags[0]), Ct)).Status);
        Assert.Equal(CommitStatus.Missing, (await Store.CommitAsync(Batch().Delete(TestKinds.Token, "a", made.ETags[0]), Ct)).Status);
        Assert.True((await Store.CommitAsync(Batch().Create(TestKinds.Token, New("a", null)).Upsert(TestKinds.Token, New("c", null)), Ct)).Committed);
        await World.PassAsync(TimeSpan.FromDays(400));
        Assert.Equal(3, await Store.CountAsync(Tokens, Ct));
    }

    [Fact]
    public void A_time_to_live_is_at_least_a_second() => Assert.Throws<ArgumentException>(() => Batch().Create(TestKinds.Token, New("a", 0)));

    private Batch Batch() => new(TestKinds.Fleeting, Partition);

    private Token New(string id, int? ttl) => new() { Id = id, Key = Partition, Purpose = "p", Ttl = ttl };
}
