using GridSteward.Domain.Audit;
using GridSteward.Domain.Changes;
using GridSteward.Domain.People;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Staff.Confirmations;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.People;

public sealed class ConfirmChannelsTests : IDisposable
{
    private static readonly Acting Manager = As("manager", new Grant(Node.OfJurisdiction("town"), Preset.Manager));

    private readonly World world = new();
    private readonly ConfirmChannels confirm;

    public ConfirmChannelsTests() => confirm = new ConfirmChannels(world.Here.Store, world.Here.Creator, world.Clock);

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task The_steward_and_who_keeps_the_staff_may_say_so_and_nobody_else()
    {
        await AddAsync("s1", "me");
        ChannelConfirmation own = Expect.Fresh(await ConfirmAsync("s1", As("me"))).Value;
        ChannelConfirmation managers = Expect.Fresh(await ConfirmAsync("s1", Manager)).Value;
        Assert.Equal((true, "me", false, "manager"), (own.BySteward, own.By, managers.BySteward, managers.By));
        Assert.IsType<Outcome<Stored<ChannelConfirmation>>.Forbidden>(await ConfirmAsync("s1", As("other")));
        Assert.IsType<Outcome<Stored<ChannelConfirmation>>.Forbidden>(await ConfirmAsync("none", As("other", new Grant(Node.OfArea("town", "g1"), Preset.Manager))));
        Assert.IsType<Outcome<Stored<ChannelConfirmation>>.NotFound>(await ConfirmAsync("none", Manager));
    }

    [Fact]
    public async Task The_latest_time_stands_at_the_steward_and_all_of_them_stay_known()
    {
        await AddAsync("s1", "me");
        await ConfirmAsync("s1", Manager, world.Clock.Now.AddDays(-1));
        await ConfirmAsync("s1", Manager, world.Clock.Now.AddDays(-9));
        Assert.Equal(world.Clock.Now.AddDays(-1), (await StewardAsync("s1")).ChannelConfirmedAt);
        var all = await confirm.ListAsync("town", "s1", new PageRequest(5), World.Ct);
        Assert.Equal([world.Clock.Now.AddDays(-1), world.Clock.Now.AddDays(-9)], all.Items.Select(i => i.Value.At));
        Assert.Equal(["$.at"], Expect.Faults(await ConfirmAsync("s1", Manager, world.Clock.Now.AddDays(-31))));
        Assert.Equal(["$.at"], Expect.Faults(await ConfirmAsync("s1", Manager, world.Clock.Now.AddSeconds(1))));
    }

    [Fact]
    public async Task One_key_confirms_once_even_where_the_steward_changes_meanwhile()
    {
        await AddAsync("s1", "me");
        bool crossed = false;
        world.Store.BeforeCommit = async batch =>
        {
            if (!crossed && batch.Operations.Any(o => o.Kind == Kinds.ChannelConfirmation))
            {
                crossed = true;
                await world.Engine.CommitAsync(new Batch(Container.Areas, "town").Upsert(Kinds.Steward, Steward("s1", "me") with { Phone = "1" }), World.Ct);
            }
        };
        Expect.Fresh(await ConfirmAsync("s1", Manager, once: "once"));
        Expect.Replayed(await ConfirmAsync("s1", Manager, once: "once"));
        Assert.True(crossed);
        Assert.Single(await world.AllAsync(Kinds.ChannelConfirmation, "town"));
        Assert.Equal(("1", (DateTimeOffset?)world.Clock.Now), ((await StewardAsync("s1")).Phone, (await StewardAsync("s1")).ChannelConfirmedAt));
    }

    [Fact]
    public async Task Those_who_were_not_reached_for_some_days_are_listed()
    {
        await world.WriteAsync(
            Kinds.Steward, Steward("never"), Steward("long") with { ChannelConfirmedAt = world.Clock.Now.AddDays(-30) },
            Steward("lately") with { ChannelConfirmedAt = world.Clock.Now.AddDays(-29) }, Steward("erased") with { ErasedAt = world.Clock.Now });
        Assert.Equal(["long", "never"], (await confirm.UnconfirmedAsync("town", 30, World.Ct)).Select(s => s.Value.Id));
        Assert.Equal(["lately", "long", "never"], (await confirm.UnconfirmedAsync("town", 29, World.Ct)).Select(s => s.Value.Id));
    }

    [Theory]
    [InlineData("0371", true)]
    [InlineData("0372", false)]
    public async Task Replacing_a_steward_keeps_when_they_were_reached_unless_their_phone_is_another(string phone, bool keeps)
    {
        var town = await world.AddTownAsync(Town.Settings());
        await world.WriteAsync(Kinds.Steward, Steward("s1") with { Phone = "0371", ChannelConfirmedAt = world.Clock.Now });
        var changing = new Changing<Steward>(Kinds.Steward, "town", "s1", _ => true, s => s.Code, Manager);
        Expect.Done(await world.Here.Staff.ReplaceAsync(changing, town, id => Steward(id) with { Name = "other", Phone = phone }, World.Ct));
        Assert.Equal(("other", keeps ? world.Clock.Now : (DateTimeOffset?)null), ((await StewardAsync("s1")).Name, (await StewardAsync("s1")).ChannelConfirmedAt));
    }

    private static Acting As(string subject, params Grant[] grants) => new(new Caller(subject, null, grants), null);

    private static Steward Steward(string id, string? subject = null) => new() { Id = id, Jurisdiction = "town", Name = "x", Subject = subject };

    private Task<CommitOutcome> AddAsync(string id, string subject) => world.WriteAsync(Kinds.Steward, Steward(id, subject));

    private async Task<Steward> StewardAsync(string id) => (await world.Engine.FindAsync(Kinds.Steward, "town", id, World.Ct))!.Value;

    private Task<Outcome<Stored<ChannelConfirmation>>> ConfirmAsync(string steward, Acting acting, DateTimeOffset? at = null, string? once = null)
        => confirm.ConfirmAsync("town", steward, StewardChannel.Phone, at, once is null ? null : World.Key(once), acting, World.Ct);
}
