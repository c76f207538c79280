using System.Security.Cryptography;
using System.Text;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.People;

/// <summary>A person who can sign in, found by issuer and subject.</summary>
public sealed record Person : DirectoryDocument
{
    /// <summary>The id of the one document of its partition.</summary>
    public const string OnlyId = "person";

    /// <inheritdoc/>
    public override string Type => "person";

    /// <summary>Who vouches for the subject: the issuer of the tokens.</summary>
    public required string Issuer { get; init; }

    /// <summary>The subject of the tokens.</summary>
    public required string Subject { get; init; }

    /// <summary>Display name (personal).</summary>
    public required string Name { get; init; }

    /// <summary>What they hold.</summary>
    public required IReadOnlyList<Grant> Grants { get; init; }

    /// <summary>When their name was erased and their grants were taken; null where they were not.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>The partition in which a person is found.</summary>
    public static string KeyOf(string issuer, string subject) => "person:" + Hashes.Hex($"{issuer}\n{subject}");
}

/// <summary>A one-time invitation, found by the hash of its code; the code itself is nowhere.</summary>
public sealed record Invitation : DirectoryDocument
{
    /// <summary>The id of the one document of its partition.</summary>
    public const string OnlyId = "invitation";

    /// <inheritdoc/>
    public override string Type => "invitation";

    /// <summary>Display name of the invited (personal).</summary>
    public required string Name { get; init; }

    /// <summary>What they will hold.</summary>
    public required IReadOnlyList<Grant> Grants { get; init; }

    /// <summary>The subject that an embedded issuer will give them.</summary>
    public required string Subject { get; init; }

    /// <summary>Until when it can be used.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Who used it: issuer and subject in one hash, as in <see cref="Person.KeyOf"/>; null until then.</summary>
    public string? UsedBy { get; init; }

    /// <summary>The partition in which an invitation is found.</summary>
    public static string KeyOf(string code) => "invitation:" + Hashes.Hex(code);
}

/// <summary>Remembers whether the first administrator has been invited, and by which invitation.</summary>
public sealed record FirstAdministrator : DirectoryDocument
{
    /// <summary>The partition and id of the one such document.</summary>
    public const string OnlyKey = "first-administrator";

    /// <inheritdoc/>
    public override string Type => "firstAdministrator";

    /// <summary>The key of the invitation that is out.</summary>
    public required string InvitationKey { get; init; }
}

/// <summary>Hashes as document keys.</summary>
public static class Hashes
{
    /// <summary>SHA-256 of the UTF-8 text as 64 lower-case hexadecimal digits.</summary>
    public static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
