using System.Text;
using GridSteward.Domain.History;
using GridSteward.Domain.Imports;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tests.Imports;
using static GridSteward.Domain.Tests.Imports.ImportRig;

namespace GridSteward.Domain.Tests.History;

/// <summary>Files change what decides as forms do, and leave what was.</summary>
public sealed class ImportedPastTests : IDisposable
{
    private const string Header = "code,title,area,duty,validFrom,capacity\n";
    private readonly World world = new();

    private DateTimeOffset Start { get; }

    public ImportedPastTests() => Start = world.Clock.Now;

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Replaced_rows_leave_what_was_and_a_file_that_changes_nothing_leaves_nothing(bool atomic)
    {
        await world.AddTownAsync();
        await RunAsync(1, atomic, "X1,a,g1,handle,2026-01-01,7\nX2,b,g2,handle,2026-01-01,7\nX3,c,g3,handle,2026-01-01,7\n");
        Assert.Empty(await world.AllAsync(Kinds.PastVersion, "town"));
        await RunAsync(2, atomic, "X1,a,g1,handle,2026-01-01,7\nX2,b,g2,handle,2026-01-01,7\n");
        Assert.Empty(await world.AllAsync(Kinds.PastVersion, "town"));
        await RunAsync(3, atomic, "X1,a,g1,handle,2026-01-01,7\nX2,b,g4,handle,2026-01-01,7\nX4,d,g1,handle,2026-01-01,7\n");
        PastVersion past = Assert.Single(await world.AllAsync(Kinds.PastVersion, "town"));
        Assert.Equal((Start.AddDays(1), Start.AddDays(3)), (past.Since, past.Until));
        Assert.Equal("", await ThenAsync(Start.AddDays(1).AddTicks(-1)));
        Assert.Equal("X1 g1, X2 g2, X3 g3", await ThenAsync(Start.AddDays(2)));
        Assert.Equal("X1 g1, X2 g4, X3 g3, X4 g1", await ThenAsync(Start.AddDays(3)));
    }

    /// <summary>Longer rows than anybody has, all replaced: the batches still have room for what was.</summary>
    [Fact]
    public async Task A_file_that_replaces_the_longest_posts_has_room_for_what_they_were()
    {
        await world.AddTownAsync();
        string villages = string.Join('|', Enumerable.Range(0, 100).Select(i => $"{new string('村', 96)}{i:D3}"));
        string File(string title) => "code,title,area,duty,validFrom,originVillages\n" + string.Concat(Enumerable.Range(0, 70).Select(i => $"X{i},{title},g1,handle,2026-01-01,{villages}\n"));
        Assert.Equal((70, 0, 0, 0), (await world.ImportAsync(Csv(ImportSubject.Posts), File("a"))).Counts);
        world.Clock.Now = Start.AddDays(1);
        Assert.Equal((0, 70, 0, 0), (await world.ImportAsync(Csv(ImportSubject.Posts), File("b"))).Counts);
        world.Clock.Now = Start.AddDays(2);
        Assert.Equal((0, 70, 0, 0), (await world.ImportAsync(Csv(ImportSubject.Posts) with { Atomic = true }, File("c"))).Counts);
        List<PastVersion> past = await world.AllAsync(Kinds.PastVersion, "town");
        Assert.Equal(140, past.Count);
        Assert.All(past, v => Assert.InRange(Encoding.UTF8.GetByteCount(v.Was.GetRawText()), 1, PastVersion.MostBytes));
    }

    private async Task RunAsync(int day, bool atomic, string rows)
    {
        world.Clock.Now = Start.AddDays(day);
        await world.ImportAsync(Csv(ImportSubject.Posts) with { Atomic = atomic }, Header + rows);
    }

    private async Task<string> ThenAsync(DateTimeOffset at)
    {
        Page<Post> page = await world.Here.Hindsight.At(at).ListAsync(Kinds.Post.In("town"), new PageRequest(100), Ct);
        return string.Join(", ", page.Items.Select(p => $"{p.Value.Code} {p.Value.Area}").Order(StringComparer.Ordinal));
    }
}
