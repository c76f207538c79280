using System.Diagnostics;
using System.Runtime.InteropServices;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.Durability;

/// <summary>The built program as a process of its own, on a data folder that outlives it.</summary>
public sealed class RunningProgram : IAsyncDisposable
{
    private readonly Process process;
    private readonly HttpClient http;

    private RunningProgram(Process process, Uri address)
    {
        this.process = process;
        http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        Nobody = new Client(http);
    }

    public Client Nobody { get; }

    public Client As(string token) => new(http, token);

    public static async Task<RunningProgram> StartAsync(string dataFolder, params IEnumerable<string> settings)
    {
        Process process = Begin(
            dataFolder, ["--urls", "http://127.0.0.1:0", "--GridSteward:Demo", "never", .. TownHost.Unlimited.SelectMany(name => (string[])["--" + name, "0"]), .. settings]);
        const string notice = "GridSteward is serving at ";
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith(notice, StringComparison.Ordinal))
            {
                // Go on reading so that the pipe never fills.
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new RunningProgram(process, new Uri(line[notice.Length..]));
            }
        }

        throw new InvalidOperationException("The program ended before it served.");
    }

    /// <summary>Has the program do something else than serve, to its end; its exit code and what it said.</summary>
    public static async Task<(int Code, string Said)> RunAsync(string dataFolder, params IEnumerable<string> command)
    {
        using Process process = Begin(dataFolder, command);
        string said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, said);
    }

    /// <summary>The same, killed after that time if it has not ended.</summary>
    public static async Task KillAfterAsync(TimeSpan time, string dataFolder, params IEnumerable<string> command)
    {
        using Process process = Begin(dataFolder, command);
        await Task.Delay(time, TestContext.Current.CancellationToken);
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>
    /// Signs an administrator in on a folder that no program serves: a test town lives in 2026 by its own clock and its tokens for 30 days, a program of
    /// its own by the real one.
    /// </summary>
    public static async Task<string> SignInAsync(string folder)
    {
        var clock = new TownClock();
        clock.Set(TimeProvider.System.GetUtcNow());
        TownHost host = await TownHost.StartAsync(new HostPlan(folder) { Clock = clock });
        string token = (await host.SignInAdministratorAsync()).Token!;
        await host.StopAndKeepAsync();
        return token;
    }

    /// <summary>SIGKILL: nothing is flushed, nothing is said.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
    }

    private static Process Begin(string dataFolder, IEnumerable<string> arguments)
    {
        string dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        return Process.Start(new ProcessStartInfo(dotnet, [typeof(Composition).Assembly.Location, "--GridSteward:DataFolder", dataFolder, .. arguments]) { RedirectStandardOutput = true })!;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }

        http.Dispose();
        process.Dispose();
    }
}
