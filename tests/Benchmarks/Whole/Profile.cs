using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace GridSteward.Benchmarks.Whole;

/// <summary>A kind of work, and what the names of its methods have in them.</summary>
internal sealed record Share(string Name, params string[] Frames);

/// <summary>
/// What a running program spends its time with, of samples that <c>dotnet-trace</c> takes of its stacks. A stack counts for the first share that names one of its
/// frames, from the innermost outwards; threads that wait are left out.
/// </summary>
internal static class Profile
{
    private static readonly TimeSpan Looked = TimeSpan.FromSeconds(5);

    private static readonly string[] Waiting =
    [
        "WaitHandle.Wait", "Monitor.Wait", "ManualResetEventSlim.Wait", "SemaphoreSlim.Wait", "LowLevelLifoSemaphore.Wait", "LowLevelLifoSemaphore.Block", "Thread.Sleep", "SocketAsyncEngine.EventLoop",
        "BlockingCollection", "Thread.Join", "GateThread", "Condition.Wait",
    ];

    /// <summary>Prints the shares of some work.</summary>
    /// <param name="tool">The file of dotnet-trace.</param>
    /// <param name="process">The program's process.</param>
    /// <param name="shares">What is told apart.</param>
    /// <param name="work">What is to be looked at; it is run until a few seconds are over.</param>
    public static async Task PrintAsync<T>(string tool, int process, Share[] shares, Func<Task<T>> work)
    {
        string folder = Directory.CreateTempSubdirectory("gridsteward-profile-").FullName;
        try
        {
            var start = new ProcessStartInfo(tool, ["collect", "-p", process.ToString(CultureInfo.InvariantCulture), "--duration", Looked.ToString(@"dd\:hh\:mm\:ss", CultureInfo.InvariantCulture), "--profile", "dotnet-sampled-thread-time", "--format", "Speedscope", "-o", Path.Combine(folder, "p.nettrace")])
            {
                RedirectStandardOutput = true,
            };
            using Process trace = Process.Start(start)!;
            while (await trace.StandardOutput.ReadLineAsync() is { } line && !line.Contains("Output File", StringComparison.Ordinal))
            {
            }

            Task<string> rest = trace.StandardOutput.ReadToEndAsync();
            var watch = Stopwatch.StartNew();
            while (watch.Elapsed < Looked)
            {
                await work();
            }

            await rest;
            await trace.WaitForExitAsync();
            Print(shares, Read(Path.Combine(folder, "p.speedscope.json"), shares));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Print(Share[] shares, Dictionary<string, double> times)
    {
        double all = times.Values.Sum();
        foreach (string name in shares.Select(s => s.Name).Distinct().Append(Other))
        {
            Table.Line($"  of which {name}", 100 * times.GetValueOrDefault(name) / all, "%");
        }
    }

    private const string Other = "the rest (server, sockets, runtime)";

    private static Dictionary<string, double> Read(string file, Share[] shares)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(file));
        string[] frames = [.. json.RootElement.GetProperty("shared").GetProperty("frames").EnumerateArray().Select(f => f.GetProperty("name").GetString()!)];
        string?[] named = [.. frames.Select(f => shares.FirstOrDefault(s => s.Frames.Any(part => f.Contains(part, StringComparison.Ordinal)))?.Name)];
        bool[] waits = [.. frames.Select(f => Waiting.Any(part => f.Contains(part, StringComparison.Ordinal)))];
        bool[] works = [.. frames.Select(f => f == "CPU_TIME")];
        Dictionary<string, double> times = [];
        foreach (JsonElement thread in json.RootElement.GetProperty("profiles").EnumerateArray())
        {
            List<int> stack = [];
            double since = 0;
            foreach (JsonElement step in thread.GetProperty("events").EnumerateArray())
            {
                double at = step.GetProperty("at").GetDouble();
                if (at > since && stack.Count > 0 && !stack.Exists(f => waits[f]))
                {
                    int last = stack.FindLastIndex(f => named[f] is not null);
                    if (last >= 0 || works[stack[^1]])
                    {
                        string share = last >= 0 ? named[stack[last]]! : Other;
                        times[share] = times.GetValueOrDefault(share) + at - since;
                    }
                }

                since = at;
                if (step.GetProperty("type").GetString() == "O")
                {
                    stack.Add(step.GetProperty("frame").GetInt32());
                }
                else
                {
                    stack.RemoveAt(stack.Count - 1);
                }
            }
        }

        return times;
    }
}
