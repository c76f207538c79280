using GridSteward.Domain.Tables;

namespace GridSteward.Domain.Coverage.Outputs;

/// <summary>A column of a table of figures; in GeoJSON the property of that name.</summary>
/// <param name="Field">Its name in English and in GeoJSON.</param>
/// <param name="Chinese">Its header in Chinese.</param>
/// <param name="Of">Its value in a row; missing where it is unknown or hidden.</param>
internal sealed record OutputColumn<T>(string Field, string Chinese, Func<T, TableValue> Of)
{
    public TableColumn In(OutputLanguage language) => new(Field, language == OutputLanguage.Zh ? Chinese : Field);
}

/// <summary>The columns that rows of areas and of groups share.</summary>
internal static class OutputColumns
{
    public static IEnumerable<OutputColumn<T>> Units<T>(Func<T, UnitFigures?> units)
    {
        OutputColumn<T> Count(string field, string chinese, Func<UnitFigures, long?> of) => new(field, chinese, row => TableValue.Of(units(row) is { } u ? of(u) : null));
        OutputColumn<T> Rate(string field, string chinese, Func<UnitFigures, double?> of) => new(field, chinese, row => TableValue.Of(units(row) is { } u ? Rounded(of(u)) : null));
        return
        [
            Count("registered", "在册户数", u => u.Registered),
            Count("enumerated", "应有户数", u => u.Enumerated),
            Count("buildingsUncounted", "未清点楼栋", u => u.BuildingsUncounted),
            Count("found", "已找到", u => u.Found),
            Count("foundBeyond", "超出应有", u => u.FoundBeyond),
            Count("visited", "期内走访", u => u.Visited),
            Count("visitedFound", "已找到且期内走访", u => u.VisitedFound),
            Count("handled", "有主办", u => u.Handled),
            Count("responsible", "主办已确认渠道", u => u.Responsible),
            Count("unlocated", "未定位", u => u.Unlocated),
            Count("unmatched", "未对应楼栋", u => u.Unmatched),
            Count("orphaned", "失联户", u => u.Orphaned),
            Rate("foundRate", "找到率", u => u.FoundShare.Rate),
            Rate("naiveRate", "表面覆盖率", u => u.NaiveShare.Rate),
            Rate("effectiveRate", "有效覆盖率", u => u.EffectiveShare.Rate),
            Rate("effectiveLow", "有效覆盖率下限", u => u.EffectiveShare.Low),
            Rate("effectiveHigh", "有效覆盖率上限", u => u.EffectiveShare.High),
            Rate("responsibilityRate", "责任到人率", u => u.ResponsibilityShare.Rate),
        ];
    }

    public static IEnumerable<OutputColumn<T>> Loop<T>(Func<T, LoopFigures?> loop)
    {
        OutputColumn<T> Count(string field, string chinese, Func<LoopFigures, long> of) => new(field, chinese, row => TableValue.Of(loop(row) is { } l ? of(l) : (long?)null));
        OutputColumn<T> Number(string field, string chinese, Func<LoopFigures, double?> of) => new(field, chinese, row => TableValue.Of(loop(row) is { } l ? Rounded(of(l)) : null));
        return
        [
            Count("received", "收到上报", l => l.Received),
            Count("acceptDue", "应受理", l => l.AcceptDue),
            Count("acceptedInTime", "按时受理", l => l.AcceptedInTime),
            Count("resolveDue", "应办结", l => l.ResolveDue),
            Count("resolvedInTime", "按时办结", l => l.ResolvedInTime),
            Count("lateThreeTimes", "超时三倍", l => l.LateThreeTimes),
            Count("reopened", "重新办理", l => l.Reopened),
            Count("answered", "已评价", l => l.Answered),
            Count("satisfied", "满意", l => l.Satisfied),
            Count("resolved", "已办结", l => l.Resolved),
            Number("medianHours", "办结中位小时", l => l.MedianHours),
            Number("ninetiethHours", "办结九成小时", l => l.NinetiethHours),
            Count("open", "在办", l => l.Open),
            Count("overdue", "逾期", l => l.Overdue),
            Count("orphanedReports", "无人承办", l => l.Orphaned),
        ];
    }

    /// <summary>Six digits are more than any count behind a rate says.</summary>
    public static double? Rounded(double? number) => number is { } n ? Math.Round(n, 6) : null;
}
