using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace GridSteward.Domain.Deadlines;

/// <summary>A calendar's file.</summary>
/// <param name="Path">Where it lies; its name without the ending <c>.csv</c> is the calendar's.</param>
/// <param name="Content">Its bytes.</param>
public sealed record HolidayFile(string Path, ReadOnlyMemory<byte> Content);

/// <summary>Something wrong with a calendar's file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record HolidayFault(string Path, int Line, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}, line {Line}: {Message}";
}

/// <summary>Calendars' files are faulty; says every fault.</summary>
public sealed class HolidayFilesException(IReadOnlyList<HolidayFault> faults)
    : Exception($"The calendars of holidays cannot be used:{Environment.NewLine}{string.Join(Environment.NewLine, faults)}")
{
    /// <summary>Every fault, by file and line.</summary>
    public IReadOnlyList<HolidayFault> Faults { get; } = faults;
}

/// <summary>
/// Reads calendars: CSV in UTF-8 with the header <c>date,kind,name</c>. A line <c>2026,year,...</c> says that all days of the year are known and from where;
/// <c>2026-10-01,holiday,...</c> and <c>2026-10-10,workday,...</c> mark days. Empty lines and such that begin with # do not count. Of two files of one name
/// the later adds its years to the earlier's, or puts them in their place.
/// </summary>
public static partial class HolidayFiles
{
    private const string Header = "date,kind,name";

    /// <summary>Reads them.</summary>
    /// <exception cref="HolidayFilesException">Any is faulty.</exception>
    public static HolidayCalendars Read(IEnumerable<HolidayFile> files)
    {
        Dictionary<string, HolidayCalendar> calendars = new(StringComparer.Ordinal);
        List<HolidayFault> faults = [];
        foreach (HolidayFile file in files)
        {
            HolidayCalendar calendar = Read(file, faults);
            calendars[calendar.Name] = calendars.TryGetValue(calendar.Name, out HolidayCalendar? before) ? before.With(calendar) : calendar;
        }

        return faults.Count == 0 ? new HolidayCalendars(calendars.Values) : throw new HolidayFilesException(faults);
    }

    private static HolidayCalendar Read(HolidayFile file, List<HolidayFault> faults)
    {
        string name = Path.GetFileNameWithoutExtension(file.Path);
        if (!NamePattern().IsMatch(name))
        {
            faults.Add(new(file.Path, 1, "A calendar's file is named by 1 to 40 lower-case letters, digits and hyphens, beginning with a letter, and .csv."));
        }

        SortedDictionary<int, int> years = [];
        Dictionary<DateOnly, (DayMark Mark, int Line)> days = [];
        int number = 0;
        bool hasHeader = false;
        foreach (string line in LinesOf(file, faults))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (!hasHeader)
            {
                hasHeader = true;
                Require(line == Header, $"The first line is '{Header}'.");
                continue;
            }

            ReadLine(line.Split(','));
        }

        Require(hasHeader, $"The file is empty; its first line is '{Header}'.");
        foreach (var (day, (_, at)) in days)
        {
            if (!years.ContainsKey(day.Year) && !years.ContainsKey(day.Year + 1) && !years.ContainsKey(day.Year - 1))
            {
                faults.Add(new(file.Path, at, $"No line '{day.Year},year,...' says that {day.Year} is known, nor one of the years beside it."));
            }
        }

        return new HolidayCalendar(name, new SortedSet<int>(years.Keys), days.ToDictionary(d => d.Key, d => d.Value.Mark));

        void Require(bool holds, string otherwise)
        {
            if (!holds)
            {
                faults.Add(new(file.Path, Math.Max(number, 1), otherwise));
            }
        }

        void ReadLine(string[] cells)
        {
            if (cells.Length != 3 || cells[2].Trim().Length == 0)
            {
                Require(false, "A line is date,kind,name: three cells without quotes, none empty.");
            }
            else if (cells[1] == "year")
            {
                bool isYear = int.TryParse(cells[0], NumberStyles.None, CultureInfo.InvariantCulture, out int year) && year is >= 1900 and <= 9000;
                Require(isYear, $"'{cells[0]}' is no year from 1900 to 9000.");
                Require(!isYear || years.TryAdd(year, number), $"The year {year} stands in line {years.GetValueOrDefault(year)} too.");
            }
            else
            {
                bool isDay = DateOnly.TryParseExact(cells[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day);
                bool isMark = Wire.TryParse(cells[1], out DayMark mark);
                Require(isDay, $"'{cells[0]}' is no day as yyyy-MM-dd.");
                Require(isMark, $"'{cells[1]}' is none of holiday, workday and year.");
                Require(!isDay || !isMark || days.TryAdd(day, (mark, number)), $"The day {cells[0]} stands in line {days.GetValueOrDefault(day).Line} too.");
            }
        }
    }

    private static IEnumerable<string> LinesOf(HolidayFile file, List<HolidayFault> faults)
    {
        try
        {
            string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file.Content.Span);
            return text.TrimStart('\uFEFF').Split('\n').Select(l => l.TrimEnd('\r').TrimEnd());
        }
        catch (DecoderFallbackException)
        {
            faults.Add(new(file.Path, 1, "The file is not in UTF-8."));
            return [Header];
        }
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,39}\z")]
    private static partial Regex NamePattern();
}
