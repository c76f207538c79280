using System.Globalization;
using GridSteward.Domain.Households;

namespace GridSteward.Domain.Coverage.Outputs.Page;

/// <summary>Words and numbers of the page in its language.</summary>
internal sealed class PageText(OutputLanguage language, TimeZoneInfo zone)
{
    private static readonly CultureInfo s_english = CultureInfo.InvariantCulture;

    private static readonly Dictionary<string, string> s_levels = new(StringComparer.OrdinalIgnoreCase)
    {
        ["jurisdiction"] = "辖区", ["street"] = "街道", ["town"] = "镇", ["township"] = "乡镇", ["district"] = "片区", ["community"] = "社区", ["village"] = "村",
        ["compound"] = "小区", ["grid"] = "网格", ["microGrid"] = "微网格", ["micro-grid"] = "微网格", ["block"] = "街区", ["park"] = "园区",
    };

    public string LanguageTag => Of("zh-CN", "en");

    public string Unknown => Of("未知", "unknown");

    public string Hidden => Of("隐去", "hidden");

    public string Of(string chinese, string english) => language == OutputLanguage.Zh ? chinese : english;

    public static string Count(long count) => count.ToString("N0", s_english);

    /// <summary>A rate in percent. What is not quite all or nothing is not rounded to it.</summary>
    public static string Rate(double rate)
    {
        double percent = rate * 100;
        double shown = Math.Round(percent, 1, MidpointRounding.AwayFromZero);
        shown = shown >= 100 && percent < 100 ? 99.9 : shown <= 0 && percent > 0 ? 0.1 : shown;
        return shown.ToString("0.0", s_english) + "%";
    }

    /// <summary>A rate of the settings, which people set in whole percent.</summary>
    public static string Setting(double rate) => (rate * 100).ToString("0.##", s_english) + "%";

    public static string Points(double difference) => Math.Abs(difference * 100).ToString("0.0", s_english);

    public string Hours(double? hours) => hours is { } h ? h.ToString(h < 100 ? "0.0" : "N0", s_english) + Of(" 小时", " h") : "—";

    public string Hectares(double squareMetres) => squareMetres >= 10_000
        ? (squareMetres / 10_000).ToString("N1", s_english) + Of(" 公顷", " ha")
        : squareMetres.ToString("N0", s_english) + Of(" 平方米", " m²");

    public string Day(DateOnly day) => language == OutputLanguage.Zh
        ? string.Create(s_english, $"{day.Year}年{day.Month}月{day.Day}日")
        : day.ToString("d MMMM yyyy", s_english);

    public string Month(DateOnly day) => language == OutputLanguage.Zh ? string.Create(s_english, $"{day.Year}年{day.Month}月") : day.ToString("MMMM yyyy", s_english);

    public string ShortMonth(DateOnly day) => language == OutputLanguage.Zh ? string.Create(s_english, $"{day.Month}月") : day.ToString("MMM", s_english);

    public string Moment(DateTimeOffset moment)
    {
        DateTimeOffset local = TimeZoneInfo.ConvertTime(moment, zone);
        return Day(DateOnly.FromDateTime(local.DateTime)) + local.ToString(" HH:mm (zzz)", s_english);
    }

    public string Level(string level) => language == OutputLanguage.Zh ? s_levels.GetValueOrDefault(level, level) : level;

    public string Band(CoverageBand band) => band switch
    {
        CoverageBand.Full => Of("良好", "well covered"),
        CoverageBand.Partial => Of("部分", "partly covered"),
        CoverageBand.Poor => Of("不足", "poorly covered"),
        CoverageBand.None => Of("几无", "hardly covered"),
        _ => Unknown,
    };

    /// <summary>Where a band begins and ends, as the settings have it.</summary>
    public string Range(CoverageBand band, CoverageBands bands) => band switch
    {
        CoverageBand.Full => Of($"{Setting(bands.Full)} 及以上", $"{Setting(bands.Full)} or more"),
        CoverageBand.Partial => $"{Setting(bands.Partial)}–{Setting(bands.Full)}",
        CoverageBand.Poor => $"{Setting(bands.Poor)}–{Setting(bands.Partial)}",
        CoverageBand.None => Of($"低于 {Setting(bands.Poor)}", $"under {Setting(bands.Poor)}"),
        _ => Of("无人清点", "nobody has counted"),
    };

    public string Care(CareLevel care) => care switch
    {
        CareLevel.Key => Of("重点", "key"),
        CareLevel.Attention => Of("关注", "attention"),
        _ => Of("一般", "ordinary"),
    };

    public string Unit(UnitKind kind) => kind switch
    {
        UnitKind.Household => Of("住户", "households"),
        UnitKind.Company => Of("企业", "companies"),
        _ => Of("商户", "shops"),
    };
}
