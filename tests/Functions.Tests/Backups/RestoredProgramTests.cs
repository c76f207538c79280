using System.Text.Json.Nodes;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Tests.Durability;
using GridSteward.Functions.Tests.Town;
using GridSteward.Stores.Embedded;
using GridSteward.Stores.Embedded.Backups;
using Microsoft.Data.Sqlite;

namespace GridSteward.Functions.Tests.Backups;

/// <summary>The program as an operator has it: backed up while people work, killed, and started again on what was restored.</summary>
public sealed class RestoredProgramTests : IAsyncLifetime
{
    private readonly string root = TempFolder.Create();
    private TestTown town = null!;
    private string data = "";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Backup => Path.Combine(root, "backup");

    private string Restored => Path.Combine(root, "restored");

    public async ValueTask InitializeAsync()
    {
        town = await TownTemplate.OpenAsync();
        data = await town.Host.StopAndKeepAsync();
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(root, recursive: true);
        Directory.Delete(data, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_was_acknowledged_before_a_backup_of_a_working_program_is_there_after_its_death_and_a_restore()
    {
        string token = await RunningProgram.SignInAsync(data), invitation, job;
        PhotographedReports reports = new(town);
        string[] before;
        await using (RunningProgram program = await RunningProgram.StartAsync(data, "--GridSteward:RunTimers", "false"))
        {
            Client administrator = program.As(token);
            invitation = (await administrator.PostAsync("/api/invitations", new { name = "Manager", grants = new[] { new { node = $"jurisdiction:{town.Code}", preset = "manager" } } })).Is(201)["code"]!;
            job = await OrderImportAsync(administrator);
            Task[] residents = [.. Enumerable.Range(0, 4).Select(_ => reports.SendAsync(program))];
            while (reports.Acknowledged.Count < 40)
            {
                await Task.Delay(20, Ct);
            }

            before = [.. reports.Acknowledged.Keys];
            var (code, said) = await RunningProgram.RunAsync(data, "--backup", Backup);
            Assert.True(code == 0, said);
            await program.KillAsync();
            await Task.WhenAll(residents);
        }

        var restored = await RunningProgram.RunAsync(Restored, "--restore", Backup);
        Assert.True(restored.Code == 0, restored.Said);
        Assert.Equal(1, (await RunningProgram.RunAsync(Restored, "--restore", Backup)).Code);

        string again = await RunningProgram.SignInAsync(Restored);
        await using (RunningProgram program = await RunningProgram.StartAsync(Restored, "--RunJobs", "* * * * * *"))
        {
            Client administrator = program.As(again);
            (await program.As(token).GetAsync("/api/me")).Is(401);
            Reply manager = (await program.Nobody.PostAsync("/api/sign-ins", new { invitation })).Is(201);
            (await program.As(manager["token"]!).GetAsync(town.At("/households"))).Is(200);
            Reply located = (await program.Nobody.PostAsync("/api/locate", new { points = new[] { town.Point("G05") } })).Is(200);
            Assert.Equal("G05", (string?)located.Json["results"]![0]!["assignment"]!["chain"]!.AsArray()[^1]!["code"]);

            await reports.CheckAsync(program, administrator, before);
            Assert.Equal("done", await EndOfAsync(administrator, job));
            Assert.Equal("done", await EndOfAsync(administrator, await OrderImportAsync(administrator)));
            Assert.Equal(3, (await administrator.ListAsync(town.At("/households"), 1000)).Count(h => ((string)h["code"]!).StartsWith("BK", StringComparison.Ordinal)));
        }

        Assert.Equal("ok", Integrity(Path.Combine(Restored, "gridsteward.db")));
        string second = Path.Combine(root, "second");
        Assert.Equal(0, (await RunningProgram.RunAsync(Restored, "--backup", second)).Code);
        Assert.Equal(0, (await RunningProgram.RunAsync(Restored, "--verify", second)).Code);
    }

    [Fact]
    public async Task A_backup_and_a_restore_killed_at_any_moment_are_whole_or_have_not_been()
    {
        FileBlobStore blobs = new(data);
        byte[] content = new byte[200_000];
        for (int i = 0; i < 150; i++)
        {
            await blobs.WriteAsync(BlobContainer.Photos, $"{i}", content, "image/jpeg", Ct);
        }

        int unfinished = 0;
        for (int i = 0; i < 8; i++)
        {
            string target = Path.Combine(root, $"backup-{i}");
            await RunningProgram.KillAfterAsync(TimeSpan.FromMilliseconds(100 + (60 * i)), data, "--backup", target);
            if (Directory.Exists(target))
            {
                BackupCheck.Verify(target);
            }

            foreach (string left in Directory.EnumerateDirectories(root, $"backup-{i}.unfinished-*"))
            {
                unfinished++;
                Assert.True(File.Exists(Path.Combine(left, "manifest.json")) || Record.Exception(() => BackupCheck.Verify(left)) is BackupException);
            }
        }

        Assert.Equal(0, (await RunningProgram.RunAsync(data, "--backup", Backup)).Code);
        for (int i = 0; i < 8; i++)
        {
            string target = Path.Combine(root, $"data-{i}");
            await RunningProgram.KillAfterAsync(TimeSpan.FromMilliseconds(100 + (60 * i)), target, "--restore", Backup);
            unfinished += Directory.EnumerateDirectories(root, $"data-{i}.unfinished-*").Count();
            if (Directory.Exists(target))
            {
                Assert.Equal(150, Directory.EnumerateFiles(Path.Combine(target, "blobs", "photos"), "*~").Count());
                Assert.Equal("ok", Integrity(Path.Combine(target, "gridsteward.db")));
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{unfinished} of 16 were caught at work");
        Assert.True(unfinished > 0, "No moment was one at work: the copies are too small for this machine.");
    }

    /// <summary>A folder that is named wrongly would be made, and nothing be wrong in it: no erasure to repeat, no assignment that differs.</summary>
    [Theory]
    [InlineData("--night")]
    [InlineData("--replay")]
    [InlineData("--list-erasures")]
    [InlineData("--repeat-erasures")]
    [InlineData("--backup")]
    public async Task A_command_about_a_folder_without_a_database_finds_nothing_out_and_makes_nothing(string command)
    {
        string empty = Path.Combine(root, "empty"), file = Path.Combine(root, "file");
        var (code, said) = await RunningProgram.RunAsync(empty, command is "--night" or "--replay" ? [command] : [command, file]);
        Assert.Equal((1, $"{empty} holds no gridsteward.db: set GridSteward:DataFolder to the program's data folder."), (code, said.Trim()));
        Assert.Empty(Directory.EnumerateFileSystemEntries(root));
    }

    [Fact]
    public async Task A_program_that_cannot_run_where_it_is_says_why_and_ends_with_1()
    {
        await File.WriteAllBytesAsync(Path.Combine(root, "gridsteward.db"), new byte[5000].Select((_, i) => (byte)i).ToArray(), Ct);
        foreach (string[] command in new string[][] { ["--night"], ["--urls", "http://127.0.0.1:0"] })
        {
            Assert.Equal(1, (await RunningProgram.RunAsync(root, command)).Code);
        }
    }

    [Fact]
    public async Task Help_names_every_command_and_makes_nothing()
    {
        var (code, said) = await RunningProgram.RunAsync(Path.Combine(root, "nothing"), "--help");
        Assert.Equal(0, code);
        Assert.All(new[] { "--backup", "--verify", "--restore", "--list-erasures", "--repeat-erasures", "--replay", "--night" }, c => Assert.Contains(c, said, StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFileSystemEntries(root));
    }

    [Fact]
    public async Task The_commands_say_by_their_exit_code_what_became_of_them()
    {
        Assert.Equal((2, "Give one of --backup FOLDER, --verify FOLDER, --restore FOLDER."), await SaidAsync("--backup"));
        Assert.Equal(2, (await SaidAsync("--backup", Backup, "--verify", Backup)).Code);
        var (code, said) = await SaidAsync("--verify", Backup);
        Assert.Equal(1, code);
        Assert.Contains("manifest.json is missing", said, StringComparison.Ordinal);
        Assert.Equal(2, (await SaidAsync("--backup", Backup, "--GridSteward:Stores:Engine", "azure")).Code);
        Assert.Equal(2, (await SaidAsync("--list-erasures")).Code);
        Assert.Equal(1, (await SaidAsync("--repeat-erasures", Path.Combine(root, "none"))).Code);

        async Task<(int Code, string Said)> SaidAsync(params string[] command)
        {
            var (exit, output) = await RunningProgram.RunAsync(data, command);
            return (exit, output.Trim());
        }
    }

    private static string? Integrity(string database)
    {
        using SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        return (string?)command.ExecuteScalar();
    }

    private async Task<string> OrderImportAsync(Client who)
    {
        string upload = (await who.PostAsync("/api/uploads", null, ("Idempotency-Key", Client.NewKey()))).Is(201)["id"]!;
        JsonObject point = town.Point("G01");
        string csv = string.Concat(Enumerable.Range(0, 3).Select(i => $"BK{i},户主{i},{point["longitude"]},{point["latitude"]}\n"));
        (await who.SendAsync("PUT", $"/api/uploads/{upload}/blocks/0", "code,name,longitude,latitude\n" + csv, ("Content-Type", "application/octet-stream"))).Is(204);
        (await who.PostAsync($"/api/uploads/{upload}/seal", new { blocks = 1 })).Is(200);
        return (await who.PostAsync(town.At("/imports"), new { what = "households", format = "csv", upload }, ("Idempotency-Key", Client.NewKey()))).Is(202)["id"]!;
    }

    private async Task<string?> EndOfAsync(Client who, string job)
    {
        Reply now;
        while ((now = (await who.GetAsync(town.At($"/jobs/{job}"))).Is(200))["endedAt"] is null)
        {
            await Task.Delay(50, Ct);
        }

        return now["state"];
    }
}
