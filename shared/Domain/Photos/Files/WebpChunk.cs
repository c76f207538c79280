using System.Buffers.Binary;

namespace GridSteward.Domain.Photos.Files;

/// <summary>A chunk of a RIFF container: a name of four letters, a length, the content, a byte of nothing after an odd length.</summary>
internal readonly ref struct WebpChunk
{
    private WebpChunk(ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        Name = name;
        Content = content;
    }

    public ReadOnlySpan<byte> Name { get; }

    public ReadOnlySpan<byte> Content { get; }

    public static WebpChunk Read(ref ByteReader reader)
    {
        ReadOnlySpan<byte> name = reader.Take(4), content = reader.Take(reader.LittleInt());

        // The last one's may be missing.
        reader.Take(Math.Min(content.Length & 1, reader.Left));
        return new WebpChunk(name, content);
    }

    public static void Write(Stream output, ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, content.Length);
        output.Write(name);
        output.Write(length);
        output.Write(content);
        output.Write(new byte[content.Length & 1]);
    }

    public bool Is(ReadOnlySpan<byte> name) => Name.SequenceEqual(name);

    public void WriteTo(Stream output) => Write(output, Name, Content);
}

/// <summary>A coded picture, lossy (VP8, RFC 6386) or lossless (VP8L), as far as its first bytes say.</summary>
/// <param name="Columns">Pixels from left to right.</param>
/// <param name="Rows">Pixels from top to bottom.</param>
internal readonly record struct WebpPicture(int Columns, int Rows)
{
    public static bool IsOne(WebpChunk chunk) => chunk.Is("VP8 "u8) || chunk.Is("VP8L"u8);

    public static WebpPicture Read(WebpChunk chunk, long maxPixels)
    {
        var reader = new ByteReader(chunk.Content);
        WebpPicture picture;
        if (chunk.Is("VP8L"u8))
        {
            byte signature = reader.Byte();
            uint bits = reader.LittleInt();
            picture = new((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
            Require(signature == 0x2F && bits >> 29 == 0);
        }
        else
        {
            Require(chunk.Is("VP8 "u8));
            int tag = reader.LittleTriple();
            Require((tag & 1) == 0 && reader.Take(3).SequenceEqual((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]));
            uint size = reader.LittleInt();
            picture = new((int)(size & 0x3FFF), (int)((size >> 16) & 0x3FFF));

            // The first of its parts, of which the tag tells the length, and one byte of pixels at least.
            Require(picture is { Columns: > 0, Rows: > 0 });
            reader.Take((tag >> 5) + 1);
        }

        PhotoFile.CheckPixels(picture.Columns, picture.Rows, maxPixels);
        return picture;
    }

    private static void Require(bool fits)
    {
        if (!fits)
        {
            throw PhotoRefusedException.Damaged("a WebP picture that cannot be");
        }
    }
}
