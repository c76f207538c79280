using System.Buffers.Binary;
using GridSteward.Domain.Jobs;

namespace GridSteward.Domain.Imports;

/// <summary>Tells of each row whether its code stood in an earlier one, and where; knows only codes that <see cref="RepeatedCodes"/> found.</summary>
internal sealed class FirstLines(IReadOnlySet<ulong> repeated)
{
    private readonly Dictionary<string, int> lines = new(StringComparer.Ordinal);

    /// <summary>Whether any code is looked for.</summary>
    public bool AreWanted => repeated.Count > 0;

    /// <summary>The line on which the code stood first; null where it is this one. Rows must come in the order of the file.</summary>
    public int? Before(string? code, int line)
    {
        if (code is null || !AreWanted || !repeated.Contains(RepeatedCodes.HashOf(code)) || lines.TryAdd(code, line))
        {
            return null;
        }

        return lines[code];
    }

    /// <summary>Writes hashes as a part of a file.</summary>
    public static byte[] Write(IReadOnlyCollection<ulong> hashes)
    {
        byte[] bytes = new byte[hashes.Count * sizeof(ulong)];
        int at = 0;
        foreach (ulong hash in hashes)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at), hash);
            at += sizeof(ulong);
        }

        return bytes;
    }

    /// <summary>Reads the file of hashes; none where there is no file.</summary>
    public static async Task<FirstLines> ReadAsync(JobFiles files, Job job, JobFile? file, CancellationToken cancellationToken)
    {
        HashSet<ulong> hashes = [];
        if (file is not null)
        {
            await using Stream stream = files.Open(job, file);
            byte[] bytes = new byte[file.Length];
            await stream.ReadExactlyAsync(bytes, cancellationToken);
            for (int at = 0; at < bytes.Length; at += sizeof(ulong))
            {
                hashes.Add(BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at)));
            }
        }

        return new FirstLines(hashes);
    }
}
