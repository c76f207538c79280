using System.Globalization;

namespace GridSteward.Capacity;

/// <summary>Prints operations, months and limits as Markdown tables.</summary>
internal sealed class Printing(TextWriter to, Model model, Prices prices, bool strong, double registerBytes)
{
    private const double Hours = 730;
    private static readonly (string Name, double Residents)[] s_places = [("a town", 10_000), ("a county", 500_000), ("a province", 60_000_000)];

    /// <summary>What each operation costs.</summary>
    public void Operations(IReadOnlyList<OperationCost> costs)
    {
        to.WriteLine("| operation | what it is | RU | of it writing | point reads | queries | batches | documents written | bytes stored | blobs |");
        to.WriteLine("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (OperationCost c in costs)
        {
            to.WriteLine(Line($"| {c.Name} | {c.Words} | {c.Units(strong):N1} | {c.Writing:N1} | {c.Reads:N1} | {c.Queries:N1} | {c.Batches:N1} | {c.Documents:N1} | {c.Growth:N0} | {c.Blobs:N1} |"));
        }

        to.WriteLine();
    }

    /// <summary>What places of three sizes cost in a month.</summary>
    public void Months(IReadOnlyList<OperationCost> costs)
    {
        to.WriteLine("| | " + string.Join(" | ", s_places.Select(p => Line($"{p.Name} of {p.Residents:N0}"))) + " |");
        to.WriteLine("|---|" + string.Concat(s_places.Select(_ => "--:|")));
        Row("million RU a month", p => p.Units / 1e6, "N2");
        Row("... on average, RU/s", p => p.Units / (Hours * 3600), "N1");
        Row("... in the busiest minute, RU/s", p => p.PeakUnits, "N0");
        Row("documents kept, GB (a fifth on top for indexes)", p => p.Stored / 1e9, "N2");
        Row("executions, thousands", p => p.Executions / 1e3, "N0");
        Row("execution time, thousand GB-s", p => p.Time / 1e3, "N1");
        Row("Cosmos DB, serverless, USD", p => p.Units / 1e6 * prices["cosmos.serverless"], "N2");
        Row("Cosmos DB, autoscale up to that minute, USD", p => p.Autoscale, "N2");
        Row("documents, USD", p => p.Stored / 1e9 * prices["cosmos.storage"], "N2");
        Row("Functions, USD", p => p.Functions, "N2");
        Row("blob operations, USD", p => p.Blobs / 1e4 * prices["blobs.writes"], "N2");
        Row("logs at 1 kB an execution, USD", p => p.Executions * 1e3 / 1e9 * prices["logs.ingestion"], "N2");
        Row("**together, with the cheaper of the two, USD**", p => p.Total, "N2");
        Row("... for each thousand residents, USD", p => p.Total / p.Residents * 1000, "N3");
        to.WriteLine();

        void Row(string name, Func<Month, double> of, string format)
            => to.WriteLine($"| {name} | {string.Join(" | ", s_places.Select(p => of(MonthOf(costs, p.Residents)).ToString(format, CultureInfo.InvariantCulture)))} |");
    }

    /// <summary>Which limit of a logical partition one jurisdiction meets first, and with how many residents.</summary>
    /// <param name="costs">The operations.</param>
    /// <param name="sizes">Bytes stored in the measured town, by container and partition.</param>
    public void Limits(IReadOnlyList<OperationCost> costs, IEnumerable<(string Container, string Partition, long Bytes)> sizes)
    {
        const double MostBytes = 20e9, MostUnits = 10_000;
        Month one = MonthOf(costs, model.ResidentsOfJurisdiction);
        double bytesEach = one.Stored / 1.2 / model.ResidentsOfJurisdiction, unitsEach = one.PeakUnits / model.ResidentsOfJurisdiction;
        to.WriteLine("| limit of a logical partition | one resident needs | reached with |");
        to.WriteLine("|---|--:|--:|");
        to.WriteLine(Line($"| 20 GB | {bytesEach:N0} bytes after {model.MonthsKept} months, as if all were in one container | {MostBytes / bytesEach:N0} residents in one jurisdiction |"));
        to.WriteLine(Line($"| 10,000 RU/s | {unitsEach:N4} RU/s in the busiest minute, as if all went to one container | {MostUnits / unitsEach:N0} residents in one jurisdiction |"));
        to.WriteLine();
        to.WriteLine("Largest partitions of the measured town: " + string.Join(", ", sizes.OrderByDescending(s => s.Bytes).Take(4).Select(s => Line($"{s.Container}/{s.Partition} {s.Bytes / 1e6:N1} MB"))) + ".");
        to.WriteLine();
    }

    private Month MonthOf(IReadOnlyList<OperationCost> costs, double residents)
    {
        IReadOnlyDictionary<string, double> month = model.Of(residents);
        double Sum(Func<OperationCost, double> of) => month.Sum(m => m.Value * of(costs.Single(c => c.Name == m.Key)));
        double units = Sum(c => c.Units(strong)) + Model.Ticks.Sum(t => t.Value * TickOf(t.Key));
        double night = month["night"] / 30 * costs.Single(c => c.Name == "night").Units(strong);

        // All nights of one zone begin in the same quarter of an hour.
        double peak = Math.Max((units - (night * 30)) / (Hours * 3600) * model.Peak, night / (15 * 60));
        double stored = ((registerBytes * residents) + (Sum(c => c.Name is "night" or "import" ? 0 : c.Growth) * model.MonthsKept)) * 1.2;
        double executions = Model.Executions(month), time = executions * model.SecondsBilled * 2;

        // In steps of 1,000 RU/s; outside of storms the least that is billed, a tenth.
        double autoscale = Math.Ceiling(peak / 1000) * 1000 * 0.1 / 100 * prices["cosmos.autoscale"] * Hours;
        double functions = (Math.Max(0, executions - prices["functions.free.executions"]) / 1e6 * prices["functions.executions"])
            + (Math.Max(0, time - prices["functions.free.time"]) * prices["functions.time"]);
        return new Month(residents, units, peak, stored, executions, time, Sum(c => c.Blobs), autoscale, functions, prices);

        // What looking costs grows with the jurisdictions that are looked at: a straight line through one and some.
        double TickOf(string timer)
        {
            double one = costs.Single(c => c.Name == $"tick {timer}").Units(strong), some = costs.Single(c => c.Name == $"{timer} of {1 + Measuring.Others}").Units(strong);
            return one + (Math.Max(0, some - one) / Measuring.Others * (Math.Ceiling(residents / model.ResidentsOfJurisdiction) - 1));
        }
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A month of a place.</summary>
internal sealed record Month(
    double Residents, double Units, double PeakUnits, double Stored, double Executions, double Time, double Blobs, double Autoscale, double Functions, Prices Prices)
{
    /// <summary>Everything, with the cheaper of serverless and autoscale.</summary>
    public double Total => Math.Min(Units / 1e6 * Prices["cosmos.serverless"], Autoscale) + (Stored / 1e9 * Prices["cosmos.storage"]) + Functions
        + (Blobs / 1e4 * Prices["blobs.writes"]) + (Executions * 1e3 / 1e9 * Prices["logs.ingestion"]);
}
