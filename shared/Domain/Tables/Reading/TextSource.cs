using System.Text;

namespace GridSteward.Domain.Tables.Reading;

/// <summary>The characters of a file, block by block, without its byte order mark.</summary>
internal sealed class TextSource(Stream stream, TableEncoding? named)
{
    private const int BlockSize = 64 * 1024;
    private const int Sample = 1024;

    private readonly byte[] block = new byte[BlockSize];
    private char[] text = [];
    private int kept;
    private int start;
    private int end;
    private bool begun;
    private bool streamEnded;
    private bool ended;
    private Decoder? decoder;

    /// <summary>What is decoded and not yet taken; empty at the beginning, and after the end.</summary>
    public ReadOnlySpan<char> Ready => text.AsSpan(start, end - start);

    /// <summary>What the file is read as, for people; known once something is ready.</summary>
    public string EncodingName { get; private set; } = "UTF-8";

    /// <summary>Takes characters off <see cref="Ready"/>.</summary>
    public void Take(int count) => start += count;

    /// <summary>Makes something ready where nothing is; false at the end of the file.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        while (start == end && !ended)
        {
            await ReadBlockAsync(cancellationToken);
            Decode();
        }

        return start < end;
    }

    private async ValueTask ReadBlockAsync(CancellationToken cancellationToken)
    {
        int read = await stream.ReadAtLeastAsync(block.AsMemory(kept), BlockSize - kept, throwOnEndOfStream: false, cancellationToken);
        streamEnded = read < BlockSize - kept;
        kept += read;
    }

    private void Decode()
    {
        if (text.Length == 0)
        {
            text = new char[BlockSize + 16];
            if (TextEncodings.OfMark(block.AsSpan(0, kept)) is { } marked)
            {
                Use(marked);
            }
            else if (named is { } encoding)
            {
                Use(TextEncodings.Of(encoding));
            }
        }

        start = 0;
        end = decoder is null ? Undecided() : Decoded();
        if (!begun && end > 0)
        {
            begun = true;
            start = text[0] == '\uFEFF' ? 1 : 0;
        }
    }

    // ASCII is the same in all encodings: what begins with the first byte that is not decides, once enough of it is there.
    private int Undecided()
    {
        int ascii = block.AsSpan(0, kept).IndexOfAnyInRange((byte)0x80, (byte)0xFF);
        if (ascii >= 0 && (streamEnded || kept - ascii >= Sample))
        {
            Use(TextEncodings.Of(TextEncodings.Guess(block.AsSpan(ascii, kept - ascii))));
            return Decoded();
        }

        int plain = ascii < 0 ? kept : ascii;
        Encoding.ASCII.GetChars(block.AsSpan(0, plain), text);
        block.AsSpan(plain, kept - plain).CopyTo(block);
        kept -= plain;
        ended = streamEnded && kept == 0;
        return plain;
    }

    private int Decoded()
    {
        // A decoder may hold back a few bytes of the block before, never more than one character's.
        int count = decoder!.GetChars(block.AsSpan(0, kept), text, flush: streamEnded);
        kept = 0;
        ended = streamEnded;
        return count;
    }

    private void Use(Encoding encoding)
    {
        decoder = encoding.GetDecoder();
        EncodingName = encoding.WebName.ToUpperInvariant();
        text = new char[encoding.GetMaxCharCount(BlockSize) + 16];
    }
}
