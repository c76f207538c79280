using GridSteward.Domain.Limits;
using GridSteward.Functions.Http;
using Microsoft.Extensions.Options;

namespace GridSteward.Functions.Limits;

/// <summary>How often those may write who have not signed in with a grant.</summary>
public sealed class AnonymousLimits(IOptions<LimitOptions> options, ClientAddress addresses, RateLimiter limiter)
{
    /// <summary>The header by which a device says which it is.</summary>
    public const string DeviceHeader = "X-Device-Id";

    /// <summary>What a report takes; null where no limit holds.</summary>
    /// <exception cref="BadInputException">The device's id is none.</exception>
    public RateTicket? OfReport(ApiCall call)
        => Ticket(call, ("reports from one device", DeviceOf(call), options.Value.ReportsPerDevice), ("reports from one address", addresses.Of(call.Request), options.Value.ReportsPerAddress));

    /// <summary>What something done by a reporter's link takes; null where no limit holds.</summary>
    public RateTicket? OfLink(ApiCall call) => Ticket(call, ("changes by links from one address", addresses.Of(call.Request), options.Value.LinkWritesPerAddress));

    /// <summary>What a search for similar reports takes; null where no limit holds.</summary>
    public RateTicket? OfSearch(ApiCall call) => Ticket(call, ("searches for similar reports from one address", addresses.Of(call.Request), options.Value.SearchesPerAddress));

    /// <summary>Takes what something takes; the answer where that is too much, null where it may go on.</summary>
    public static async Task<Answer?> RefusalAsync(ApiCall call, RateTicket? ticket)
        => ticket is not null && await ticket.TakeAsync<object>(call.CancellationToken) is { } limited
            ? call.Problems.Of(limited, _ => throw new InvalidOperationException("It is limited.")) : null;

    private static string? DeviceOf(ApiCall call)
    {
        if (!call.Request.Headers.TryGetValue(DeviceHeader, out var values))
        {
            return null;
        }

        return values.Count == 1 && ApiCall.IsKey(values.ToString())
            ? values.ToString()
            : throw new BadInputException($"header.{DeviceHeader}", "16 to 128 visible ASCII characters, once; made at random by the device and kept there.");
    }

    private RateTicket? Ticket(ApiCall call, params (string What, string? Who, int PerHour)[] wanted)
    {
        RateQuota[] quotas = [.. wanted.Where(w => w.Who is not null && w.PerHour > 0).Select(w => new RateQuota(w.What, w.Who!, w.PerHour))];
        return quotas.Length == 0 || call.Caller.Grants.Count > 0 ? null : new RateTicket(limiter, quotas);
    }
}
