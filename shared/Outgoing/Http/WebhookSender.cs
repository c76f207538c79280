using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using GridSteward.Domain.Notifications;
using GridSteward.Domain.Tracing;
using Microsoft.Extensions.Options;

namespace GridSteward.Outgoing.Http;

/// <summary>Sends to webhooks and robots: one request, no redirects, at most so much of an answer, and nothing of it kept but a code.</summary>
public sealed class WebhookSender : IDisposable
{
    private const int MaxAnswerBytes = 64 * 1024;

    private readonly HttpClient http;
    private readonly TimeProvider clock;
    private readonly TimeSpan timeout;

    /// <summary>Makes one.</summary>
    public WebhookSender(IOptions<OutgoingOptions> options, TimeProvider clock)
    {
        this.clock = clock;
        timeout = TimeSpan.FromSeconds(options.Value.TimeoutSeconds);
        http = new HttpClient(PublicConnections.Handler(options.Value.AllowPrivate)) { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("GridSteward", "1"));
    }

    /// <summary>Sends a message.</summary>
    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        WebhookRequest prepared = WebhookFormats.Of(message);
        using var request = new HttpRequestMessage(HttpMethod.Post, prepared.Url) { Content = new ByteArrayContent(prepared.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        foreach (var (name, value) in prepared.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content.Headers.Add(name, value);
            }
        }

        if (message.Kind == ChannelKind.Webhook && TraceText.Current?.Split(' ', 2) is { } trace)
        {
            // Robots are chat programs of others, which have no use for it.
            request.Headers.TryAddWithoutValidation("traceparent", trace[0]);
            if (trace.Length > 1)
            {
                request.Headers.TryAddWithoutValidation("tracestate", trace[1]);
            }
        }

        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(timeout);
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limited.Token);
            bool isRobot = message.Kind != ChannelKind.Webhook;
            return WebhookAnswers.OfStatus(response.StatusCode, RetryAfterOf(response), isRobot)
                ?? WebhookAnswers.OfRobot(await ReadAsync(response, limited.Token), message.Kind);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendOutcome.Later("timeout");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            return Meaning(e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private static SendOutcome Meaning(Exception e)
    {
        for (Exception? inner = e; inner is not null; inner = inner.InnerException)
        {
            if (inner is AddressNotAllowedException)
            {
                return new SendOutcome.Refused("addressNotAllowed");
            }

            if (inner is AuthenticationException)
            {
                return new SendOutcome.Later("tls");
            }
        }

        return new SendOutcome.Later(e is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } ? "noSuchHost" : "connection");
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        byte[] buffer = new byte[MaxAnswerBytes];
        int read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return buffer.AsMemory(0, read);
    }

    private TimeSpan? RetryAfterOf(HttpResponseMessage response)
    {
        TimeSpan? after = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - clock.GetUtcNow(),
            _ => null,
        };
        return after > TimeSpan.Zero ? after : null;
    }
}
