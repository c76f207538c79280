using System.Buffers;
using System.Text;

namespace GridSteward.Domain.Tables.Reading;

/// <summary>The encodings of files, and which one a file is in.</summary>
internal static class TextEncodings
{
    /// <summary>What stands in decoded text for bytes that are no character. A noncharacter of Unicode: no text holds it, unlike U+FFFD.</summary>
    public const char Invalid = '\uFFFF';

    private const int Gb18030CodePage = 54936;
    private static readonly DecoderReplacementFallback Marked = new(Invalid.ToString());

    /// <summary>An encoding whose decoder marks what is no character, and whose encoder writes U+FFFD (or ?) for half a surrogate pair.</summary>
    public static Encoding Of(TableEncoding encoding) => encoding switch
    {
        TableEncoding.Utf8 => Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, Marked),
        TableEncoding.Gb18030 => CodePagesEncodingProvider.Instance.GetEncoding(Gb18030CodePage, EncoderFallback.ReplacementFallback, Marked)!,
        _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, "There is no such encoding."),
    };

    /// <summary>The encoding that a byte order mark names. Spreadsheets write UTF-16 as "Unicode text".</summary>
    public static Encoding? OfMark(ReadOnlySpan<byte> start) => start switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Of(TableEncoding.Utf8),
        [0xFF, 0xFE, ..] => Encoding.GetEncoding("utf-16", EncoderFallback.ReplacementFallback, Marked),
        [0xFE, 0xFF, ..] => Encoding.GetEncoding("utf-16BE", EncoderFallback.ReplacementFallback, Marked),
        _ => null,
    };

    /// <summary>
    /// UTF-8, or GB18030 where the bytes are not. A few broken bytes in a file that is plainly UTF-8 do not make it GB18030: there must be at least
    /// one broken sequence for each ten good ones, and a Chinese text in GB18030 has far more.
    /// </summary>
    public static TableEncoding Guess(ReadOnlySpan<byte> sample)
    {
        int good = 0;
        int broken = 0;
        while (!sample.IsEmpty)
        {
            OperationStatus status = Rune.DecodeFromUtf8(sample, out _, out int length);
            if (status == OperationStatus.NeedMoreData)
            {
                break; // cut off at the end of the sample
            }

            good += status == OperationStatus.Done && length > 1 ? 1 : 0;
            broken += status == OperationStatus.Done ? 0 : 1;
            sample = sample[length..];
        }

        return broken * 10 <= good ? TableEncoding.Utf8 : TableEncoding.Gb18030;
    }
}
