using System.Text;
using System.Text.Json;

namespace GridSteward.Domain.Tables.Reading;

/// <summary>The part of a JSON file that is being read, as UTF-8 whatever the file's encoding.</summary>
internal sealed class JsonWindow(TextSource text)
{
    private byte[] bytes = new byte[64 * 1024];
    private int start;
    private int end;
    private int passedLines;
    private JsonReaderState state;

    /// <summary>Nothing comes behind what is here.</summary>
    public bool Ended { get; private set; }

    /// <summary>How much is here.</summary>
    public int Length => end - start;

    /// <summary>A reader over what is here, in the middle of the document.</summary>
    public Utf8JsonReader Reader() => new(bytes.AsSpan(start, Length), Ended, state);

    /// <summary>The line, from 1, at so many bytes from where the window begins. Lines end with LF or CRLF.</summary>
    public int LineAt(long offset) => passedLines + 1 + bytes.AsSpan(start, (int)offset).Count((byte)'\n');

    /// <summary>A part of the window.</summary>
    public ReadOnlySpan<byte> Part(long from, long to) => bytes.AsSpan(start + (int)from, (int)(to - from));

    /// <summary>Leaves behind what the reader has consumed.</summary>
    public void Advance(in Utf8JsonReader reader)
    {
        int consumed = (int)reader.BytesConsumed;
        passedLines += bytes.AsSpan(start, consumed).Count((byte)'\n');
        start += consumed;
        state = reader.CurrentState;
    }

    /// <summary>Brings more of the file in.</summary>
    public async ValueTask GrowAsync(CancellationToken cancellationToken)
    {
        if (!await text.FillAsync(cancellationToken))
        {
            Ended = true;
            return;
        }

        int most = Encoding.UTF8.GetMaxByteCount(text.Ready.Length);
        if (end + most > bytes.Length)
        {
            byte[] target = Length + most > bytes.Length ? new byte[Math.Max(Length + most, bytes.Length * 2)] : bytes;
            bytes.AsSpan(start, Length).CopyTo(target);
            (bytes, end, start) = (target, Length, 0);
        }

        end += Encoding.UTF8.GetBytes(text.Ready, bytes.AsSpan(end));
        text.Take(text.Ready.Length);
    }
}
