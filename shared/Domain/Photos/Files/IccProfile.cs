using System.Buffers.Binary;

namespace GridSteward.Domain.Photos.Files;

/// <summary>
/// Colour profiles (ICC.1:2010). Of one that says its colours by three primaries and curves (or one curve, for grey), as cameras, phones and screens do,
/// a new one is made that holds just these. Texts, makers, models, dates, serial numbers and private tags stay behind. Of others nothing is kept.
/// </summary>
internal static class IccProfile
{
    /// <summary>A larger one holds tables that would not be kept.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    private const int HeaderBytes = 128;
    private const int MaxTags = 200;
    private const int MaxCurvePoints = 4096;

    private static readonly string[] OfColour = ["wtpt", "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"];
    private static readonly string[] OfGrey = ["wtpt", "kTRC"];

    /// <summary>The profile that is left; null where none is.</summary>
    public static byte[]? Reduce(ReadOnlySpan<byte> profile)
    {
        if (profile.Length is < HeaderBytes + 4 or > MaxBytes || !profile.Slice(36, 4).SequenceEqual("acsp"u8) || profile[8] is not (2 or 4) || !profile.Slice(20, 4).SequenceEqual("XYZ "u8))
        {
            return null;
        }

        bool isColour = profile.Slice(16, 4).SequenceEqual("RGB "u8);
        if (!isColour && !profile.Slice(16, 4).SequenceEqual("GRAY"u8))
        {
            return null;
        }

        List<(string Name, byte[] Value)> tags = [("desc", Text("Photo", profile[8])), ("cprt", Copyright(profile[8]))];
        foreach (string name in isColour ? OfColour : OfGrey)
        {
            if (Find(profile, name) is not { } found || ValueOf(name, found.Of(profile)) is not { } value)
            {
                return null;
            }

            tags.Add((name, value));
        }

        if (Find(profile, "chad") is { } chad && ValueOf("chad", chad.Of(profile)) is { } adaptation)
        {
            tags.Add(("chad", adaptation));
        }

        return Write(profile, tags);
    }

    private static byte[] Write(ReadOnlySpan<byte> profile, List<(string Name, byte[] Value)> tags)
    {
        byte[] header = new byte[HeaderBytes];
        header[8] = profile[8];
        header[9] = (byte)(profile[9] & 0xF0);
        "mntr"u8.CopyTo(header.AsSpan(12));
        profile.Slice(16, 8).CopyTo(header.AsSpan(16));
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(24), 2000); // every profile was made on 1 January 2000
        header[27] = 1;
        header[29] = 1;
        "acsp"u8.CopyTo(header.AsSpan(36));
        header[67] = (byte)(profile[67] & 3);
        ((ReadOnlySpan<byte>)[0, 0, 0xF6, 0xD6, 0, 1, 0, 0, 0, 0, 0xD3, 0x2D]).CopyTo(header.AsSpan(68)); // D50

        var table = new MemoryStream();
        var values = new MemoryStream();
        Span<byte> number = stackalloc byte[4];
        void Number(Span<byte> four, int value)
        {
            BinaryPrimitives.WriteInt32BigEndian(four, value);
            table.Write(four);
        }

        Number(number, tags.Count);
        int begin = HeaderBytes + 4 + (12 * tags.Count);
        Dictionary<string, int> written = [];
        foreach (var (name, value) in tags)
        {
            // The three curves are mostly one.
            string key = Convert.ToBase64String(value);
            if (!written.TryGetValue(key, out int at))
            {
                written[key] = at = begin + (int)values.Length;
                values.Write(value);
                values.Write(new byte[-value.Length & 3]);
            }

            table.Write(System.Text.Encoding.ASCII.GetBytes(name));
            Number(number, at);
            Number(number, value.Length);
        }

        byte[] all = [.. header, .. table.ToArray(), .. values.ToArray()];
        BinaryPrimitives.WriteInt32BigEndian(all, all.Length);
        return all;
    }

    private static Piece? Find(ReadOnlySpan<byte> profile, string name)
    {
        uint count = BinaryPrimitives.ReadUInt32BigEndian(profile[HeaderBytes..]);
        ReadOnlySpan<byte> wanted = System.Text.Encoding.ASCII.GetBytes(name);
        for (int i = 0; i < count && i < MaxTags && HeaderBytes + 16 + (12 * i) <= profile.Length; i++)
        {
            ReadOnlySpan<byte> entry = profile.Slice(HeaderBytes + 4 + (12 * i), 12);
            if (entry[..4].SequenceEqual(wanted))
            {
                long at = BinaryPrimitives.ReadUInt32BigEndian(entry[4..]), length = BinaryPrimitives.ReadUInt32BigEndian(entry[8..]);
                return at + length <= profile.Length ? new Piece((int)at, (int)length) : null;
            }
        }

        return null;
    }

    /// <summary>The value of a tag written anew, as far as its type reaches; null where it is not of the type.</summary>
    private static byte[]? ValueOf(string name, ReadOnlySpan<byte> value)
    {
        (string type, int length) = name switch
        {
            "chad" => ("sf32", 44),
            _ when name.EndsWith("TRC", StringComparison.Ordinal) => CurveOf(value),
            _ => ("XYZ ", 20),
        };
        if (length == 0 || value.Length < length || !value[..4].SequenceEqual(System.Text.Encoding.ASCII.GetBytes(type)))
        {
            return null;
        }

        byte[] copy = value[..length].ToArray();
        copy.AsSpan(4, 4).Clear();
        if (type == "para")
        {
            copy.AsSpan(10, 2).Clear();
        }

        return copy;
    }

    private static (string Type, int Length) CurveOf(ReadOnlySpan<byte> value)
    {
        if (value.Length < 12)
        {
            return ("curv", 0);
        }

        if (value.StartsWith("para"u8))
        {
            return BinaryPrimitives.ReadUInt16BigEndian(value[8..]) switch
            {
                0 => ("para", 12 + 4),
                1 => ("para", 12 + 12),
                2 => ("para", 12 + 16),
                3 => ("para", 12 + 20),
                4 => ("para", 12 + 28),
                _ => ("para", 0),
            };
        }

        uint points = BinaryPrimitives.ReadUInt32BigEndian(value[8..]);
        return ("curv", points <= MaxCurvePoints ? 12 + (2 * (int)points) : 0);
    }

    /// <summary>A name, which a profile has to have: in version 2 a description of ASCII text without translations, in version 4 one translation.</summary>
    private static byte[] Text(string text, byte version) => version == 4
        ? Translation(text)
        : [.. "desc"u8, 0, 0, 0, 0, 0, 0, 0, (byte)(text.Length + 1), .. System.Text.Encoding.ASCII.GetBytes(text), 0, .. new byte[78]];

    private static byte[] Copyright(byte version) => version == 4 ? Translation("None") : [.. "text"u8, 0, 0, 0, 0, .. "None\0"u8];

    private static byte[] Translation(string text) =>
    [
        .. "mluc"u8, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 12, .. "enUS"u8, 0, 0, 0, (byte)(2 * text.Length), 0, 0, 0, 28,
        .. System.Text.Encoding.BigEndianUnicode.GetBytes(text),
    ];

    private readonly record struct Piece(int At, int Length)
    {
        public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> profile) => profile.Slice(At, Length);
    }
}
