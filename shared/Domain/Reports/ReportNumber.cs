using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace GridSteward.Domain.Reports;

/// <summary>A report's number for people: <c>{jurisdiction}-{26 characters}</c>, the id in Crockford's base 32 (no I, L, O, U).</summary>
public static class ReportNumber
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>Writes a number.</summary>
    public static string Write(string jurisdiction, Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        UInt128 value = new(System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes), System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
        Span<char> text = stackalloc char[26];
        for (int i = 25; i >= 0; i--, value >>= 5)
        {
            text[i] = Alphabet[(int)(value & 31)];
        }

        return $"{jurisdiction}-{text}";
    }
}

/// <summary>
/// What lets a reporter without an account read one report: <c>{jurisdiction}.{id}.{secret}</c>. The secret is derived by HKDF-SHA-256 from the
/// client's idempotency key and a stored random salt, so that a replay gives the same link and the stored salt alone gives none; without a key
/// it is random.
/// </summary>
/// <param name="Jurisdiction">The jurisdiction's code, or <c>unassigned</c>.</param>
/// <param name="Id">The report's id.</param>
/// <param name="Secret">32 bytes.</param>
public sealed record TrackingToken(string Jurisdiction, Guid Id, byte[] Secret)
{
    private const int SecretBytes = 32;

    /// <summary>The token of a new report.</summary>
    /// <param name="jurisdiction">Where it is kept.</param>
    /// <param name="id">Its id.</param>
    /// <param name="idempotencyKey">The client's key; null makes a random secret.</param>
    /// <param name="saltHex">The reservation's salt.</param>
    public static TrackingToken Make(string jurisdiction, Guid id, string? idempotencyKey, string saltHex)
    {
        byte[] secret = idempotencyKey is null
            ? RandomNumberGenerator.GetBytes(SecretBytes)
            : HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(idempotencyKey), SecretBytes, Convert.FromHexString(saltHex), Encoding.UTF8.GetBytes($"gridsteward tracking {id}"));
        return new TrackingToken(jurisdiction, id, secret);
    }

    /// <summary>Reads a token; false when it is not one.</summary>
    public static bool TryParse(string text, out TrackingToken? token)
    {
        token = null;
        if (text.Split('.') is not [{ Length: > 0 } jurisdiction, var id, var secret]
            || !Guid.TryParseExact(id, "N", out Guid report) || !Base64Url.IsValid(secret, out int length) || length != SecretBytes)
        {
            return false;
        }

        token = new TrackingToken(jurisdiction, report, Base64Url.DecodeFromChars(secret));
        return true;
    }

    /// <summary>SHA-256 of the secret, in hexadecimal: all that is stored.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(Secret));

    /// <inheritdoc/>
    public override string ToString() => $"{Jurisdiction}.{Id:N}.{Base64Url.EncodeToString(Secret)}";
}
