using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Reports;

namespace GridSteward.Domain.Notifications;

/// <summary>An area that a notice names.</summary>
public sealed record NoticeArea(string Level, string Code, string Name);

/// <summary>
/// What is told of one event: numbers, codes and names of areas and categories. No words, names, phones, addresses or points: it is read in chat groups.
/// </summary>
public sealed record Notice
{
    /// <summary>The delivery's id.</summary>
    public required string Id { get; init; }

    /// <summary>The jurisdiction's code.</summary>
    public required string Jurisdiction { get; init; }

    /// <summary>The report's id.</summary>
    public required string Report { get; init; }

    /// <summary>The report's number.</summary>
    public required string Number { get; init; }

    /// <summary>The move, or the kind of the event.</summary>
    public required string Event { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The report's state after it.</summary>
    public required ReportState State { get; init; }

    /// <summary>Whom it is for: an assignee's key, <c>dutyDesk</c> or <c>reporter</c>.</summary>
    public required string To { get; init; }

    /// <summary>Whether the report was taken from whom it is for.</summary>
    public bool Former { get; init; }

    /// <summary>Whether it is urgent.</summary>
    public bool Urgent { get; init; }

    /// <summary>The category's code; null where it is nobody's business.</summary>
    public string? Category { get; init; }

    /// <summary>The category in the jurisdiction's language.</summary>
    public string? CategoryName { get; init; }

    /// <summary>The category in English, where there is such a name.</summary>
    public string? CategoryNameEn { get; init; }

    /// <summary>The areas, topmost first; empty where they are nobody's business.</summary>
    public required IReadOnlyList<NoticeArea> Areas { get; init; }

    /// <summary>The next deadline, with the offset of the jurisdiction's clocks; null where none is left.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Where staff see it; null for reporters, and where the program does not know its address.</summary>
    public string? Link { get; init; }

    /// <summary>What staff are told.</summary>
    public static Notice Of(Delivery delivery, Report report, ReportEvent e, Jurisdiction? settings, string? link)
    {
        bool hides = report.Private;
        Category? category = hides ? null : settings?.FindCategory(report.Category);
        return Bare(delivery, report, e) with
        {
            Former = delivery.To == e.AssigneeBefore && delivery.To != e.Assignee,
            Urgent = delivery.Urgent,
            Category = hides ? null : report.Category,
            CategoryName = hides ? null : category?.Name ?? report.Category,
            CategoryNameEn = category?.NameEn,
            Areas = hides ? [] : [.. report.Assignment.Place.Chain.Select(c => new NoticeArea(c.Level, c.Code, c.Name))],
            DueAt = report.DueAt is { } due ? settings?.LocalTime(due) ?? due : null,
            Link = link,
        };
    }

    /// <summary>What a reporter is told: by the number of their own report, which may be one that follows another.</summary>
    public static Notice ForReporter(Delivery delivery, Report own, Report report, ReportEvent e)
        => Bare(delivery, report, e) with { Report = own.Id, Number = own.Number };

    private static Notice Bare(Delivery delivery, Report report, ReportEvent e) => new()
    {
        Id = delivery.Id,
        Jurisdiction = report.Jurisdiction,
        Report = report.Id,
        Number = report.Number,
        Event = NoticeRules.NameOf(e),
        At = e.At,
        State = e.State,
        To = delivery.To,
        Areas = [],
    };
}
