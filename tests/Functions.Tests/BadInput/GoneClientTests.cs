using System.Net.Sockets;
using System.Text;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.BadInput;

/// <summary>Clients that go while they send.</summary>
public sealed class GoneClientTests(TownFixture fixture) : IClassFixture<TownFixture>
{
    [Fact]
    public async Task A_connection_that_is_reset_within_a_body_is_no_fault_of_the_program()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        Uri address = fixture.Town.Host.Address;
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(address.Host, address.Port, stop);
            await client.Client.SendAsync(
                Encoding.ASCII.GetBytes($"POST /api/locate HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/x-ndjson\r\nContent-Length: 1000000\r\nExpect: 100-continue\r\n\r\n"), stop);

            // Told to go on: the body is being read.
            Assert.True(await client.Client.ReceiveAsync(new byte[100], stop) > 0);
            client.LingerState = new LingerOption(true, 0);
        }

        string? said = null;
        while (said is null)
        {
            await Task.Delay(20, stop);
            said = fixture.Town.Host.Logs.Lines.FirstOrDefault(line => line.Contains("LocatePoints 400", StringComparison.Ordinal) || line.Contains("LocatePoints failed", StringComparison.Ordinal));
        }

        Assert.Contains("LocatePoints 400", said, StringComparison.Ordinal);
    }
}
