using GridSteward.Domain.Coverage;
using GridSteward.Functions.Http;

namespace GridSteward.Functions.Jurisdictions;

/// <summary>Reads how coverage is measured. What is left out is as where nothing is said.</summary>
internal static class CoverageInput
{
    public static CoverageRules ReadCoverage(this JsonInput? input)
    {
        CoverageRules by = CoverageRules.Default;
        return input is null ? by : new CoverageRules
        {
            Intervals = ReadIntervals(input.Nested("intervals")),
            Bands = ReadBands(input.Nested("bands")),
            Target = input.Number("target") ?? by.Target,
            LoopDays = input.WholeNumber("loopDays", 1, CoverageRulesFaults.MaxLoopDays) ?? by.LoopDays,
            ConfirmedDays = input.WholeNumber("confirmedDays", 1, CoverageRulesFaults.MaxConfirmedDays) ?? by.ConfirmedDays,
            CheckInMetres = input.Number("checkInMetres", min: 0, max: CoverageRulesFaults.MaxCheckInMetres) ?? by.CheckInMetres,
        };
    }

    private static VisitIntervals ReadIntervals(JsonInput? input)
    {
        VisitIntervals by = CoverageRules.Default.Intervals;
        return input is null ? by : new VisitIntervals(Days("ordinary") ?? by.Ordinary, Days("attention") ?? by.Attention, Days("key") ?? by.Key);

        int? Days(string care) => input.WholeNumber(care, 1, CoverageRulesFaults.MaxIntervalDays);
    }

    private static CoverageBands ReadBands(JsonInput? input)
    {
        CoverageBands by = CoverageRules.Default.Bands;
        return input is null ? by : new CoverageBands(Rate("full") ?? by.Full, Rate("partial") ?? by.Partial, Rate("poor") ?? by.Poor);

        double? Rate(string band) => input.Number(band, min: 0, max: 1);
    }
}
