using GridSteward.Domain.Areas;
using GridSteward.Domain.Jurisdictions;

namespace GridSteward.Domain.Staff;

/// <summary>What staff documents must keep to, for forms and files alike.</summary>
public static class StaffRules
{
    /// <summary>The areas that are named must be there.</summary>
    /// <param name="snapshot">The areas as they are.</param>
    /// <param name="codes">Those that are named.</param>
    /// <param name="path">Where each was named.</param>
    public static IEnumerable<Fault> AreaFaults(AreaSnapshot snapshot, IReadOnlyList<string> codes, Func<int, string> path)
        => codes.Select((code, i) => (code, i)).Where(x => snapshot.Find(x.code) is null).Select(x => new Fault(path(x.i), $"There is no area '{x.code}'."));

    /// <summary>The categories that are named must be there.</summary>
    /// <param name="settings">The jurisdiction's settings.</param>
    /// <param name="codes">Those that are named.</param>
    /// <param name="path">Where each was named.</param>
    public static IEnumerable<Fault> CategoryFaults(Jurisdiction settings, IReadOnlyList<string> codes, Func<int, string> path)
        => codes.Select((code, i) => (code, i)).Where(x => settings.FindCategory(x.code) is null).Select(x => new Fault(path(x.i), $"There is no category '{x.code}'."));

    /// <summary>Leave ends after it begins; null where it does.</summary>
    public static string? LeaveFault(DateOnly? from, DateOnly? to) => to <= from ? "Must be after from; it is the first day on which they work again." : null;

    /// <summary>A post ends after it begins; null where it does.</summary>
    public static string? DaysFault(DateOnly? from, DateOnly? to) => to <= from ? "Must be after validFrom; it is the first day on which the post no longer holds." : null;
}
