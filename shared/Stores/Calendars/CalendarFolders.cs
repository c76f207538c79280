using GridSteward.Domain.Deadlines;

namespace GridSteward.Stores.Calendars;

/// <summary>Reads the calendars of holidays from folders.</summary>
public static class CalendarFolders
{
    /// <summary>The folder beside the program in which those that come with it lie.</summary>
    public const string Shipped = "calendars";

    /// <summary>Every <c>*.csv</c> of the folders; a later folder's files add to those of the same name in an earlier one.</summary>
    /// <param name="folders">The folders.</param>
    /// <exception cref="HolidayFilesException">A folder is not there, or a file is faulty.</exception>
    public static HolidayCalendars Read(IEnumerable<string> folders)
    {
        List<HolidayFile> files = [];
        foreach (string folder in folders)
        {
            if (!Directory.Exists(folder))
            {
                throw new HolidayFilesException([new HolidayFault(folder, 1, "The folder is not there; GridSteward:CalendarFolder names the operator's own.")]);
            }

            files.AddRange(Directory.EnumerateFiles(folder, "*.csv").Order(StringComparer.Ordinal).Select(f => new HolidayFile(f, File.ReadAllBytes(f))));
        }

        return HolidayFiles.Read(files);
    }
}
