using System.Text;

namespace GridSteward.Stores.Embedded;

/// <summary>
/// A blob's file: one line with the content type, then the content. They are one file so that one rename makes both visible; a file
/// beside it could be read with the content of another write.
/// </summary>
internal static class BlobFile
{
    private const int MaxContentType = 255;

    public static byte[] Header(string contentType)
        => contentType.Length is > 0 and <= MaxContentType && contentType.All(c => c is >= ' ' and <= '~')
            ? Encoding.ASCII.GetBytes(contentType + "\n")
            : throw new ArgumentException($"'{contentType}' is no content type.", nameof(contentType));

    /// <summary>Reads the header and leaves the file at the content's first byte.</summary>
    public static string ReadHeader(FileStream file)
    {
        byte[] start = new byte[MaxContentType + 1];
        int read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        int end = start.AsSpan(0, read).IndexOf((byte)'\n');
        if (end < 0)
        {
            throw new InvalidDataException($"{file.Name} does not begin with its content type; it was not written by GridSteward.");
        }

        file.Position = end + 1;
        return Encoding.ASCII.GetString(start, 0, end);
    }
}
