using System.Text;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Transfers;

/// <summary>Files that are refused, each by the line that is at fault, before anything is written.</summary>
public sealed class FaultyTransferTests(FaultyTransferTests.Exported exported) : IClassFixture<FaultyTransferTests.Exported>
{
    private string[] Lines => FullTown.Lines(exported.File);

    [Fact]
    public async Task A_file_that_was_cut_off_is_refused_wherever_it_was_cut()
    {
        foreach (double part in new[] { 0.1, 0.5, 0.9, 0.999 })
        {
            await RefusedAsync(exported.File[..(int)(part * exported.File.Length)], "cut off");
        }

        await RefusedAsync(FullTown.File(Lines[..^1]), "cut off");
    }

    [Fact]
    public async Task A_file_in_which_anything_was_changed_lost_or_added_is_refused()
    {
        int household = Line("\"type\":\"household\"");
        await RefusedAsync(FullTown.File(With(household, l => l.Replace("\"residents\":", "\"residents\":1", StringComparison.Ordinal))), "not those that were written");
        await RefusedAsync(FullTown.File(Lines.Where((_, i) => i != household)), "not those that were written");
        await RefusedAsync(FullTown.File([.. Lines[..household], Lines[household], .. Lines[household..]]), "is there twice", household + 2);
        await RefusedAsync(FullTown.File([.. Lines, "{}"]), "after the end", Lines.Length + 1);
        await RefusedAsync(FullTown.File([.. Lines[..^1], Lines[^1].Replace("\"blobs\":", "\"blobs\":1", StringComparison.Ordinal)]), "not those that were written");
    }

    [Theory]
    [InlineData("\"type\":\"household\"", "\"type\":\"castle\"", "households/castle")]
    [InlineData("\"type\":\"household\"", "\"type\":\"jobCheckpoint\"", "households/jobCheckpoint")]
    [InlineData("\"container\":\"households\",\"document\":{", "\"container\":\"castles\",\"document\":{", "castles/")]
    [InlineData("\"schemaVersion\":1,", "\"schemaVersion\":7,", "version 7")]
    [InlineData("\"residents\":", "\"residentsNot\":", "no household")]
    [InlineData("\"residents\":", "\"moat\":\"deep\",\"residents\":", "would lose")]
    [InlineData("\"jurisdiction\":\"town\",\"kind\"", "\"jurisdiction\":\"town-2\",\"kind\"", "town-2")]
    [InlineData("\"latitude\":22.5007", "\"latitude\":122.5007", "no household")]
    public async Task A_document_that_this_program_would_not_keep_as_it_is_is_refused_by_its_line(string from, string to, string why)
    {
        int line = Line("\"type\":\"household\"");
        Assert.Contains(from, Lines[line], StringComparison.Ordinal);
        await RefusedAsync(FullTown.Rewritten(With(line, l => l.Replace(from, to, StringComparison.Ordinal))), why, line + 1);
    }

    [Theory]
    [InlineData("\"version\":1", "\"version\":2", "version 2")]
    [InlineData("gridsteward-jurisdiction", "gridsteward-other", "gridsteward-jurisdiction")]
    [InlineData("\"jurisdiction\":\"town\"", "\"jurisdiction\":\"unassigned\"", "entry in the list")]
    [InlineData("\"id\":\"town\"", "\"id\":\"town-2\"", "entry in the list")]
    public async Task A_head_of_another_form_is_refused_when_the_import_is_ordered(string from, string to, string why)
    {
        Assert.Contains(from, Lines[0], StringComparison.Ordinal);
        using World world = new();
        var outcome = await FullTown.OrderImportAsync(world, FullTown.Rewritten(With(0, l => l.Replace(from, to, StringComparison.Ordinal))));
        Fault fault = Assert.Single(Assert.IsType<Outcome<Stored<Job>>.Invalid>(outcome).Faults);
        Assert.Equal("$.upload", fault.Path);
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("[1]")]
    [InlineData("{\"chunk\":\"AA==\"}")]
    [InlineData("{\"end\":null}")]
    public async Task What_is_no_such_file_is_refused_when_the_import_is_ordered(string file)
    {
        using World world = new();
        Assert.Equal(["$.upload"], Expect.Faults(await FullTown.OrderImportAsync(world, Encoding.UTF8.GetBytes(file))));
    }

    [Fact]
    public async Task Lines_out_of_order_lines_of_no_known_form_and_lines_where_they_cannot_be_are_refused()
    {
        int household = Line("\"type\":\"household\"");
        string[] swapped = Lines;
        (swapped[household], swapped[household + 1]) = (swapped[household + 1], swapped[household]);
        await RefusedAsync(FullTown.Rewritten(swapped), "come after", household + 2);
        await RefusedAsync(FullTown.Rewritten(With(household, _ => "{\"new\":1}")), "newer version", household + 1);
        await RefusedAsync(FullTown.Rewritten([.. Lines[..household], Lines[0], .. Lines[household..]]), "no such line", household + 1);
        await RefusedAsync(FullTown.Rewritten([.. Lines[..household], "{\"chunk\":\"AA==\"}", .. Lines[household..]]), "no such line", household + 1);
        await RefusedAsync(FullTown.Rewritten(Lines.Where(l => !l.Contains("\"type\":\"jurisdiction\"", StringComparison.Ordinal))), "settings");
    }

    [Fact]
    public async Task A_blob_whose_pieces_are_not_what_was_written_is_refused()
    {
        int blob = Line("\"container\":\"geometries\"");
        await RefusedAsync(FullTown.Rewritten(With(blob + 1, l => l.Replace("{\"chunk\":\"e", "{\"chunk\":\"f", StringComparison.Ordinal))), "pieces", blob + 1);
        await RefusedAsync(FullTown.Rewritten(Lines.Where((_, i) => i != blob + 1)), "pieces", blob + 1);
        await RefusedAsync(FullTown.Rewritten([.. Lines[..(blob + 1)], Lines[blob + 1], .. Lines[(blob + 1)..]]), "pieces", blob + 1);
        await RefusedAsync(FullTown.Rewritten(With(blob, l => l.Replace("\"name\":\"town/", "\"name\":\"town/../", StringComparison.Ordinal))), "name", blob + 1);
        await RefusedAsync(FullTown.Rewritten(With(blob, l => l.Replace("\"name\":\"town/", "\"name\":\"town-2/", StringComparison.Ordinal))), "name", blob + 1);
        await RefusedAsync(FullTown.Rewritten(With(blob, l => l.Replace("geometries", "jobs", StringComparison.Ordinal))), "'jobs'", blob + 1);
    }

    [Fact]
    public async Task Many_faults_are_named_at_once_but_not_without_end()
    {
        Job job = await RefusedAsync(FullTown.Rewritten(Lines.Select(l => l.Replace("\"schemaVersion\":1", "\"schemaVersion\":2", StringComparison.Ordinal))), "version 2");
        Assert.InRange(job.Faults.Count, 20, 50);
    }

    [Fact]
    public async Task A_jurisdiction_that_is_there_is_not_written_over()
    {
        using World world = new();
        byte[] other = FullTown.Rewritten(Lines);
        Assert.Equal(exported.File, other);
        Job job = Expect.Done(await FullTown.OrderImportAsync(world, exported.File)).Value;
        await world.AddTownAsync(Town.Settings() with { Name = "Mine" });
        Job failed = await FullTown.WorkAsync(world, world.Beside, job);
        Assert.Equal(JobState.Failed, failed.State);
        Assert.Contains("already a jurisdiction", failed.Problem, StringComparison.Ordinal);
        Assert.Equal("Mine", Assert.Single(await world.Beside.Directory.AllAsync(World.Ct)).Name);
        Assert.Equal("Mine", Assert.Single(await world.AllAsync(Kinds.Jurisdiction, "town")).Name);
        Assert.IsType<Outcome<Stored<Job>>.Conflict>(await FullTown.OrderImportAsync(world, exported.File));
    }

    [Fact]
    public async Task Documents_of_a_jurisdiction_that_the_list_does_not_know_are_not_mixed_with_what_comes()
    {
        using World world = new();
        await world.AddPostAsync("p9", "g9");
        Job failed = await FullTown.ImportAsync(world, exported.File);
        Assert.Contains("areas/post", failed.Problem, StringComparison.Ordinal);
        Assert.Equal("p9", Assert.Single(await world.AllAsync(Kinds.Post, "town")).Code);
    }

    private int Line(string holds) => Array.FindIndex(Lines, l => l.Contains(holds, StringComparison.Ordinal));

    private IEnumerable<string> With(int line, Func<string, string> change) => Lines.Select((l, i) => i == line ? change(l) : l);

    private static async Task<Job> RefusedAsync(byte[] file, string why, int? line = null)
    {
        using World world = new();
        Job job = await FullTown.ImportAsync(world, file);
        Assert.Equal(JobState.Failed, job.State);
        Fault fault = job.Faults.First(f => line is null || f.Path == $"line {line}");
        Assert.Contains(why, string.Join(' ', job.Faults.Where(f => f.Path == fault.Path).Select(f => f.Message)) + (line is null ? string.Join(' ', job.Faults) : ""), StringComparison.Ordinal);
        Assert.Empty(await world.AllAsync(Kinds.Area, "town"));
        Assert.Empty(await world.AllAsync(Kinds.JurisdictionEntry, "jurisdictions"));
        return job;
    }

    /// <summary>One file for all: each test changes a copy.</summary>
    public sealed class Exported : IAsyncLifetime
    {
        public byte[] File { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            using World world = await FullTown.MakeAsync();
            File = await FullTown.ExportAsync(world);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
