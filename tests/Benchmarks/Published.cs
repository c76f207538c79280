using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace GridSteward.Benchmarks;

/// <summary>A published program as a process of its own.</summary>
internal sealed class Published : IDisposable
{
    private readonly Process process;

    private Published(Process process) => this.process = process;

    public int Id => process.Id;

    /// <summary>The most memory that it ever held, in bytes.</summary>
    public long PeakMemory => PeakMemoryOf(process.Id.ToString(CultureInfo.InvariantCulture));

    /// <summary>The most memory that a process ever held, in bytes; of this one its name is <c>self</c>.</summary>
    public static long PeakMemoryOf(string process) => PeakMemoryIn(File.ReadLines($"/proc/{process}/status"));

    /// <summary>The same of the lines that the kernel shows of a process.</summary>
    public static long PeakMemoryIn(IEnumerable<string> status)
        => long.Parse(status.Single(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;

    /// <summary>Starts it; nothing has been waited for.</summary>
    public static Published Start(string program, params IEnumerable<string> arguments)
    {
        string dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        var start = new ProcessStartInfo(dotnet, [program, .. arguments]) { RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() };
        return new Published(Process.Start(start)!);
    }

    /// <summary>The next line of what it says that has the text; the rest of that line.</summary>
    public async Task<string> SaysAsync(string text)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            int at = line.IndexOf(text, StringComparison.Ordinal);
            if (at >= 0)
            {
                return line[(at + text.Length)..].Trim();
            }
        }

        throw new InvalidOperationException($"It ended before it said '{text}'.");
    }

    /// <summary>Goes on reading, so that the pipe never fills.</summary>
    public void StopListening() => _ = process.StandardOutput.ReadToEndAsync();

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
