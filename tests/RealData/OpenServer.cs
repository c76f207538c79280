namespace GridSteward.RealData;

/// <summary>A server that somebody is signed in to as an administrator: one that runs already, or one of our own.</summary>
internal sealed class OpenServer : IAsyncDisposable
{
    private readonly ServerProcess? own;

    private OpenServer(ServerApi api, ServerProcess? own)
    {
        Api = api;
        this.own = own;
    }

    public ServerApi Api { get; }

    /// <summary>Processor time up to now; null for a server that is not ours.</summary>
    public TimeSpan? ProcessorTime => own?.ProcessorTime;

    public static async Task<OpenServer> OpenAsync(ServerChoice where, int clients, CancellationToken cancellationToken)
    {
        ServerProcess? own = where.Url is null ? await ServerProcess.StartAsync(where.Program, cancellationToken) : null;
        var open = new OpenServer(new ServerApi(own?.Address ?? where.Url!, clients), own);
        try
        {
            if (where.Token is { } token)
            {
                open.Api.UseToken(token);
            }
            else
            {
                string invitation = own?.Invitation ?? where.Invitation ?? throw new UnusableException("--url needs --token or --invite.");
                await open.Api.SignInAsync(invitation, cancellationToken);
            }
        }
        catch
        {
            await open.DisposeAsync();
            throw;
        }

        return open;
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        if (own is not null)
        {
            await own.DisposeAsync();
        }
    }
}
