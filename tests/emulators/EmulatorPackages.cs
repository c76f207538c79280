using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace GridSteward.Tests.Emulators;

/// <summary>The emulators' npm packages, installed beside this file from package-lock.json, once, whoever comes first.</summary>
public static class EmulatorPackages
{
    public static string Folder { get; } = Path.GetDirectoryName(ThisFile())!;

    /// <summary>Null when the emulators can be started, else why not.</summary>
    public static string? Unavailable { get; } = FindNode() is null ? "Node.js is not installed, so the Azure engine's contract cannot be tested (the embedded engine's was)." : null;

    public static async Task InstallAsync(CancellationToken cancellationToken)
    {
        string done = Path.Combine(Folder, "node_modules", ".gridsteward-installed");
        string wanted = await File.ReadAllTextAsync(Path.Combine(Folder, "package-lock.json"), cancellationToken);
        await using FileStream turn = await TakeTurnAsync(Path.Combine(Path.GetTempPath(), "gridsteward-emulators.lock"), cancellationToken);
        if (File.Exists(done) && await File.ReadAllTextAsync(done, cancellationToken) == wanted)
        {
            return;
        }

        ProcessStartInfo start = new("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]) { WorkingDirectory = Folder, RedirectStandardError = true, RedirectStandardOutput = true };
        using Process npm = Process.Start(start)!;
        Task<string> output = npm.StandardOutput.ReadToEndAsync(cancellationToken), errors = npm.StandardError.ReadToEndAsync(cancellationToken);
        await npm.WaitForExitAsync(cancellationToken);
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm ci in {Folder} failed ({npm.ExitCode}): {await errors} {await output}");
        }

        await File.WriteAllTextAsync(done, wanted, cancellationToken);
    }

    // test projects may run at once, in several processes
    private static async Task<FileStream> TakeTurnAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(200, cancellationToken);
            }
        }
    }

    private static string? FindNode() => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator)
        .SelectMany(folder => new[] { "node", "node.exe" }.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
