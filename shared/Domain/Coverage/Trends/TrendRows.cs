namespace GridSteward.Domain.Coverage.Trends;

/// <summary>
/// The nights of one area in one month as bytes. Of each night: the day of the month (one byte), which numbers differ from the night before it in
/// this month (a bit set, in groups of seven bits), and by how much (zigzag, in groups of seven bits; Protocol Buffers' encoding of numbers). A night on
/// which nothing changed takes 2 bytes, one on which ten small numbers changed at most 15.
/// </summary>
public static class TrendRows
{
    /// <summary>Reads the nights.</summary>
    /// <param name="month">The first day of the month.</param>
    /// <param name="rows">The bytes.</param>
    /// <param name="count">How many numbers a night has; at most 63.</param>
    /// <exception cref="InvalidDataException">They are not such bytes.</exception>
    public static SortedDictionary<int, long[]> Read(DateOnly month, ReadOnlySpan<byte> rows, int count)
    {
        SortedDictionary<int, long[]> nights = [];
        long[] numbers = new long[count];
        for (int at = 0; at < rows.Length;)
        {
            int day = rows[at++];
            ulong changed = ReadNumber(rows, ref at);
            for (int i = 0; i < count; i++)
            {
                if ((changed & (1UL << i)) != 0)
                {
                    ulong zigzag = ReadNumber(rows, ref at);
                    numbers[i] += (long)(zigzag >> 1) ^ -(long)(zigzag & 1);
                }
            }

            if (day < 1 || day > DateTime.DaysInMonth(month.Year, month.Month) || !nights.TryAdd(day, [.. numbers]))
            {
                throw new InvalidDataException($"Trends of {month:yyyy-MM} name the day {day}.");
            }
        }

        return nights;
    }

    /// <summary>Writes the nights.</summary>
    public static byte[] Write(SortedDictionary<int, long[]> nights)
    {
        List<byte> rows = [];
        long[] before = new long[nights.Count == 0 ? 0 : nights.Values.First().Length];
        foreach (var (day, numbers) in nights)
        {
            rows.Add((byte)day);
            ulong changed = 0;
            for (int i = 0; i < numbers.Length; i++)
            {
                changed |= numbers[i] != before[i] ? 1UL << i : 0;
            }

            WriteNumber(rows, changed);
            for (int i = 0; i < numbers.Length; i++)
            {
                long more = numbers[i] - before[i];
                if (more != 0)
                {
                    WriteNumber(rows, (ulong)((more << 1) ^ (more >> 63)));
                }
            }

            before = numbers;
        }

        return [.. rows];
    }

    /// <summary>A month with a night in place of what it held of that day.</summary>
    /// <param name="rows">The month; null where it is new.</param>
    /// <param name="date">The day.</param>
    /// <param name="numbers">The night; null takes it out.</param>
    /// <param name="count">How many numbers a night has.</param>
    public static byte[] With(byte[]? rows, DateOnly date, long[]? numbers, int count)
    {
        SortedDictionary<int, long[]> nights = Read(new DateOnly(date.Year, date.Month, 1), rows ?? [], count);
        nights.Remove(date.Day);
        if (numbers is not null)
        {
            nights[date.Day] = numbers;
        }

        return Write(nights);
    }

    private static void WriteNumber(List<byte> to, ulong number)
    {
        for (; number >= 0x80; number >>= 7)
        {
            to.Add((byte)(number | 0x80));
        }

        to.Add((byte)number);
    }

    private static ulong ReadNumber(ReadOnlySpan<byte> from, ref int at)
    {
        ulong number = 0;
        for (int shift = 0; shift < 64 && at < from.Length; shift += 7)
        {
            byte next = from[at++];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return number;
            }
        }

        throw new InvalidDataException("Trends end in the middle of a number.");
    }
}
