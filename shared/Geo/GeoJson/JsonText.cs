using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace GridSteward.Geo;

/// <summary>Checks a text before it is read as JSON, and says at which byte it breaks.</summary>
internal static class JsonText
{
    /// <summary>The first byte that is not UTF-8, or the first string whose escapes are half a surrogate pair; null where all is well.</summary>
    /// <param name="utf8">The text behind its byte order mark.</param>
    /// <param name="start">The byte of the file at which it begins.</param>
    public static string? Fault(ReadOnlySpan<byte> utf8, int start)
    {
        if (!Utf8.IsValid(utf8))
        {
            return $"The text is not valid UTF-8 at byte {start + ValidLength(utf8)}.";
        }

        // System.Text.Json meets a lone surrogate only when the string is taken out, by an exception far from here.
        return utf8.IndexOf("\\ud"u8) >= 0 || utf8.IndexOf("\\uD"u8) >= 0 ? LoneSurrogate(utf8, start) : null;
    }

    /// <summary>The byte at which the parser gave up, from its line and the byte in it.</summary>
    public static long Offset(ReadOnlySpan<byte> utf8, JsonException exception)
    {
        long start = 0;
        for (long line = exception.LineNumber ?? 0; line > 0; line--)
        {
            start += utf8[(int)start..].IndexOf((byte)'\n') + 1;
        }

        return start + (exception.BytePositionInLine ?? 0);
    }

    private static int ValidLength(ReadOnlySpan<byte> utf8)
    {
        int at = 0;
        while (Rune.DecodeFromUtf8(utf8[at..], out _, out int length) == OperationStatus.Done)
        {
            at += length;
        }

        return at;
    }

    private static string? LoneSurrogate(ReadOnlySpan<byte> utf8, int start)
    {
        var reader = new Utf8JsonReader(utf8);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                {
                    _ = reader.GetString();
                }
            }
        }
        catch (InvalidOperationException)
        {
            return $"The string at byte {start + reader.TokenStartIndex} holds half a surrogate pair.";
        }
        catch (JsonException)
        {
            // The parser that follows reports it.
        }

        return null;
    }
}
