using System.Diagnostics.Metrics;

namespace GridSteward.Domain.Storage;

/// <summary>
/// What the engine charges for one operation (a request to a function, a run of a timer, a slice of a job), as a metric: request units on Azure, nothing on the embedded
/// engine. An operation within another goes by itself.
/// </summary>
public sealed class OperationCharges : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "GridSteward";

    /// <summary>The histogram's name: request units, by the tag <c>operation</c>.</summary>
    public const string InstrumentName = "gridsteward.operation.request_charge";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Histogram<double> Charges = Meter.CreateHistogram<double>(InstrumentName, "{request_unit}", "Request units that the document store charged for an operation.");
    private static readonly AsyncLocal<OperationCharges?> Current = new();

    private readonly string operation;
    private readonly OperationCharges? outer;
    private readonly Lock adding = new();
    private double units;

    private OperationCharges(string operation) => (this.operation, outer) = (operation, Current.Value);

    /// <summary>Whatever is charged from now on, here and in what is awaited, belongs to this operation until it is disposed of.</summary>
    /// <param name="operation">Its name: of few values, since it becomes a tag.</param>
    public static OperationCharges Begin(string operation)
    {
        var begun = new OperationCharges(operation);
        Current.Value = begun;
        return begun;
    }

    /// <summary>Adds what a request was charged to the operation under way; without one it is forgotten.</summary>
    /// <param name="units">Request units.</param>
    public static void Add(double units)
    {
        if (Current.Value is { } current)
        {
            lock (current.adding)
            {
                current.units += units;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Current.Value = outer;
        if (units > 0)
        {
            Charges.Record(units, KeyValuePair.Create<string, object?>("operation", operation));
        }
    }
}
