using GridSteward.Domain.Coverage;
using GridSteward.Domain.Deadlines;
using GridSteward.Domain.Duplicates;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Regions;
using GridSteward.Functions.Http;
using GridSteward.Functions.Regions;

namespace GridSteward.Functions.Jurisdictions;

public sealed record CategoryResponse(
    string Code, string Name, string? NameEn, ReportKind Kind, double AcceptHours, double ResolveHours, ClockKind Clock, Severity Severity, IReadOnlyList<SeverityHours> Severities,
    DuplicateRulesResponse Duplicates, bool Private)
{
    /// <summary>Whether a resolved report is closed only by somebody other than who resolved it.</summary>
    public bool VerifyByAnother { get; init; }

    public static CategoryResponse Of(Category c) => new(c.Code, c.Name, c.NameEn, c.Kind, c.AcceptHours, c.ResolveHours, c.Clock, c.Severity, c.Severities,
        new(c.Duplicates.RadiusMetres, c.Duplicates.WindowHours, c.Duplicates.Siblings), c.Private) { VerifyByAnother = c.VerifyByAnother };
}

/// <summary>Which open reports are offered as the same: within so many metres and hours, of the category and its siblings.</summary>
public sealed record DuplicateRulesResponse(double RadiusMetres, double WindowHours, IReadOnlyList<string> Siblings);

/// <summary>How long what is personal is kept.</summary>
public sealed record RetentionResponse(int ClosedReportDays, int MovedHouseholdDays, bool EraseHouseholdPlaces, int AuditYears);

public sealed record JurisdictionResponse(
    string Code, string Name, string TimeZone, IReadOnlyList<string> Levels, IReadOnlyList<CategoryResponse> Categories, double ToleranceMetres, RetentionResponse Retention,
    IReadOnlyList<WorkingSpanResponse> WorkingHours, string? Holidays, EscalationRules Escalation, int MaxReopens)
{
    /// <summary>How many days after a resolve its reporter can say whether they are satisfied.</summary>
    public int FeedbackDays { get; init; }

    /// <summary>The numbers that stand on contact cards.</summary>
    public IReadOnlyList<HotlineResponse> Hotlines { get; init; } = [];

    /// <summary>The regions it lies in, topmost first: what its sums are written up to at night.</summary>
    public IReadOnlyList<RegionRef> Regions { get; init; } = [];

    /// <summary>How coverage is measured.</summary>
    public required CoverageRules Coverage { get; init; }

    public static JurisdictionResponse Of(Jurisdiction settings) => new(
        settings.Jurisdiction, settings.Name, settings.TimeZone, settings.Levels,
        [.. settings.Categories.Select(CategoryResponse.Of)],
        settings.ToleranceMetres,
        new(settings.Retention.ClosedReportDays, settings.Retention.MovedHouseholdDays, settings.Retention.EraseHouseholdPlaces, settings.Retention.AuditYears),
        [.. settings.WorkingHours.Select(WorkingSpanResponse.Of)], settings.Holidays, settings.Escalation, settings.MaxReopens)
    {
        FeedbackDays = settings.FeedbackDays,
        Regions = settings.Regions,
        Hotlines = [.. settings.Hotlines.Select(HotlineResponse.Of)],
        Coverage = settings.Coverage,
    };
}

/// <summary>A jurisdiction in the list; the box is west, south, east, north of its outline.</summary>
public sealed record JurisdictionSummary(string Code, string Name, IReadOnlyList<string> Levels, IReadOnlyList<double>? Bbox);

/// <summary>Reads settings from a body.</summary>
public static class JurisdictionInput
{
    /// <param name="input">The body.</param>
    /// <param name="code">The code that the path names; null reads it from the body.</param>
    /// <param name="calendars">The calendars that there are; null does not ask.</param>
    public static Jurisdiction ReadJurisdiction(this JsonInput input, string? code, HolidayCalendars? calendars = null)
    {
        string? bodyCode = input.Text("code", 100, required: code is null);
        if (code is not null && bodyCode is not null && bodyCode != code)
        {
            input.Faults.Add(new(input.PathOf("code"), $"Is '{bodyCode}', but the path says '{code}'; a code cannot change."));
        }

        List<Category> categories = [];
        var settings = new Jurisdiction
        {
            Id = Jurisdiction.OnlyId,
            Jurisdiction = code ?? bodyCode ?? "",
            Name = input.RequiredText("name", 200),
            TimeZone = input.RequiredText("timeZone", 100),
            Levels = input.Texts("levels", 8, 40, required: true),
            ToleranceMetres = input.Number("toleranceMetres") ?? 30,
            Categories = categories,
            Retention = ReadRetention(input.Nested("retention")),
            FeedbackDays = input.WholeNumber("feedbackDays", 1, JurisdictionRules.MaxFeedbackDays) ?? Jurisdiction.UsualFeedbackDays,
            Hotlines = input.ReadHotlines(),
            Regions = input.ReadRegions(),
            WorkingHours = input.ReadWorkingHours(),
            Holidays = input.Text("holidays", 40),
            Escalation = ReadEscalation(input.Nested("escalation")),
            MaxReopens = input.WholeNumber("maxReopens", 0, 20) ?? Jurisdiction.DefaultMaxReopens,
            Coverage = input.Nested("coverage").ReadCoverage(),
        };
        foreach (JsonInput item in input.NestedList("categories", 200, required: true))
        {
            categories.Add(new Category(
                item.RequiredText("code", 100),
                item.RequiredText("name", 200),
                item.Text("nameEn", 200),
                item.Choice<ReportKind>("kind", required: true) ?? default,
                item.Number("acceptHours", required: true) ?? 1,
                item.Number("resolveHours", required: true) ?? 8760)
            {
                Private = item.Flag("private") ?? false,
                VerifyByAnother = item.Flag("verifyByAnother") ?? false,
                Clock = item.Choice<ClockKind>("clock") ?? default,
                Severity = item.Choice<Severity>("severity") ?? default,
                Severities = ReadSeverities(item),
                Duplicates = ReadDuplicates(item.Nested("duplicates")),
            });
        }

        // The rules' faults beside the form's, so that one answer names them all; each path once.
        input.Faults.AddRange(JurisdictionRules.FaultsOf(settings, calendars).Where(f => !input.Faults.Exists(known => known.Path == f.Path)).ToList());
        input.Finish();
        return settings;
    }

    /// <summary>What is left out is as where nothing is said.</summary>
    private static DuplicateRules ReadDuplicates(JsonInput? input)
    {
        DuplicateRules by = DuplicateRules.Default;
        return new DuplicateRules(input?.Number("radiusMetres") ?? by.RadiusMetres, input?.Number("windowHours") ?? by.WindowHours)
        {
            Siblings = input?.Texts("siblings", DuplicateRules.MaxSiblings, 40) ?? [],
        };
    }

    /// <summary>What is left out is as where nothing is said.</summary>
    private static Retention ReadRetention(JsonInput? input)
    {
        Retention by = Retention.Default;
        return new Retention(
            input?.WholeNumber("closedReportDays", 1, 3650) ?? by.ClosedReportDays,
            input?.WholeNumber("movedHouseholdDays", 0, 3650) ?? by.MovedHouseholdDays,
            input?.Flag("eraseHouseholdPlaces") ?? by.EraseHouseholdPlaces,
            input?.WholeNumber("auditYears", 1, 50) ?? by.AuditYears);
    }

    private static List<SeverityHours> ReadSeverities(JsonInput category)
    {
        List<SeverityHours> rows = [];
        foreach (JsonInput item in category.NestedList("severities", 3))
        {
            rows.Add(new SeverityHours(
                item.Choice<Severity>("severity", required: true) ?? Severity.Urgent,
                item.Number("acceptHours", required: true) ?? 1,
                item.Number("resolveHours", required: true) ?? 8760,
                item.Choice<ClockKind>("clock")));
        }

        return rows;
    }

    /// <summary>What is left out is as where nothing is said. Where hours are given, worse reports without hours of their own climb as the others do.</summary>
    private static EscalationRules ReadEscalation(JsonInput? input)
        => input is null
            ? EscalationRules.Default
            : new EscalationRules(input.Number("stepHours") ?? EscalationRules.Default.StepHours, input.Number("urgentStepHours"), input.Number("emergencyStepHours"));
}
