using GridSteward.Domain.People;
using GridSteward.Functions.Tests.Town;
using GridSteward.SelfHost;

namespace GridSteward.Functions.Tests.Requests;

/// <summary>requests.http is what people try first: sent from top to bottom to a new deployment, every request works, or is refused as its title says.</summary>
public sealed class RequestsFileTests
{
    [Fact]
    public async Task Every_request_of_the_file_is_answered_as_its_title_says()
    {
        await using TownHost host = await TownHost.StartAsync(new HostPlan(TempFolder.Create()));
        string invitation = (await host.Get<Invitations>().InviteFirstAdministratorAsync(force: true, TestContext.Current.CancellationToken))!.Code;
        var file = new RequestsFile(new Dictionary<string, string> { ["host"] = "", ["invitation"] = invitation });
        int sent = 0, refused = 0;
        foreach (FileRequest request in file.Read())
        {
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            string url = file.Fill(request.Url);
            if (url.Contains("/jobs/", StringComparison.Ordinal))
            {
                await host.Get<ISelfHostTimers>().RunAsync("RunJobs", TestContext.Current.CancellationToken);
            }

            object? body = request.Body.Length == 0 ? null : request.Body.StartsWith("< ", StringComparison.Ordinal) ? await BytesOf(request.Body[2..].Trim()) : file.Fill(request.Body);
            Reply reply = await host.Nobody.SendAsync(request.Method, url, body, [.. request.Headers.Select(h => (h.Name, file.Fill(h.Value)))]);
            Assert.True(request.Refusal is { } status ? reply.Status == status : reply.Status < 300, $"{request.Title}: {reply.Asked}: {reply.Status} {reply.Text}");
            file.Keep(request, reply);
            sent++;
            refused += request.Refusal is null ? 0 : 1;
        }

        Assert.InRange(sent, 100, 1000);
        Assert.InRange(refused, 1, sent / 10);
    }

    private static Task<byte[]> BytesOf(string path) => File.ReadAllBytesAsync(Path.Combine(RepositoryFolder.Root, path), TestContext.Current.CancellationToken);
}
