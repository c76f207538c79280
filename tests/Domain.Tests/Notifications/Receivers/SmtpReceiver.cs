using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GridSteward.Tests.Receivers;

/// <summary>A mail as it came in: the envelope, and the message byte by byte.</summary>
public sealed record ReceivedMail(string From, IReadOnlyList<string> To, string Message);

/// <summary>A real, small SMTP server (RFC 5321) on a free port of the loopback. It offers no TLS.</summary>
public sealed class SmtpReceiver : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();

    public SmtpReceiver()
    {
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public ConcurrentQueue<ReceivedMail> Mails { get; } = [];

    /// <summary>What it says to a command; null lets it say what it should.</summary>
    public Func<string, string?> Says { get; set; } = _ => null;

    /// <summary>Whether it hangs up when the message has been sent, before it says that it has it.</summary>
    public bool HangsUpAfterMessage { get; set; }

    public void Dispose()
    {
        stopping.Cancel();
        listener.Dispose();
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                TcpClient client = await listener.AcceptTcpClientAsync(stopping.Token);
                _ = ServeAsync(client);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient owned = client;
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        string from = "";
        List<string> to = [];
        try
        {
            await writer.WriteLineAsync(Says("CONNECT") ?? "220 receiver ready");
            while (await reader.ReadLineAsync() is { } line)
            {
                string verb = line.Split(' ', ':')[0].ToUpperInvariant();
                if (Says(line) is { } said)
                {
                    await writer.WriteLineAsync(said);
                    continue;
                }

                switch (verb)
                {
                    case "EHLO":
                        await writer.WriteLineAsync("250-receiver\r\n250 8BITMIME");
                        break;
                    case "MAIL":
                        from = Between(line);
                        await writer.WriteLineAsync("250 ok");
                        break;
                    case "RCPT":
                        to.Add(Between(line));
                        await writer.WriteLineAsync("250 ok");
                        break;
                    case "DATA":
                        await writer.WriteLineAsync("354 go on");
                        var mail = new ReceivedMail(from, [.. to], await ReadMessageAsync(reader));
                        if (Says(".") is { } verdict)
                        {
                            await writer.WriteLineAsync(verdict);
                            break;
                        }

                        Mails.Enqueue(mail);
                        if (HangsUpAfterMessage)
                        {
                            return;
                        }

                        (from, to) = ("", []);
                        await writer.WriteLineAsync("250 taken");
                        break;
                    case "QUIT":
                        await writer.WriteLineAsync("221 bye");
                        return;
                    default:
                        await writer.WriteLineAsync(verb is "HELO" or "RSET" or "NOOP" ? "250 ok" : "502 not known");
                        break;
                }
            }
        }
        catch (IOException)
        {
            // The client has gone.
        }
    }

    private static string Between(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];

    private static async Task<string> ReadMessageAsync(StreamReader reader)
    {
        var message = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line && line != ".")
        {
            message.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        return message.ToString();
    }
}
