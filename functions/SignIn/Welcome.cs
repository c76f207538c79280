using GridSteward.Domain.People;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace GridSteward.Functions.SignIn;

/// <summary>On the embedded issuer: prints the first administrator's one-time link and what to try next, once the server listens.</summary>
public sealed class Welcome(Invitations invitations, PublicAddress address, SigningKey signingKey, TimeProvider clock, IOptions<SignInOptions> options) : IHostedLifecycleService
{
    /// <summary>A key that cannot be read stops the start, rather than every request of whoever is signed in.</summary>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (options.Value.IsEmbedded)
        {
            _ = signingKey.At(clock.GetUtcNow());
        }

        return Task.CompletedTask;
    }


    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.IsEmbedded || address.Find() is not { } url)
        {
            return;
        }

        // To the console, not to the log: a log is kept and shipped, and the link is a key.
        Console.WriteLine();
        if (await invitations.InviteFirstAdministratorAsync(options.Value.NewAdministratorLink, cancellationToken) is { } invitation)
        {
            Console.WriteLine("  First administrator: open this link once, within 7 days (a restart makes a new one):");
            Console.WriteLine($"    {url}/signin#invite={invitation.Code}");
        }
        else
        {
            Console.WriteLine("  An administrator has signed in before. GridSteward__SignIn__NewAdministratorLink=true prints another link.");
        }

        Console.WriteLine("  Then try:");
        Console.WriteLine($"    {url}/map         the map: click to report, see who gets it and why");
        Console.WriteLine($"    {url}/health/ready");
        Console.WriteLine("    requests.http     a live request for everything else");
        Console.WriteLine();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
