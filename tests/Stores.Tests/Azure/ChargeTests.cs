using System.Diagnostics.Metrics;
using System.Net;
using GridSteward.Domain.Storage;
using GridSteward.Stores.Azure;
using Microsoft.Azure.Cosmos;

namespace GridSteward.Stores.Tests.Azure;

/// <summary>What Cosmos DB charges is a metric of the operation that asked.</summary>
public sealed class ChargeTests
{
    [Fact]
    public async Task Each_operation_records_the_request_units_of_all_its_requests()
    {
        string mine = Guid.NewGuid().ToString("N");
        List<(string? Operation, double Units)> recorded = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == OperationCharges.MeterName && instrument.Name == OperationCharges.InstrumentName)
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, units, tags, _) =>
        {
            string? operation = tags.ToArray().Single(t => t.Key == "operation").Value as string;
            lock (recorded)
            {
                recorded.Add((operation, units));
            }
        });
        listener.Start();

        using (OperationCharges.Begin($"outer {mine}"))
        {
            await SendAsync(1.5);
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => SendAsync(0.25))));
            using (OperationCharges.Begin($"inner {mine}"))
            {
                await SendAsync(10);
            }

            await SendAsync(2);
        }

        using (OperationCharges.Begin($"free {mine}"))
        {
        }

        await SendAsync(100);
        Assert.Equal([($"inner {mine}", 10), ($"outer {mine}", 5.5)], recorded.Where(r => r.Operation!.EndsWith(mine, StringComparison.Ordinal)));
    }

    private static async Task SendAsync(double units)
    {
        CosmosCharges charges = new() { InnerHandler = new Answering(units) };
        using RequestMessage request = new();
        (await charges.SendAsync(request, TestContext.Current.CancellationToken)).Dispose();
    }

    private sealed class Answering(double units) : RequestHandler
    {
        public override Task<ResponseMessage> SendAsync(RequestMessage request, CancellationToken cancellationToken)
        {
            var response = new ResponseMessage(HttpStatusCode.OK);
            response.Headers.Set("x-ms-request-charge", units.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return Task.FromResult(response);
        }
    }
}
