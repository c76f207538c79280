using System.Net;
using System.Net.Sockets;

namespace GridSteward.Domain.Notifications;

/// <summary>What this deployment may call.</summary>
/// <param name="AllowPrivate">Whether also <c>http</c>, and addresses of private networks and of the machine itself.</param>
/// <param name="CanMail">Whether there is a mail server.</param>
public sealed record OutgoingPolicy(bool AllowPrivate, bool CanMail);

/// <summary>Which addresses the program may call on behalf of people who can write a URL (RFC 6890, RFC 4291).</summary>
public static class OutgoingAddress
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "168.63.129.16/32", // the platform's own services, as a machine in Azure sees them
            "::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>What is wrong with a webhook's URL; null where nothing is.</summary>
    public static string? FaultOf(string text, OutgoingPolicy policy)
        => !Uri.TryCreate(text, UriKind.Absolute, out Uri? url) || !(url.Scheme == Uri.UriSchemeHttps || (policy.AllowPrivate && url.Scheme == Uri.UriSchemeHttp))
            ? policy.AllowPrivate ? "An absolute address that begins with https:// or http://." : "An absolute address that begins with https://."
            : url.UserInfo.Length > 0 ? "Must not hold a user or a password."
            : url.Fragment.Length > 0 ? "Must not hold a fragment."
            : !policy.AllowPrivate && (url.IsLoopback || (IPAddress.TryParse(url.DnsSafeHost, out IPAddress? ip) && !IsPublic(ip))) ? "Must be a public address."
            : null;

    /// <summary>Whether an address is one of the open network: not of this machine, of a private network, of a link or of none.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return IsPublic(address.MapToIPv4());
        }

        // What is translated to IPv4 is judged by what it is translated to.
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && Nat64.Contains(address))
        {
            return IsPublic(new IPAddress(address.GetAddressBytes()[12..]));
        }

        return !NotPublic.Any(n => n.Contains(address));
    }
}
