using System.Diagnostics;
using System.Runtime.InteropServices;

namespace GridSteward.SelfHost.Tests;

/// <summary>The sample host as a process of its own.</summary>
internal sealed partial class SampleProcess : IAsyncDisposable
{
    public const int SigTerm = 15;
    public const int SigKill = 9;

    private readonly Process _process;

    private SampleProcess(Process process, Uri address, string signs)
    {
        _process = process;
        Signs = signs;
        Client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
    }

    public HttpClient Client { get; }

    public string Signs { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<SampleProcess> StartAsync(string dataFolder, params string[] args)
    {
        var app = new TestApp();
        app.CreateBuilder();
        var signs = TestFolder.Create();
        var start = new ProcessStartInfo(Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet")))
        {
            RedirectStandardOutput = true,
            WorkingDirectory = app.Folder,
        };
        string[] all =
        [
            Path.Combine(AppContext.BaseDirectory, "GridSteward.SelfHost.SampleHost.dll"),
            "--urls", "http://127.0.0.1:0", "--contentRoot", app.Folder,
            "--GridSteward:DataFolder", dataFolder, "--Signs", signs, .. args,
        ];
        Array.ForEach(all, start.ArgumentList.Add);
        var process = Process.Start(start)!;
        const string notice = "GridSteward is serving at ";
        while (await process.StandardOutput.ReadLineAsync(Cancel) is { } line)
        {
            if (line.StartsWith(notice, StringComparison.Ordinal))
            {
                // Go on reading so that the pipe never fills.
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new SampleProcess(process, new Uri(line[notice.Length..]), signs);
            }
        }

        throw new InvalidOperationException("The sample host ended before it served.");
    }

    public void Signal(int signal) => Assert.Equal(0, Kill(_process.Id, signal));

    public void Give(string sign) => File.WriteAllText(Path.Combine(Signs, sign), "");

    public bool Has(string sign) => File.Exists(Path.Combine(Signs, sign));

    public async Task AwaitAsync(string sign)
    {
        while (!Has(sign))
        {
            await Task.Delay(10, Cancel);
        }
    }

    /// <summary>Returns once new connections are refused.</summary>
    public async Task NoLongerAcceptsAsync()
    {
        while (true)
        {
            try
            {
                using var socket = new System.Net.Sockets.TcpClient();
                await socket.ConnectAsync(Client.BaseAddress!.Host, Client.BaseAddress.Port, Cancel);
                await Task.Delay(10, Cancel);
            }
            catch (System.Net.Sockets.SocketException)
            {
                return;
            }
        }
    }

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync(Cancel);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);
}
