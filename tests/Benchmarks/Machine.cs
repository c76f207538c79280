using System.Globalization;

namespace GridSteward.Benchmarks;

/// <summary>Where figures come from.</summary>
internal static class Machine
{
    /// <summary>Processors, memory, system, and how many programs want to run at the moment.</summary>
    public static string Describe()
    {
        string model = File.ReadLines("/proc/cpuinfo").First(l => l.StartsWith("model name", StringComparison.Ordinal)).Split(':')[1].Trim();
        string system = File.ReadLines("/etc/os-release").First(l => l.StartsWith("PRETTY_NAME=", StringComparison.Ordinal)).Split('=')[1].Trim('"');
        double memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9;
        string load = string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3));
        return string.Create(CultureInfo.InvariantCulture, $"On {Environment.ProcessorCount} processors ({model}), {memory:0} GB, {system}, .NET {Environment.Version}; load {load}");
    }
}
