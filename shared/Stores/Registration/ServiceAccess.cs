using Azure.Core;
using Azure.Identity;

namespace GridSteward.Stores;

/// <summary>How an Azure service is reached: by an address and an identity, or (emulators) by a connection string.</summary>
public abstract class ServiceAccess
{
    /// <summary>For emulators only: holds a key.</summary>
    public string? ConnectionString { get; set; }

    /// <summary><c>managedidentity</c>, or nothing for whatever DefaultAzureCredential finds (a developer's own sign-in too).</summary>
    public string? Credential { get; set; }

    /// <summary>The client id of a user-assigned identity.</summary>
    public string? ClientId { get; set; }

    internal TokenCredential CreateCredential() => Credential is null
        ? new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = ClientId })
        : new ManagedIdentityCredential(ClientId is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(ClientId));

    private protected void Check(string section, string addressSetting, string? address)
    {
        bool byKey = !string.IsNullOrEmpty(ConnectionString);
        Settings.Require(byKey || !string.IsNullOrEmpty(address), $"{section}:{addressSetting} is missing: set it to the service's address (or {section}:connectionString for an emulator).");
        Settings.Require(!byKey || string.IsNullOrEmpty(address), $"{section} has both {addressSetting} and connectionString: remove one.");
        Settings.Require(byKey || Uri.TryCreate(address, UriKind.Absolute, out _), $"{section}:{addressSetting} is '{address}': set it to an absolute address.");
        Settings.Require(
            Credential is null || Credential.Equals("managedidentity", StringComparison.OrdinalIgnoreCase),
            $"{section}:credential is '{Credential}': set it to 'managedidentity' or remove it.");
    }
}
