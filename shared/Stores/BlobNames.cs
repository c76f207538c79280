using System.Text.RegularExpressions;
using GridSteward.Domain.Storage;

namespace GridSteward.Stores;

/// <summary>The rules of blob names, alike on both engines, and the containers' names.</summary>
internal static partial class BlobNames
{
    public static string Of(BlobContainer container) => container.ToString().ToLowerInvariant();

    /// <exception cref="ArgumentException">The name breaks the rules of <see cref="IBlobStore"/>.</exception>
    public static string[] Segments(string name)
    {
        string[] segments = name.Split('/');
        return segments.Length <= 8 && segments.All(s => Segment().IsMatch(s) && !s.All(c => c == '.'))
            ? segments
            : throw new ArgumentException($"'{name}' is no blob name.", nameof(name));
    }

    // \z, since $ would let a last line feed through
    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,200}\z")]
    private static partial Regex Segment();
}
