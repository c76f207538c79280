using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GridSteward.Benchmarks;

/// <summary>From the start of the process to the first answered report, against an empty ASP.NET Core application to its first answer.</summary>
internal static class StartupBenchmark
{
    public static async Task RunAsync(string program, string empty, int runs)
    {
        string folder;
        using (Town town = await Town.OpenAsync(program))
        {
            folder = town.StopAndKeep();
        }

        List<double> own = [], peer = [];
        for (int i = 0; i <= runs; i++)
        {
            int number = i;
            double first = await MeasureAsync(
                port => Published.Start(program, "--urls", $"http://127.0.0.1:{port}", "--GridSteward:DataFolder", folder, "--GridSteward:Demo", "never", "--GridSteward:Limits:ReportsPerAddress", "0"),
                () => new HttpRequestMessage(HttpMethod.Post, "api/reports") { Content = new StringContent(Town.ReportBody(number), Encoding.UTF8, "application/json") });
            double other = await MeasureAsync(port => Published.Start(empty, "--urls", $"http://127.0.0.1:{port}"), () => new HttpRequestMessage(HttpMethod.Get, ""));
            if (i > 0)
            {
                own.Add(first);
                peer.Add(other);
            }
        }

        Directory.Delete(folder, recursive: true);
        Table.Title($"Start-up, median of {runs} (less is better)");
        Table.Line("empty ASP.NET Core application, to its first answer", Table.Median(peer), "ms");
        Table.Line("the program, to its first answered report", Table.Median(own), "ms", Table.Median(own) / Table.Median(peer), "the empty application");
    }

    private static async Task<double> MeasureAsync(Func<int, Published> start, Func<HttpRequestMessage> first)
    {
        int port = FreePort();
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        var watch = Stopwatch.StartNew();
        using Published started = start(port);
        started.StopListening();
        while (true)
        {
            try
            {
                using HttpRequestMessage request = first();
                using HttpResponseMessage response = await http.SendAsync(request);
                response.EnsureSuccessStatusCode();
                return watch.Elapsed.TotalMilliseconds;
            }
            catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConnectionError)
            {
                await Task.Delay(2);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
