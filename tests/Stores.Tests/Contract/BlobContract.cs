using System.Text;
using GridSteward.Domain.Storage;
using GridSteward.Stores.Tests.Worlds;

namespace GridSteward.Stores.Tests.Contract;

public abstract class BlobContract(World world) : ContractTest(world)
{
    private const BlobContainer Container = BlobContainer.Coverage;

    private IBlobStore Blobs => World.Blobs;

    private string Prefix { get; } = $"t-{Guid.NewGuid():N}";

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5_000_000)]
    public async Task A_blob_reads_back_as_written(int length)
    {
        byte[] content = new byte[length];
        new Random(length).NextBytes(content);
        await Blobs.WriteAsync(Container, $"{Prefix}/a.bin", content, "application/x-test; charset=utf-8", Ct);
        await using OpenBlob? blob = await Blobs.OpenAsync(Container, $"{Prefix}/a.bin", Ct);
        Assert.NotNull(blob);
        Assert.Equal(("application/x-test; charset=utf-8", (long)length), (blob.ContentType, blob.Length));
        Assert.InRange(blob.ModifiedAt, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
        using MemoryStream read = new();
        await blob.Content.CopyToAsync(read, Ct);
        Assert.Equal(content, read.ToArray());
    }

    [Fact]
    public async Task Writing_again_replaces_content_and_type_and_an_open_reader_keeps_the_old()
    {
        await Blobs.WriteAsync(Container, $"{Prefix}/a", "old content"u8.ToArray(), "text/plain", Ct);
        await using OpenBlob? old = await Blobs.OpenAsync(Container, $"{Prefix}/a", Ct);
        await Blobs.WriteAsync(Container, $"{Prefix}/a", "new"u8.ToArray(), "text/html", Ct);
        Assert.Equal("old content", await TextAsync(old!));
        await using OpenBlob? now = await Blobs.OpenAsync(Container, $"{Prefix}/a", Ct);
        Assert.Equal(("text/html", "new"), (now!.ContentType, await TextAsync(now)));
        Assert.Equal([$"{Prefix}/a"], await Blobs.ListAsync(Container, Prefix, Ct).ToListAsync(Ct));
    }

    [Fact]
    public async Task What_is_not_there_is_null_and_deleting_says_whether_it_was()
    {
        Assert.Null(await Blobs.OpenAsync(Container, $"{Prefix}/a", Ct));
        Assert.False(await Blobs.DeleteAsync(Container, $"{Prefix}/a", Ct));
        await Blobs.WriteAsync(Container, $"{Prefix}/a", new byte[1], "a/b", Ct);
        Assert.Null(await Blobs.OpenAsync(BlobContainer.Geometries, $"{Prefix}/a", Ct));
        Assert.True(await Blobs.DeleteAsync(Container, $"{Prefix}/a", Ct));
        Assert.Null(await Blobs.OpenAsync(Container, $"{Prefix}/a", Ct));
    }

    [Fact]
    public async Task Names_are_listed_in_ordinal_order_by_prefix()
    {
        string[] names = ["B", "a", "a/b", "a/b/c.d", "a-b", "a.b", "a_b", "a0", ".hidden", "b"];
        foreach (string name in names)
        {
            await Blobs.WriteAsync(Container, $"{Prefix}/{name}", new byte[1], "a/b", Ct);
        }

        Assert.Equal(names.Order(StringComparer.Ordinal).Select(n => $"{Prefix}/{n}"), await Blobs.ListAsync(Container, Prefix, Ct).ToListAsync(Ct));
        Assert.Equal(["a", "a-b", "a.b", "a/b", "a/b/c.d", "a0", "a_b"], (await Blobs.ListAsync(Container, $"{Prefix}/a", Ct).ToListAsync(Ct)).Select(n => n[(Prefix.Length + 1)..]));
        Assert.Empty(await Blobs.ListAsync(Container, "no-such-", Ct).ToListAsync(Ct));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData("../a")]
    [InlineData("a/..")]
    [InlineData("a/./b")]
    [InlineData("...")]
    [InlineData("a b")]
    [InlineData("a\\b")]
    [InlineData("a~")]
    [InlineData("a\n")]
    [InlineData("网")]
    [InlineData("1/2/3/4/5/6/7/8/9")]
    public async Task Bad_names_are_refused_everywhere(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Blobs.WriteAsync(Container, name, new byte[1], "a/b", Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => Blobs.OpenAsync(Container, name, Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => Blobs.DeleteAsync(Container, name, Ct));
    }

    [Fact]
    public async Task Writers_of_one_name_at_once_leave_one_of_them_whole()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(
            () => Blobs.WriteAsync(Container, $"{Prefix}/a", Encoding.UTF8.GetBytes(new string((char)('a' + i), 100_000)), $"x/{(char)('a' + i)}", Ct))));
        await using OpenBlob? blob = await Blobs.OpenAsync(Container, $"{Prefix}/a", Ct);
        Assert.Equal(new string(blob!.ContentType[2], 100_000), await TextAsync(blob));
    }

    [Fact]
    public async Task A_store_that_answers_has_nothing_to_say() => Assert.Null(await Blobs.ProbeAsync(Ct));

    private static async Task<string> TextAsync(OpenBlob blob)
    {
        using StreamReader reader = new(blob.Content);
        return await reader.ReadToEndAsync(Ct);
    }
}
