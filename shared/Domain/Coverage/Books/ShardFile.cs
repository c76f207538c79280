using System.Security.Cryptography;

namespace GridSteward.Domain.Coverage.Books;

/// <summary>
/// A shard's bytes: "GSCB", the schema, the number of marks, the texts, the rows, and the SHA-256 of all that. Whatever is not exactly that is not believed.
/// </summary>
internal static class ShardFile
{
    private static ReadOnlySpan<byte> Magic => "GSCB"u8;

    /// <summary>The bytes of some marks, in the order in which they are given.</summary>
    public static byte[] Write<TMark>(IShardRows<TMark> rows, IReadOnlyList<TMark> marks)
    {
        ShardWriter body = new(), head = new();
        foreach (TMark mark in marks)
        {
            rows.Write(body, mark);
        }

        head.Bytes(Magic);
        head.Utf8(rows.Schema);
        head.Int32(marks.Count);
        head.Number((ulong)body.Texts.Count);
        foreach (string text in body.Texts)
        {
            head.Utf8(text);
        }

        head.Bytes(body.Rows);
        byte[] file = new byte[head.Rows.Length + SHA256.HashSizeInBytes];
        head.Rows.CopyTo(file);
        SHA256.HashData(head.Rows, file.AsSpan(head.Rows.Length));
        return file;
    }

    /// <summary>The marks; null where the bytes are not those of a shard, or of another schema.</summary>
    public static List<TMark>? Read<TMark>(IShardRows<TMark> rows, ReadOnlySpan<byte> file)
    {
        int length = file.Length - SHA256.HashSizeInBytes;
        if (length < Magic.Length || !file.StartsWith(Magic) || !SHA256.HashData(file[..length]).AsSpan().SequenceEqual(file[length..]))
        {
            return null;
        }

        ShardReader from = new(file[Magic.Length..length]);
        if (from.Utf8() != rows.Schema)
        {
            return null;
        }

        int count = from.Int32();
        string[] texts = new string[from.Number()];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = from.Utf8();
        }

        from.Texts = texts;
        List<TMark> marks = new(count);
        for (int i = 0; i < count; i++)
        {
            marks.Add(rows.Read(ref from));
        }

        return from.IsAtEnd ? marks : null;
    }
}
