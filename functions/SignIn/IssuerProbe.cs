using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace GridSteward.Functions.SignIn;

/// <summary>
/// Asks the configured issuer for its keys, past what validation keeps of them for a day: that they cannot be had is known before the kept ones are too old. At most once in five
/// minutes, or in one where they were not to be had.
/// </summary>
public sealed class IssuerProbe(IOptions<SignInOptions> options)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3), Well = TimeSpan.FromMinutes(5), Ill = TimeSpan.FromMinutes(1);

    private (long At, string? Fault)? asked;

    /// <summary>What is wrong; null where the keys can be had.</summary>
    public async Task<string?> FaultAsync(CancellationToken cancellationToken)
    {
        if (asked is { } last && TimeProvider.System.GetElapsedTime(last.At) < (last.Fault is null ? Well : Ill))
        {
            return last.Fault;
        }

        string? fault = await AskAsync(cancellationToken);
        asked = (TimeProvider.System.GetTimestamp(), fault);
        return fault;
    }

    private async Task<string?> AskAsync(CancellationToken cancellationToken)
    {
        string address = TokenReader.MetadataOf(options.Value);
        try
        {
            using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            bound.CancelAfter(Limit);
            OpenIdConnectConfiguration found = await OpenIdConnectConfigurationRetriever.GetAsync(address, TokenReader.DocumentsOf(options.Value), bound.Token);
            return found.SigningKeys.Count > 0 ? null : $"The issuer at {address} publishes no keys.";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"The issuer at {address} did not answer within {(int)Limit.TotalSeconds} s.";
        }
#pragma warning disable CA1031 // Whatever keeps its keys from us is what is to be told.
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return $"The keys of the issuer at {address} could not be read: {e.GetBaseException().Message}";
        }
    }
}
