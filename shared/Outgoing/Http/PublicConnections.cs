using System.Net;
using System.Net.Sockets;
using GridSteward.Domain.Notifications;

namespace GridSteward.Outgoing.Http;

/// <summary>A receiver's address is not one that the program may call.</summary>
public sealed class AddressNotAllowedException() : IOException("The address is not public.");

/// <summary>
/// Connections to receivers. The address is judged where it is connected to, after the name was looked up: a name that leads into the network behind the program, or first
/// elsewhere and then there, is of no use.
/// </summary>
public static class PublicConnections
{
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(5);

    /// <summary>A handler without redirects, cookies, proxies and stored credentials.</summary>
    public static SocketsHttpHandler Handler(bool allowPrivate) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        Credentials = null,
        PreAuthenticate = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = ConnectTime,
        MaxResponseHeadersLength = 16,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, allowPrivate, cancellationToken),
    };

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint to, bool allowPrivate, CancellationToken cancellationToken)
    {
        IPAddress[] found = IPAddress.TryParse(to.Host, out IPAddress? literal) ? [literal] : await Dns.GetHostAddressesAsync(to.Host, cancellationToken);
        IPAddress[] allowed = [.. found.Where(a => allowPrivate || OutgoingAddress.IsPublic(a))];
        if (found.Length > 0 && allowed.Length == 0)
        {
            throw new AddressNotAllowedException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // The very addresses that were judged, not the name again.
            await socket.ConnectAsync(allowed, to.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
