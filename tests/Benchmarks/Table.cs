using System.Globalization;

namespace GridSteward.Benchmarks;

/// <summary>Prints what was measured: a line each, numbers with their unit, ratios beside the peer they are to.</summary>
internal static class Table
{
    public static void Title(string text) => Console.WriteLine($"\n{text}");

    public static void Line(string what, double value, string unit, double? ratio = null, string? peer = null)
        => Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  {what,-58} {value,12:0.##} {unit,-8}{(ratio is { } r ? $" {r:0.00} x {peer}" : "")}"));

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
