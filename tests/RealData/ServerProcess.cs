using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace GridSteward.RealData;

/// <summary>Which server is asked.</summary>
/// <param name="Url">One that runs already; null starts one.</param>
/// <param name="Invitation">An invitation's code for it.</param>
/// <param name="Token">A token for it.</param>
/// <param name="Program">The program to start; null for the one built beside this one.</param>
internal sealed record ServerChoice(Uri? Url, string? Invitation, string? Token, string? Program);

/// <summary>The functions program as a process of its own, on a data folder that goes with it.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private const string Notice = "GridSteward is serving at ";
    private const string Link = "/signin#invite=";
    private const int SigTerm = 15;
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly string dataFolder;

    private ServerProcess(Process process, string dataFolder, Uri address, string invitation)
    {
        this.process = process;
        this.dataFolder = dataFolder;
        Address = address;
        Invitation = invitation;
    }

    public Uri Address { get; }

    /// <summary>The code of the first administrator's one-time link.</summary>
    public string Invitation { get; }

    /// <summary>Processor time of all its threads up to now.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public static async Task<ServerProcess> StartAsync(string? program, CancellationToken cancellationToken)
    {
        program ??= typeof(ServerProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "FunctionsProgram").Value!;
        if (!File.Exists(program))
        {
            throw new UnusableException($"{program} is not there: build functions/ first, or name the program by --server.");
        }

        string dataFolder = Directory.CreateTempSubdirectory("gridsteward-").FullName;
        string dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        var start = new ProcessStartInfo(dotnet, [program, "--urls", "http://127.0.0.1:0", "--GridSteward:DataFolder", dataFolder, "--no-demo", "--GridSteward:Limits:ReportsPerAddress", "0"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = dataFolder,
        };
        Process process = Process.Start(start)!;
        string? address = null;
        string? invitation = null;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(LongestStart);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            {
                address = line.StartsWith(Notice, StringComparison.Ordinal) ? line[Notice.Length..].Trim() : address;
                invitation = line.IndexOf(Link, StringComparison.Ordinal) is >= 0 and var at ? line[(at + Link.Length)..].Trim() : invitation;
                if (address is not null && invitation is not null)
                {
                    _ = PassOnAsync(process.StandardOutput);
                    return new ServerProcess(process, dataFolder, new Uri(address), invitation);
                }
            }
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw cancellationToken.IsCancellationRequested
                ? new OperationCanceledException(cancellationToken)
                : new UnusableException($"The server did not say within {LongestStart} where it serves and how to sign in.");
        }

        throw new UnusableException("The server ended before it served; what it said is above.");
    }

    /// <summary>Stops it in order, so that what is under way is finished, and throws its data away.</summary>
    public async ValueTask DisposeAsync()
    {
        if (OperatingSystem.IsWindows() || Kill(process.Id, SigTerm) != 0)
        {
            process.Kill();
        }

        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(dataFolder, recursive: true);
    }

    /// <summary>Goes on reading, so that the pipe never fills, and passes on what is worth a look.</summary>
    private static async Task PassOnAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            if (line.Contains("warn:", StringComparison.Ordinal) || line.Contains("fail:", StringComparison.Ordinal) || line.Contains("crit:", StringComparison.Ordinal))
            {
                Console.Error.WriteLine(line);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);
}
