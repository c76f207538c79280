using System.Net;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Notifications;
using GridSteward.Domain.Reports;

namespace GridSteward.Domain.Tests.Notifications;

/// <summary>What channels and addresses must keep to, when things go out, and that there are words for everything.</summary>
public sealed class RulesTests
{
    [Theory]
    [InlineData("wang@example.org", "wang@example.org")]
    [InlineData("Wang.Fang+a@EXAMPLE.org", "Wang.Fang+a@example.org")]
    [InlineData("a@社区.中国", "a@xn--dkrp89f.xn--fiqs8s")]
    [InlineData("wang", null)]
    [InlineData("@example.org", null)]
    [InlineData("wang@", null)]
    [InlineData("wang@localhost", null)]
    [InlineData("wang@127.0.0.1", null)]
    [InlineData("wang@[127.0.0.1]", null)]
    [InlineData(".wang@example.org", null)]
    [InlineData("wa..ng@example.org", null)]
    [InlineData("wang@example..org", null)]
    [InlineData("wang@-example.org", null)]
    [InlineData("wa ng@example.org", null)]
    [InlineData("\"wang\"@example.org", null)]
    [InlineData("Wang <wang@example.org>", null)]
    [InlineData("wang@example.org\r\nBcc: all@example.org", null)]
    [InlineData("wang@example.org\n", null)]
    [InlineData("a@example.org,b@example.org", null)]
    [InlineData("王@example.org", null)]
    public void An_address_is_one_mailbox_and_nothing_else(string text, string? kept)
    {
        Assert.Equal(kept, EmailAddress.Parse(text));
        Assert.Null(EmailAddress.Parse(new string('a', 65) + "@example.org"));
        Assert.Null(EmailAddress.Parse("a@" + string.Join('.', Enumerable.Repeat(new string('a', 60), 5)) + ".org"));
    }

    [Theory]
    [InlineData("93.184.216.34", true)]
    [InlineData("2606:2800:220:1::1", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.255.0.9", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("168.63.129.16", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::ffff:93.184.216.34", true)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("64:ff9b::5db8:d822", true)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2001:db8::1", false)]
    public void Only_addresses_of_the_open_network_are_public(string address, bool isPublic) => Assert.Equal(isPublic, OutgoingAddress.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://hook.example/a?key=1", true, true)]
    [InlineData("http://hook.example/", false, true)]
    [InlineData("https://127.0.0.1/", false, true)]
    [InlineData("https://localhost:8080/", false, true)]
    [InlineData("https://[::1]/", false, true)]
    [InlineData("https://0x7f000001/", false, true)]
    [InlineData("https://user:word@hook.example/", false, false)]
    [InlineData("https://hook.example/#part", false, false)]
    [InlineData("ftp://hook.example/", false, false)]
    [InlineData("//hook.example/", false, false)]
    [InlineData("hook", false, false)]
    public void A_webhook_is_called_by_https_in_the_open_network_unless_the_deployment_says_otherwise(string url, bool ordinarily, bool whereAllowed)
    {
        Assert.Equal(ordinarily, OutgoingAddress.FaultOf(url, new OutgoingPolicy(false, true)) is null);
        Assert.Equal(whereAllowed, OutgoingAddress.FaultOf(url, new OutgoingPolicy(true, true)) is null);
    }

    [Fact]
    public async Task Every_fault_of_a_channel_is_named_at_once_and_nothing_is_kept()
    {
        using NotifyWorld town = await NotifyWorld.OpenAsync();
        WantedChannel wanted = NotifyWorld.Wanted(ChannelKind.Webhook, "all", "everybody", "post:none", "area:none", "team:id-none") with
        {
            Events = ["received", "exploded"], Quiet = new QuietHours(new(7, 0), new(7, 0), true), Url = "gopher://x", Secret = "whsec_c2hvcnQ=", Addresses = ["a@example.org"],
        };
        Assert.Equal(
            ["$.recipients[1]", "$.events[1]", "$.quietHours.to", "$.url", "$.secret", "$.addresses", "$.recipients[2]", "$.recipients[3]", "$.recipients[4]"],
            Expect.Faults(await town.Channels().CreateAsync("town", wanted, null, Acting.Program, NotifyWorld.Ct)));
        Assert.Empty(await town.World.AllAsync(Kinds.NotificationChannel, "town"));
        Assert.Empty(await town.World.AllAsync(Kinds.ChannelSecret, "town"));
        foreach (var (kind, change, path) in new (ChannelKind, Func<WantedChannel, WantedChannel>, string)[]
        {
            (ChannelKind.Webhook, w => w with { Secret = null }, "$.secret"), (ChannelKind.Webhook, w => w with { Secret = $"{NotifyWorld.Key} " }, "$.secret"),
            (ChannelKind.Webhook, w => w with { Secret = $"{NotifyWorld.Key} whsec_c2hvcnQ=" }, "$.secret"), (ChannelKind.Webhook, w => w with { Secret = $"{NotifyWorld.Key} {NotifyWorld.Key} {NotifyWorld.Key}" }, "$.secret"),
            (ChannelKind.WeCom, w => w with { Secret = "x" }, "$.secret"), (ChannelKind.DingTalk, w => w with { Url = null }, "$.url"),
            (ChannelKind.Email, w => w with { Addresses = [] }, "$.addresses"), (ChannelKind.Email, w => w with { Addresses = ["a@example.org", "b"] }, "$.addresses[1]"),
            (ChannelKind.Email, w => w with { Url = "https://hook.example/" }, "$.url"),
        })
        {
            Assert.Equal([path], Expect.Faults(await town.Channels().CreateAsync("town", change(NotifyWorld.Wanted(kind)), null, Acting.Program, NotifyWorld.Ct)));
        }
    }

    [Fact]
    public async Task What_is_secret_stays_where_a_change_leaves_it_out_and_is_wanted_anew_where_the_channel_speaks_something_else()
    {
        using NotifyWorld town = await NotifyWorld.OpenAsync();
        NotificationChannel channel = await town.AddChannelAsync();
        Assert.Equal(("https://hook.example/***", true), (channel.MaskedAddresses.Single(), channel.HasSecret));
        Assert.DoesNotContain("secret", System.Text.Json.JsonSerializer.Serialize(channel, DomainJson.Default.NotificationChannel).Replace("hasSecret", "", StringComparison.Ordinal));
        var changing = new Changing<NotificationChannel>(Kinds.NotificationChannel, "town", channel.Id, _ => true, c => c.Code, Acting.Program);
        WantedChannel again = NotifyWorld.Wanted() with { Code = "c1", Name = "Another name", Url = null, Secret = null };
        Assert.Equal("Another name", Expect.Done(await town.Channels().ReplaceAsync(changing, again, NotifyWorld.Ct)).Value.Name);
        ChannelSecret kept = (await town.World.Engine.FindAsync(Kinds.ChannelSecret, "town", ChannelSecret.IdOf(channel.Id), NotifyWorld.Ct))!.Value;
        Assert.Equal(("https://hook.example/?key=secret", NotifyWorld.Key), (kept.Addresses.Single(), kept.Secret));
        Assert.Equal(["$.url"], Expect.Faults(await town.Channels().ReplaceAsync(changing, again with { Kind = ChannelKind.Feishu }, NotifyWorld.Ct)));
        Assert.Equal(["$.addresses"], Expect.Faults(await town.Channels().ReplaceAsync(changing, again with { Kind = ChannelKind.Email }, NotifyWorld.Ct)));
        NotificationChannel mail = Expect.Done(await town.Channels().ReplaceAsync(changing, again with { Kind = ChannelKind.Email, Addresses = ["office@town.example"] }, NotifyWorld.Ct)).Value;
        Assert.Equal(("o***@town.example", false), (mail.MaskedAddresses.Single(), mail.HasSecret));
    }

    [Theory]
    [InlineData("2026-03-01T21:59:00+08:00", "2026-03-01T21:59:00+08:00")]
    [InlineData("2026-03-01T22:00:00+08:00", "2026-03-02T07:00:00+08:00")]
    [InlineData("2026-03-02T06:59:59+08:00", "2026-03-02T07:00:00+08:00")]
    [InlineData("2026-03-02T07:00:00+08:00", "2026-03-02T07:00:00+08:00")]
    public void Quiet_hours_over_midnight_end_in_the_morning(string at, string due)
    {
        NotificationChannel channel = Channel(new QuietHours(new(22, 0), new(7, 0), true), 0);
        Assert.Equal(DateTimeOffset.Parse(due, null), DeliveryTimes.DueOf(channel, Town.Settings(), DateTimeOffset.Parse(at, null), urgent: false));
        Assert.Equal(DateTimeOffset.Parse(at, null), DeliveryTimes.DueOf(channel, Town.Settings(), DateTimeOffset.Parse(at, null), urgent: true));
        NotificationChannel strict = channel with { Quiet = channel.Quiet! with { UrgentPasses = false } };
        Assert.Equal(DateTimeOffset.Parse(due, null), DeliveryTimes.DueOf(strict, Town.Settings(), DateTimeOffset.Parse(at, null), urgent: true));
    }

    [Fact]
    public void What_is_gathered_ends_with_its_time_or_with_the_quiet_hours_that_hold_then()
    {
        var at = new DateTimeOffset(2026, 3, 1, 12, 10, 0, TimeSpan.FromHours(8));
        Assert.Equal(at.AddMinutes(20), DeliveryTimes.DueOf(Channel(null, 30), Town.Settings(), at, urgent: false));
        Assert.Equal(at.AddMinutes(50), DeliveryTimes.DueOf(Channel(new QuietHours(new(12, 30), new(13, 0), true), 30), Town.Settings(), at, urgent: false));
        Assert.Equal(at, DeliveryTimes.DueOf(Channel(null, 30), Town.Settings(), at, urgent: true));
    }

    [Fact]
    public void Quiet_hours_end_once_where_clocks_go_back_or_forward()
    {
        var berlin = Town.Settings() with { TimeZone = "Europe/Berlin" };
        NotificationChannel channel = Channel(new QuietHours(new(22, 0), new(2, 30), true), 0);

        // Clocks go forward over 02:30: the first moment at which they show it or later.
        Assert.Equal(DateTimeOffset.Parse("2026-03-29T03:30:00+02:00", null), DeliveryTimes.AfterQuiet(channel, berlin, DateTimeOffset.Parse("2026-03-29T01:00:00+01:00", null)));

        // Clocks show 02:00 to 03:00 twice: the second time is no longer quiet.
        Assert.Equal(DateTimeOffset.Parse("2026-10-25T02:30:00+02:00", null), DeliveryTimes.AfterQuiet(channel, berlin, DateTimeOffset.Parse("2026-10-25T02:10:00+02:00", null)));
        DateTimeOffset second = DateTimeOffset.Parse("2026-10-25T02:10:00+01:00", null);
        Assert.Equal(second, DeliveryTimes.AfterQuiet(channel, berlin, second));
    }

    [Fact]
    public void The_back_off_is_the_same_for_the_same_name_and_never_over_seven_and_a_half_hours()
    {
        Assert.Equal(DeliveryTimes.BackOff(3, "a"), DeliveryTimes.BackOff(3, "a"));
        Assert.NotEqual(DeliveryTimes.BackOff(3, "a"), DeliveryTimes.BackOff(3, "b"));
        Assert.All(Enumerable.Range(1, 1000), i => Assert.InRange(DeliveryTimes.BackOff(i, "a"), TimeSpan.FromSeconds(45), TimeSpan.FromHours(7.5)));
    }

    [Fact]
    public void There_are_words_for_every_event_and_every_state()
    {
        Assert.All(NoticeRules.EventNames, name => Assert.True(NoticeWords.Knows(name), name));
        Assert.All(Wire.Names<ReportState>(), name => Assert.True(NoticeWords.KnowsState(name), name));
    }

    [Fact]
    public void Names_cannot_call_everybody_or_begin_another_line()
        => Assert.Equal("＜ at user＿id=\"all\"＞x＜/at＞ ［a］(b) ＠所有人", NoticeWords.Line("<\tat user_id=\"all\">x</at>\n[a](b)\r@所有人"));

    private static NotificationChannel Channel(QuietHours? quiet, int digest) => new()
    {
        Id = "c", Jurisdiction = "town", Code = "c", Name = "c", Kind = ChannelKind.Webhook, Recipients = ["all"], Events = [], Quiet = quiet, DigestMinutes = digest,
        Language = ChannelLanguage.Zh, Active = true, MaskedAddresses = [], HasSecret = true,
    };
}
