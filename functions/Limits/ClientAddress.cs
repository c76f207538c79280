using System.Net;
using System.Net.Sockets;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace GridSteward.Functions.Limits;

/// <summary>
/// From which address a request comes. Both runtimes take the last hop of X-Forwarded-For for the peer's address where the peer is this machine (under Azure
/// Functions it is the host); beyond that, hops are believed as far as the setting names who made them. Where a header is named that only the front door can have set, it alone
/// counts.
/// </summary>
public sealed class ClientAddress(IOptions<ApiOptions> options)
{
    private const int NetworkBytes = 8;

    private readonly List<IPNetwork> trusted = Parse(options.Value.TrustedProxies) ?? [];
    private readonly string header = options.Value.ClientAddressHeader;

    /// <summary>The networks that a setting names, between commas; null where one is none.</summary>
    public static List<IPNetwork>? Parse(string text)
    {
        List<IPNetwork> networks = [];
        foreach (string part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (IPNetwork.TryParse(part, out IPNetwork network))
            {
                networks.Add(network);
            }
            else if (IPAddress.TryParse(part, out IPAddress? one))
            {
                networks.Add(new IPNetwork(one, one.AddressFamily == AddressFamily.InterNetwork ? 32 : 128));
            }
            else
            {
                return null;
            }
        }

        return networks;
    }

    /// <summary>The address, of IPv6 the /64 in which one subscriber is; null where only trusted proxies are known, which stand for everybody.</summary>
    public string? Of(HttpRequest request)
    {
        if (header.Length > 0)
        {
            // One that is missing or no address stands for everybody, as a trusted proxy does.
            return IPAddress.TryParse(request.Headers[header].ToString(), out IPAddress? told) ? Network(Plain(told)) : null;
        }

        IPAddress? client = Plain(request.HttpContext.Connection.RemoteIpAddress);
        string[] hops = [.. request.Headers["X-Forwarded-For"].SelectMany(h => (h ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Reverse()];
        for (int i = 0; client is not null && IsTrusted(client); i++)
        {
            client = i < hops.Length && IPEndPoint.TryParse(hops[i], out IPEndPoint? hop) ? Plain(hop.Address) : null;
        }

        return Network(client);
    }

    private static string? Network(IPAddress? client)
        => client is null ? null : client.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexStringLower(client.GetAddressBytes().AsSpan(0, NetworkBytes)) : client.ToString();

    private static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;

    private bool IsTrusted(IPAddress address) => trusted.Exists(n => n.Contains(address));
}
