using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Reports;

/// <summary>
/// The questions for reports that still wait for their assignee, asked by loads, maps and coverage alike. Whatever is counted is shown to somebody, so private cases
/// are never counted, not as loads either.
/// </summary>
public static class OpenReports
{
    private static readonly Filter NoCase = new Filter.NotTrue("private");

    /// <summary>All of a jurisdiction, but for private cases.</summary>
    public static Query<Report> In(string jurisdiction) => WithCasesIn(jurisdiction).Where(NoCase);

    /// <summary>All of a jurisdiction, private cases too: for work whose results nobody reads.</summary>
    public static Query<Report> WithCasesIn(string jurisdiction) => Kinds.Report.In(jurisdiction).Where(new Filter.Equal("open", true));

    /// <summary>Those past their next deadline.</summary>
    public static Query<Report> OverdueIn(string jurisdiction, DateTimeOffset now)
        => In(jurisdiction).Where(new Filter.Range("dueAt", null, StoredTimeConverter.Text(now)));

    /// <summary>Those of one assignee, by its key.</summary>
    public static Query<Report> Of(string jurisdiction, string assignee) => In(jurisdiction).Where(new Filter.Equal("assignee", assignee));
}
