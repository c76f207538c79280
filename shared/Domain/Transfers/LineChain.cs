using System.Security.Cryptography;

namespace GridSteward.Domain.Transfers;

/// <summary>
/// A hash over lines that can be put down and taken up again between any two of them, as no running SHA-256 can: h(0) is 32 zero bytes,
/// h(n) the SHA-256 of h(n-1) and line n.
/// </summary>
public sealed class LineChain
{
    private readonly byte[] hash = new byte[SHA256.HashSizeInBytes];

    /// <summary>A chain of no lines.</summary>
    public LineChain()
    {
    }

    /// <summary>Goes on from <see cref="Text"/>.</summary>
    public LineChain(string text) => Convert.FromHexString(text).CopyTo(hash, 0);

    /// <summary>The hash so far, in hexadecimal.</summary>
    public string Text => Convert.ToHexStringLower(hash);

    /// <summary>Adds a line, without its line feed.</summary>
    public void Add(ReadOnlySpan<byte> line)
    {
        using IncrementalHash sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(hash);
        sha.AppendData(line);
        sha.GetHashAndReset(hash);
    }
}
