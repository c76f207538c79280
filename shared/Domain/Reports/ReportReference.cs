namespace GridSteward.Domain.Reports;

/// <summary>How reports name each other: <c>{jurisdiction}/{id}</c>.</summary>
public static class ReportReference
{
    /// <summary>The reference to a report.</summary>
    public static string Of(Report report) => $"{report.Jurisdiction}/{report.Id}";

    /// <summary>What a stored reference names.</summary>
    /// <exception cref="ArgumentException">It is no reference.</exception>
    public static (string Jurisdiction, string Id) Split(string reference)
        => TrySplit(reference, out string jurisdiction, out string id) ? (jurisdiction, id) : throw new ArgumentException($"'{reference}' is no reference.", nameof(reference));

    /// <summary>Reads a reference; false where it is none.</summary>
    public static bool TrySplit(string reference, out string jurisdiction, out string id)
    {
        int slash = reference.IndexOf('/', StringComparison.Ordinal);
        jurisdiction = slash > 0 ? reference[..slash] : "";
        id = slash > 0 ? reference[(slash + 1)..] : "";
        return jurisdiction.Length > 0 && Storage.DocumentIds.IsValid(id);
    }
}
