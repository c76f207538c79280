using System.Text;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.BadInput;

/// <summary>Whatever is wrong is refused with its status and the path of every fault, and nothing is kept.</summary>
public sealed class BadInputTests(TownFixture fixture) : IClassFixture<TownFixture>
{
    private static readonly Dictionary<string, BadRequest> Rows = BadQueries.All.Select(r => r with { Name = $"{r.Method} {r.Name}" })
        .Concat(BadBodies.All.Select(r => r with { Name = $"body: {r.Name}" })).ToDictionary(r => r.Name);

    private readonly TestTown town = fixture.Town;

    public static TheoryData<string> Names => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_is_refused_and_every_fault_is_named(string name)
    {
        BadRequest row = Rows[name];
        Client who = row.Status == 401 ? town.Nobody : town.Administrator;
        Reply reply = await who.SendAsync(row.Method, InTown(row.Path), row.Body is null ? null : InTown(row.Body), row.Headers);
        reply.IsFault(row.Status, row.Faults);
        if (row.Says is not null)
        {
            Assert.Contains(row.Says, (string?)reply.Json["errors"]![0]!["message"], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/geo+json")]
    [InlineData("application/json; charset=gb2312")]
    [InlineData("garbage")]
    [InlineData("")]
    public async Task A_body_of_another_type_or_charset_is_415(string contentType)
        => (await town.Nobody.PostAsync("/api/reports", """{"category":"wish"}""", ("Content-Type", contentType))).IsFault(415, "header.Content-Type");

    [Theory]
    [InlineData("application/json; charset=\"UTF-8\"")]
    [InlineData("Application/JSON")]
    public async Task The_same_type_in_another_spelling_is_taken(string contentType)
        => (await town.Nobody.PostAsync("/api/reports", """{"category":"wish"}""", ("Content-Type", contentType))).Is(201);

    [Theory]
    [InlineData("gzip")]
    [InlineData("br, gzip")]
    public async Task A_compressed_body_is_415_and_told_what_is_taken(string coding)
    {
        Reply reply = await town.Nobody.PostAsync("/api/reports", Coded("{}"u8.ToArray(), coding));
        reply.IsFault(415, "header.Content-Encoding");
        Assert.Equal("identity", reply.Header("Accept-Encoding"));
    }

    [Fact]
    public async Task A_body_whose_coding_is_none_is_taken()
        => (await town.Nobody.PostAsync("/api/reports", Coded("""{"category":"wish"}"""u8.ToArray(), "Identity"))).Is(201);

    [Fact]
    public async Task A_byte_order_mark_is_passed_over()
        => (await town.Nobody.PostAsync("/api/reports", "\uFEFF{\"category\":\"wish\"}")).Is(201);

    [Fact]
    public async Task Very_many_wrong_fields_are_not_all_named()
    {
        string unknown = string.Join(',', Enumerable.Range(0, 5_000).Select(i => $"\"f{i}\":1")), twice = string.Join(',', Enumerable.Repeat("\"f\":1", 5_000));
        foreach (string body in new[] { $"{{{unknown}}}", $"{{{twice}}}" })
        {
            Assert.InRange((await town.Nobody.PostAsync("/api/reports", body)).Is(400).Json["errors"]!.AsArray().Count, 1_000, 1_010);
        }
    }

    private static ByteArrayContent Coded(byte[] body, string coding)
    {
        var content = new ByteArrayContent(body);
        content.Headers.Add("Content-Type", "application/json");
        content.Headers.TryAddWithoutValidation("Content-Encoding", coding);
        return content;
    }

    [Theory]
    [InlineData(new byte[] { 0x7B, 0x22, 0x63, 0x22, 0x3A, 0x22, 0xC3, 0x28, 0x22, 0x7D })]
    [InlineData(new byte[] { 0x7B, 0x22, 0x63, 0x22, 0x3A, 0x22, 0xED, 0xA0, 0x80, 0x22, 0x7D })]
    public async Task Bytes_that_are_not_UTF8_are_refused(byte[] body)
        => (await town.Nobody.PostAsync("/api/reports", body)).IsFault(400, "$");

    [Theory]
    [InlineData("2026-05-04T10:00:00+08:00", "2026-05-04T02:00:00+00:00")]
    [InlineData("2026-05-04t02:00:00.5z", "2026-05-04T02:00:00.5+00:00")]
    [InlineData("2026-05-03T18:00:00.123456789-08:00", "2026-05-04T02:00:00.1234568+00:00")]
    public async Task Times_of_RFC_3339_are_taken(string sent, string kept)
    {
        Reply report = (await town.Nobody.PostAsync("/api/reports", new { category = "wish", clientTime = sent })).Is(201);
        Assert.Equal(kept, (await town.Administrator.GetAsync(TestTown.PathOf(report)))["clientTime"]);
    }

    [Fact]
    public async Task A_JSON_body_over_1_MB_is_413_whether_it_says_its_length_or_not()
    {
        byte[] body = Encoding.UTF8.GetBytes($$"""{"category":"wish","words":"{{new string('x', 1024 * 1024)}}"}""");
        (await town.Nobody.PostAsync("/api/reports", body)).IsFault(413);
        using var chunked = new StreamContent(new UnknownLength(body)) { Headers = { ContentType = new("application/json") } };
        (await town.Nobody.PostAsync("/api/reports", chunked)).IsFault(413);
    }

    [Theory]
    [InlineData("DELETE", "/api/reports")]
    [InlineData("GET", "/api/sign-ins")]
    [InlineData("PATCH", "/api/jurisdictions/xinjiayuan")]
    [InlineData("POST", "/api/map/areas")]
    public async Task A_method_that_a_path_does_not_have_is_404(string method, string path)
        => (await town.Administrator.SendAsync(method, path)).Is(404);

    /// <summary>The table cannot shrink unseen.</summary>
    [Fact]
    public void The_table_names_over_a_hundred_faults() => Assert.InRange(Rows.Count, 100, 1000);

    private string InTown(string text) => text.Replace("{town}", town.Code, StringComparison.Ordinal);
}
