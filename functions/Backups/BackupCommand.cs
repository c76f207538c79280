using GridSteward.Stores;
using GridSteward.Stores.Embedded.Backups;
using Microsoft.Extensions.Configuration;

namespace GridSteward.Functions.Backups;

/// <summary>
/// <c>--backup FOLDER</c>, <c>--verify FOLDER</c>, <c>--restore FOLDER</c>: for the embedded engine, without serving. Ends with 0 when it is done, 1 when it
/// is not, with every reason on a line, 2 when it cannot be meant.
/// </summary>
public static class BackupCommand
{
    private static readonly string[] switches = ["--backup", "--verify", "--restore"];

    /// <summary>Whether one is asked for.</summary>
    public static bool IsIn(string[] args) => args.Any(switches.Contains);

    /// <summary>Runs it.</summary>
    /// <param name="configuration">Names the data folder.</param>
    /// <param name="args">The command line.</param>
    /// <param name="output">Where it says what it did.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IConfiguration configuration, string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        string[] asked = [.. args.Where(switches.Contains)];
        int at = Array.IndexOf(args, asked[0]);
        if (asked.Length != 1 || at + 1 >= args.Length || args[at + 1].StartsWith("--", StringComparison.Ordinal))
        {
            await output.WriteLineAsync("Give one of --backup FOLDER, --verify FOLDER, --restore FOLDER.");
            return 2;
        }

        if (asked[0] != "--verify" && StoresOptions.IsAzureIn(configuration))
        {
            await output.WriteLineAsync("GridSteward:Stores:Engine is 'azure': its backups are the platform's (docs/operations.md).");
            return 2;
        }

        string folder = args[at + 1], data = DataFolder.In(configuration);
        try
        {
            BackupManifest manifest = asked[0] switch
            {
                "--backup" => EmbeddedBackup.Make(data, folder, TimeProvider.System, cancellationToken),
                "--restore" => EmbeddedRestore.Restore(folder, data, cancellationToken),
                _ => BackupCheck.Verify(folder),
            };
            await output.WriteLineAsync($"{folder}: {manifest.Files.Count} files, {manifest.Files.Sum(f => f.Bytes)} bytes, as of {manifest.TakenAt:yyyy-MM-dd'T'HH:mm:ss'Z'}, whole");
            if (asked[0] == "--restore")
            {
                await output.WriteLineAsync($"Restored to {data}. Before anybody uses it, erase again what was erased on request since then: --repeat-erasures FILE (docs/operations.md). Everybody signs in again.");
            }

            return 0;
        }
        catch (Exception e) when (e is BackupException or IOException or UnauthorizedAccessException or Microsoft.Data.Sqlite.SqliteException)
        {
            await output.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
