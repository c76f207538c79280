using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using GridSteward.Domain.Notifications;
using GridSteward.Domain.Reports;
using GridSteward.Outgoing;
using GridSteward.Outgoing.Http;
using GridSteward.Outgoing.Mail;
using GridSteward.Tests.Receivers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace GridSteward.Domain.Tests.Notifications;

/// <summary>What really goes over the wire, to receivers that check it by code of their own.</summary>
public sealed partial class SenderTests
{
    private const string Robot = "SEC-robot's secret";

    private static readonly TestClock Clock = new();

    private static CancellationToken Ct => World.Ct;

    [Fact]
    public void The_receivers_own_check_agrees_with_the_published_example()
    {
        // The example of Standard Webhooks.
        var request = new Received("/", new Dictionary<string, string>(), new Dictionary<string, string>
        {
            ["webhook-id"] = "msg_p5jXN8AQM9LWM0D4loKWxJek", ["webhook-timestamp"] = "1614265330", ["webhook-signature"] = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        }, """{"test": 2432232314}""");
        Assert.True(Signatures.IsSigned(request, NotifyWorld.Key));
        Assert.False(Signatures.IsSigned(request with { Body = """{"test": 2432232315}""" }, NotifyWorld.Key));
    }

    [Fact]
    public async Task A_webhook_is_signed_and_holds_codes_and_names_of_areas_and_nothing_of_persons()
    {
        await using HttpReceiver receiver = await HttpReceiver.StartAsync();
        receiver.AnswerWith(204);
        using WebhookSender sender = Sender();
        Assert.IsType<SendOutcome.Delivered>(await sender.SendAsync(Message(ChannelKind.Webhook, receiver, NotifyWorld.Key), Ct));
        Received request = Assert.Single(receiver.Requests);
        Assert.True(Signatures.IsSigned(request, NotifyWorld.Key));
        Assert.Equal(("r.outbox.000001.c", "application/json; charset=utf-8", "1772352000"), (request.Headers["webhook-id"], request.Headers["Content-Type"], request.Headers["webhook-timestamp"]));
        using JsonDocument body = JsonDocument.Parse(request.Body);
        Assert.Equal("report.received", body.RootElement.GetProperty("type").GetString());
        Assert.Equal("2026-03-01T07:59:00+00:00", body.RootElement.GetProperty("timestamp").GetString());
        JsonElement data = body.RootElement.GetProperty("data");
        Assert.Equal(("新上报：隐患", 1), (data.GetProperty("title").GetString(), data.GetProperty("count").GetInt32()));
        JsonElement notice = data.GetProperty("notices")[0];
        Assert.Equal(
            ["areas", "at", "category", "categoryName", "categoryNameEn", "dueAt", "event", "former", "id", "jurisdiction", "link", "number", "report", "state", "to", "urgent"],
            notice.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.Equal("""[{"level":"grid","code":"g1","name":"第一网格"}]""", notice.GetProperty("areas").GetRawText());
        Assert.Equal("2026-03-02T16:00:00+08:00", notice.GetProperty("dueAt").GetString());
    }

    [Fact]
    public async Task A_webhook_whose_secret_is_being_changed_is_signed_with_both()
    {
        const string former = "whsec_bm90aGluZyBidXQgYSBmb3JtZXIgc2VjcmV0";
        await using HttpReceiver receiver = await HttpReceiver.StartAsync();
        receiver.AnswerWith(204);
        using WebhookSender sender = Sender();
        Assert.IsType<SendOutcome.Delivered>(await sender.SendAsync(Message(ChannelKind.Webhook, receiver, $"{NotifyWorld.Key} {former}"), Ct));
        Received request = Assert.Single(receiver.Requests);
        Assert.True(Signatures.IsSigned(request, NotifyWorld.Key));
        Assert.True(Signatures.IsSigned(request, former));
    }

    [Fact]
    public async Task A_wecom_robot_gets_markdown_within_its_limit_however_long_the_digest()
    {
        await using HttpReceiver receiver = await HttpReceiver.StartAsync();
        using WebhookSender sender = Sender();
        Assert.IsType<SendOutcome.Delivered>(await sender.SendAsync(Message(ChannelKind.WeCom, receiver), Ct));
        OutgoingMessage digest = Message(ChannelKind.WeCom, receiver) with { IsDigest = true, Notices = [.. Enumerable.Range(0, 50).Select(i => Notice() with { Number = $"town-{i:D4}" })] };
        Assert.IsType<SendOutcome.Delivered>(await sender.SendAsync(digest, Ct));
        string[] texts = [.. receiver.Requests.Select(r => Text(r, "markdown", "content"))];
        Assert.Equal(
            "**新上报：隐患**\n> 编号：town-0001\n> 区域：第一网格\n> 状态：已登记\n> 期限：2026-03-02 16:00\n[查看](https://town.example/case/town/r)", texts[0]);
        Assert.StartsWith("**网格事件汇总：50 条**\n**新上报：隐患**\n> 编号：town-0000\n", texts[1], StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(texts[1]), 3000, 4096);
        int shown = Regex.Count(texts[1], "编号");
        Assert.EndsWith($"… +{50 - shown}", texts[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dingtalk_robot_gets_its_signature_in_the_query_beside_its_key()
    {
        await using HttpReceiver receiver = await HttpReceiver.StartAsync();
        using WebhookSender sender = Sender();
        Assert.IsType<SendOutcome.Delivered>(await sender.SendAsync(Message(ChannelKind.DingTalk, receiver, Robot), Ct));
        Assert.IsType<SendOutcome.Delivered>(await sender.SendAsync(Message(ChannelKind.DingTalk, receiver) with { Language = ChannelLanguage.En }, Ct));
        Received[] requests = [.. receiver.Requests];
        Assert.True(Signatures.IsOfDingTalk(requests[0], Robot));
        Assert.Equal(("1", "1772352000000"), (requests[0].Query["key"], requests[0].Query["timestamp"]));
        Assert.Equal(["key"], requests[1].Query.Keys);
        Assert.Equal("新上报：隐患", Text(requests[0], "markdown", "title"));
        Assert.Equal("New report: Hazard", Text(requests[1], "markdown", "title"));
        Assert.StartsWith("### New report: Hazard\n\n> Number: town-0001\n\n> Area: 第一网格\n\n> State: received\n\n> Due: 2026-03-02 16:00\n\n[Open](", Text(requests[1], "markdown", "text"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feishu_robot_gets_its_signature_in_the_body()
    {
        await using HttpReceiver receiver = await HttpReceiver.StartAsync();
        using WebhookSender sender = Sender();
        Assert.IsType<SendOutcome.Delivered>(await sender.SendAsync(Message(ChannelKind.Feishu, receiver, Robot), Ct));
        Assert.IsType<SendOutcome.Delivered>(await sender.SendAsync(Message(ChannelKind.Feishu, receiver), Ct));
        Received[] requests = [.. receiver.Requests];
        Assert.True(Signatures.IsOfFeishu(Text(requests[0], "timestamp"), Text(requests[0], "sign"), Robot));
        Assert.DoesNotContain("\"sign\"", requests[1].Body, StringComparison.Ordinal);
        Assert.Equal(("post", "新上报：隐患"), (Text(requests[0], "msg_type"), Text(requests[0], "content", "post", "zh_cn", "title")));
        Assert.Contains("""[{"tag":"a","text":"查看","href":"https://town.example/case/town/r"}]""", requests[0].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ChannelKind.Webhook, 200, "", "", "delivered")]
    [InlineData(ChannelKind.Webhook, 202, "whatever", "", "delivered")]
    [InlineData(ChannelKind.Webhook, 301, "", "", "later http301 others counts")]
    [InlineData(ChannelKind.Webhook, 400, "", "", "refused http400")]
    [InlineData(ChannelKind.Webhook, 401, "", "", "later http401 others counts")]
    [InlineData(ChannelKind.Webhook, 404, "", "", "later http404 others counts")]
    [InlineData(ChannelKind.Webhook, 410, "", "", "gone http410")]
    [InlineData(ChannelKind.Webhook, 422, "", "", "refused http422")]
    [InlineData(ChannelKind.Webhook, 429, "", "120", "later http429 00:02:00 others")]
    [InlineData(ChannelKind.Webhook, 429, "", "", "later http429 00:01:00 others")]
    [InlineData(ChannelKind.Webhook, 503, "", "Sun, 01 Mar 2026 08:05:00 GMT", "later http503 00:05:00 others counts")]
    [InlineData(ChannelKind.Webhook, 503, "", "Sun, 01 Mar 2026 07:05:00 GMT", "later http503 others counts")]
    [InlineData(ChannelKind.Webhook, 500, "", "", "later http500 others counts")]
    [InlineData(ChannelKind.WeCom, 200, """{"errcode":0,"errmsg":"ok"}""", "", "delivered")]
    [InlineData(ChannelKind.WeCom, 200, """{"errcode":45009,"errmsg":"api freq out of limit"}""", "", "later errcode45009 00:01:00 others")]
    [InlineData(ChannelKind.WeCom, 200, """{"errcode":93000,"errmsg":"invalid webhook url"}""", "", "later errcode93000 others counts")]
    [InlineData(ChannelKind.WeCom, 200, """{"errcode":40058,"errmsg":"markdown.content exceed max length 4096"}""", "", "refused errcode40058")]
    [InlineData(ChannelKind.WeCom, 200, "<html>", "", "later noCode others counts")]
    [InlineData(ChannelKind.WeCom, 200, """{"errcode":"0"}""", "", "later noCode others counts")]
    [InlineData(ChannelKind.WeCom, 200, "[]", "", "later noCode others counts")]
    [InlineData(ChannelKind.DingTalk, 200, """{"errcode":130101,"errmsg":"send too fast"}""", "", "later errcode130101 00:10:00 others")]
    [InlineData(ChannelKind.DingTalk, 200, """{"errcode":310000,"errmsg":"sign not match"}""", "", "later errcode310000 others counts")]
    [InlineData(ChannelKind.Feishu, 200, """{"code":19021,"msg":"sign match fail or timestamp is not within one hour from current time"}""", "", "later code19021 others counts")]
    [InlineData(ChannelKind.Feishu, 200, """{"code":11232,"msg":"frequency limited"}""", "", "later code11232 00:01:00 others")]
    [InlineData(ChannelKind.Feishu, 200, """{"StatusCode":0,"StatusMessage":"success"}""", "", "delivered")]
    [InlineData(ChannelKind.Feishu, 400, """{"code":9499,"msg":"Bad Request"}""", "", "refused http400")]
    public async Task What_a_receiver_answers_is_understood(ChannelKind kind, int status, string body, string retryAfter, string meaning)
    {
        await using HttpReceiver receiver = await HttpReceiver.StartAsync();
        receiver.AnswerWith(status, status == 204 ? "" : body, [.. retryAfter.Length > 0 ? new[] { ("Retry-After", retryAfter) } : [], .. status == 301 ? new[] { ("Location", receiver.Address) } : []]);
        using WebhookSender sender = Sender();
        Assert.Equal(meaning, Said(await sender.SendAsync(Message(kind, receiver, kind == ChannelKind.Webhook ? NotifyWorld.Key : null), Ct)));
        Assert.Single(receiver.Requests);
    }

    [Fact]
    public async Task A_receiver_that_is_slow_hangs_up_floods_or_is_not_there_is_tried_later()
    {
        await using HttpReceiver receiver = await HttpReceiver.StartAsync();
        using WebhookSender sender = Sender(seconds: 1);
        OutgoingMessage message = Message(ChannelKind.WeCom, receiver);
        receiver.Answer = (_, context) => Task.Delay(TimeSpan.FromSeconds(30), context.RequestAborted);
        Assert.Equal("later timeout others counts", Said(await sender.SendAsync(message, Ct)));
        receiver.Answer = (_, context) => { context.Abort(); return Task.CompletedTask; };
        Assert.Equal("later connection others counts", Said(await sender.SendAsync(message, Ct)));
        receiver.Answer = async (_, context) =>
        {
            for (int i = 0; i < 10_000 && !context.RequestAborted.IsCancellationRequested; i++)
            {
                await context.Response.Body.WriteAsync(new byte[64 * 1024], context.RequestAborted);
            }
        };
        Assert.Equal("later noCode others counts", Said(await sender.SendAsync(message, Ct)));
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        int port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        Assert.Equal("later connection others counts", Said(await sender.SendAsync(message with { Addresses = [$"http://127.0.0.1:{port}/"] }, Ct)));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::ffff:127.0.0.1]")]
    public async Task A_name_that_leads_to_this_machine_is_not_called_unless_the_deployment_allows_it(string host)
    {
        await using HttpReceiver receiver = await HttpReceiver.StartAsync();
        string url = $"http://{host}:{new Uri(receiver.Address).Port}/";
        using WebhookSender strict = Sender(allowPrivate: false);
        Assert.Equal("refused addressNotAllowed", Said(await strict.SendAsync(Message(ChannelKind.WeCom, receiver) with { Addresses = [url] }, Ct)));
        Assert.Empty(receiver.Requests);
        using WebhookSender allowed = Sender();
        Assert.Equal("delivered", Said(await allowed.SendAsync(Message(ChannelKind.WeCom, receiver) with { Addresses = [url] }, Ct)));
    }

    [Fact]
    public async Task A_mail_to_an_office_is_plain_text_in_utf8_with_the_deliverys_id_and_marked_as_a_programs()
    {
        using var receiver = new SmtpReceiver();
        OutgoingMessage message = Message(ChannelKind.Email, "a@town.example", "b@town.example") with { Notices = [Notice() with { CategoryName = "隐患\r\nBcc: all@town.example" }] };
        Assert.Equal("delivered", Said(await Mailer(receiver.Port).SendAsync(message, Ct)));
        ReceivedMail mail = Assert.Single(receiver.Mails);
        Assert.Equal(("grid@town.example", "a@town.example b@town.example"), (mail.From, string.Join(' ', mail.To)));
        Dictionary<string, string> headers = HeadersOf(mail);
        Assert.Equal(("<r.outbox.000001.c@town.example>", "auto-generated", "text/plain; charset=utf-8"), (headers["Message-Id"], headers["Auto-Submitted"], headers["Content-Type"]));
        Assert.Equal("新上报：隐患  Bcc: all＠town.example", Decoded(headers["Subject"]));
        Assert.DoesNotContain("Bcc", headers.Keys);
        Assert.Contains("编号：town-0001\r\n区域：第一网格", BodyOf(mail).ReplaceLineEndings("\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_to_a_reporter_says_the_number_and_the_state_in_both_languages_and_nothing_else()
    {
        using var receiver = new SmtpReceiver();
        OutgoingMessage message = Message(ChannelKind.Email, "r@town.example") with { Language = null, Notices = [Notice() with { To = OutboxMessage.Reporter, State = ReportState.Resolved }] };
        Assert.Equal("delivered", Said(await Mailer(receiver.Port).SendAsync(message, Ct)));
        ReceivedMail mail = Assert.Single(receiver.Mails);
        Assert.Equal("您的上报：已处置 / Your report: resolved", Decoded(HeadersOf(mail)["Subject"]));
        Assert.Equal(
            "编号：town-0001\n状态：已处置\n是否解决、是否满意，请在查询链接中告诉我们。\n详情请打开您上报时得到的查询链接。\n本邮件由系统发出，请勿回复。\n\n"
            + "Number: town-0001\nState: resolved\nIs it solved, and are you satisfied? Say so by your link.\nOpen the link that you got when you reported to see more.\nThis mail was sent by a program; nobody reads replies.\n",
            BodyOf(mail).ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("RCPT", "550 no such user", "refused smtp550")]
    [InlineData("RCPT", "452 mailbox full", "later smtp452 counts")]
    [InlineData("MAIL", "451 try later", "later smtp451 others counts")]
    [InlineData("CONNECT", "421 too busy", "later smtp421 others counts")]
    [InlineData("DATA", "554 no", "later smtp554 others counts")]
    [InlineData(".", "554 not this one", "refused smtp554")]
    [InlineData(".", "451 not now", "later smtp451 counts")]
    public async Task What_a_mail_server_says_is_understood(string command, string says, string meaning)
    {
        using var receiver = new SmtpReceiver { Says = line => line.StartsWith(command, StringComparison.OrdinalIgnoreCase) ? says : null };
        Assert.Equal(meaning, Said(await Mailer(receiver.Port).SendAsync(Message(ChannelKind.Email, "a@town.example"), Ct)));
        Assert.Empty(receiver.Mails);
    }

    [Fact]
    public async Task A_server_that_hangs_up_or_offers_no_tls_where_it_is_wanted_is_tried_later_and_no_password_is_sent()
    {
        List<string> heard = [];
        using var receiver = new SmtpReceiver { HangsUpAfterMessage = true, Says = line => { heard.Add(line); return null; } };
        OutgoingMessage message = Message(ChannelKind.Email, "a@town.example");
        Assert.Equal("later connection others counts", Said(await Mailer(receiver.Port).SendAsync(message, Ct)));
        heard.Clear();
        var options = new MailOptions { Host = "127.0.0.1", Port = receiver.Port, From = "grid@town.example", Security = MailSecurity.StartTls, User = "u", Password = "p" };
        Assert.Equal("later tls others counts", Said(await new MailSender(Options.Create(options), Options.Create(new OutgoingOptions())).SendAsync(message, Ct)));
        Assert.DoesNotContain(heard, h => h.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase) || h.StartsWith("MAIL", StringComparison.OrdinalIgnoreCase));
        Assert.Equal("later noMailServer others counts", Said(await new MailSender(Options.Create(new MailOptions()), Options.Create(new OutgoingOptions())).SendAsync(message, Ct)));
    }

    private static WebhookSender Sender(bool allowPrivate = true, int seconds = 15)
        => new(Options.Create(new OutgoingOptions { AllowPrivate = allowPrivate, TimeoutSeconds = seconds }), Clock);

    private static MailSender Mailer(int port)
        => new(Options.Create(new MailOptions { Host = "127.0.0.1", Port = port, From = "grid@town.example", FromName = "网格", Security = MailSecurity.None }), Options.Create(new OutgoingOptions()));

    private static OutgoingMessage Message(ChannelKind kind, HttpReceiver receiver, string? secret = null)
        => Message(kind, $"{receiver.Address}/hook?key=1") with { Secret = secret };

    private static OutgoingMessage Message(ChannelKind kind, params string[] to) => new("r.outbox.000001.c", Clock.Now, kind, to, null, ChannelLanguage.Zh, [Notice()]);

    private static Notice Notice() => new()
    {
        Id = "r.outbox.000001.c", Jurisdiction = "town", Report = "r", Number = "town-0001", Event = "received", At = Clock.Now.AddMinutes(-1), State = ReportState.Received,
        To = "post:id-p1", Category = "hazard", CategoryName = "隐患", CategoryNameEn = "Hazard", Areas = [new("grid", "g1", "第一网格")],
        DueAt = new DateTimeOffset(2026, 3, 2, 16, 0, 0, TimeSpan.FromHours(8)), Link = "https://town.example/case/town/r",
    };

    private static string Said(SendOutcome outcome) => outcome switch
    {
        SendOutcome.Delivered => "delivered",
        SendOutcome.Refused r => $"refused {r.Code}",
        SendOutcome.Gone g => $"gone {g.Code}",
        SendOutcome.Later l => string.Join(' ', new[] { "later", l.Code, l.After?.ToString(), l.Others ? "others" : null, l.Counts ? "counts" : null }.OfType<string>()),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Text(Received request, params string[] path)
    {
        using JsonDocument body = JsonDocument.Parse(request.Body);
        return path.Aggregate(body.RootElement, (at, name) => at.GetProperty(name)).GetString()!;
    }

    private static Dictionary<string, string> HeadersOf(ReceivedMail mail)
        => mail.Message[..mail.Message.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Replace("\r\n ", " ", StringComparison.Ordinal).Replace("\r\n\t", " ", StringComparison.Ordinal)
            .Split("\r\n").Select(l => l.Split(": ", 2)).ToDictionary(h => h[0], h => h[1], StringComparer.OrdinalIgnoreCase);

    private static string BodyOf(ReceivedMail mail)
        => Encoding.UTF8.GetString(Convert.FromBase64String(mail.Message[mail.Message.IndexOf("\r\n\r\n", StringComparison.Ordinal)..].ReplaceLineEndings("")));

    /// <summary>Encoded words (RFC 2047) in base 64 or Q.</summary>
    private static string Decoded(string header) => EncodedWord().Replace(header.Replace("?= =?", "?==?", StringComparison.Ordinal), word => Encoding.UTF8.GetString(
        word.Groups[1].Value is "B" or "b"
            ? Convert.FromBase64String(word.Groups[2].Value)
            : [.. Regex.Matches(word.Groups[2].Value, "=[0-9A-F]{2}|.").Select(m => m.Length == 3 ? Convert.ToByte(m.Value[1..], 16) : (byte)(m.Value == "_" ? ' ' : m.Value[0]))]));

    [GeneratedRegex(@"=\?utf-8\?([BbQq])\?([^?]*)\?=", RegexOptions.IgnoreCase)]
    private static partial Regex EncodedWord();
}
