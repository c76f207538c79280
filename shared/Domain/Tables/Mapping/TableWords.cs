using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using GridSteward.Domain.Households;
using GridSteward.Domain.Staff;
using GridSteward.Geo;

namespace GridSteward.Domain.Tables;

/// <summary>What the columns of files are called, in Chinese and English.</summary>
public static class TableWords
{
    // Field, Chinese label, other names.
    private static readonly string[][] Words =
    [
        ["id", "标识"],
        ["code", "编号", "编码", "户号", "代码"],
        ["name", "姓名", "户主", "名称", "户主姓名"],
        ["phone", "电话", "手机", "联系电话", "手机号", "手机号码", "联系方式", "mobile", "tel"],
        ["longitude", "经度", "lng", "lon", "point.longitude", "easting", "东坐标", "横坐标"],
        ["latitude", "纬度", "lat", "point.latitude", "northing", "北坐标", "纵坐标"],
        ["coordinateSystem", "坐标系", "坐标系统", "crs"],
        ["accuracyMetres", "精度", "精度（米）", "accuracy"],
        ["building", "楼栋", "楼号", "楼栋编号"],
        ["unit", "单元", "房号", "门牌", "门牌号", "door"],
        ["residents", "人数", "人口", "居住人数"],
        ["originVillage", "原村", "原籍村", "来源村"],
        ["wantsAcquaintance", "要求乡邻网格员", "要求熟人"],
        ["originVillages", "熟悉的村"],
        ["movedOn", "迁出日期", "搬离日期", "搬走日期"],
        ["steward", "网格员"],
        ["area", "网格", "网格编号"],
        ["areas", "服务网格"],
        ["level", "层级", "级别"],
        ["parent", "上级", "上级编号"],
        ["duty", "职责"],
        ["title", "职务"],
        ["validFrom", "起始日期", "开始日期", "生效日期"],
        ["validTo", "结束日期", "终止日期", "失效日期"],
        ["category", "类别"],
        ["categories", "类别", "类别列表"],
        ["capacity", "承办上限", "容量"],
        ["subject", "登录标识"],
        ["channelConfirmedAt", "渠道确认时间", "联系确认时间"],
        ["number", "受理号"],
        ["kind", "类型", "大类", "单位类型"],
        ["floor", "楼层", "所在楼层"],
        ["care", "关爱等级", "关爱级别"],
        ["located", "定位方式"],
        ["consent", "同意", "是否同意", "知情同意"],
        ["consentOn", "同意日期"],
        ["needs", "需求", "需求清单"],
        ["expectedHouseholds", "应有户数", "户数"],
        ["expectedCompanies", "应有企业数", "企业数"],
        ["expectedShops", "应有商户数", "商户数"],
        ["countedOn", "清点日期"],
        ["source", "来源"],
        ["state", "状态"],
        ["receivedAt", "受理时间"],
        ["acceptBy", "应接办时间"],
        ["resolveBy", "应办结时间"],
        ["dueAt", "下一时限"],
        ["assignee", "承办"],
        ["words", "内容"],
        ["contactName", "联系人"],
        ["contactPhone", "联系人电话"],
        ["geometry", "几何", "边界", "wkt", "geojson", "geom", "shape"],
    ];

    private static readonly FrozenDictionary<string, (string Label, FrozenSet<string> Headers)> ByField = Words.ToFrozenDictionary(
        words => words[0], words => (words[1], words.Select(FieldText.Header).ToFrozenSet(StringComparer.Ordinal)), StringComparer.Ordinal);

    /// <summary>The Chinese words for the five levels of responsibility.</summary>
    public static IReadOnlyDictionary<string, Duty> Duties { get; } = new Dictionary<string, Duty>(StringComparer.Ordinal)
    {
        ["总领"] = Duty.Lead,
        ["督办"] = Duty.Oversee,
        ["主办"] = Duty.Handle,
        ["跟办"] = Duty.FollowUp,
        ["协办"] = Duty.Assist,
    };

    /// <summary>The Chinese words for what is coded of units.</summary>
    private static readonly Dictionary<string, UnitKind> UnitKinds = new(StringComparer.Ordinal)
    {
        ["户"] = UnitKind.Household, ["居民户"] = UnitKind.Household, ["住户"] = UnitKind.Household, ["企业"] = UnitKind.Company, ["公司"] = UnitKind.Company,
        ["商户"] = UnitKind.Shop, ["店铺"] = UnitKind.Shop,
    };

    private static readonly Dictionary<string, CareLevel> CareLevels = new(StringComparer.Ordinal)
    {
        ["一般"] = CareLevel.Ordinary, ["关注"] = CareLevel.Attention, ["重点"] = CareLevel.Key,
    };

    private static readonly Dictionary<string, HowLocated> WaysOfLocating = new(StringComparer.Ordinal)
    {
        ["定位"] = HowLocated.Gps, ["卫星定位"] = HowLocated.Gps, ["地图"] = HowLocated.Map, ["地图选点"] = HowLocated.Map, ["地址"] = HowLocated.Address, ["测绘"] = HowLocated.Survey,
    };

    /// <summary>The Chinese words for the values of an enumeration; null where there are none.</summary>
    public static IReadOnlyDictionary<string, T>? ValuesOf<T>()
        where T : struct, Enum
        => new object[] { Duties, UnitKinds, CareLevels, WaysOfLocating }.OfType<IReadOnlyDictionary<string, T>>().FirstOrDefault();

    // The tags, and what else people call the systems; 4326 and 4490 are what drawing programs write.
    private static readonly FrozenDictionary<string, CoordinateSystem> Systems = CoordinateSystems.All.Select(s => (s.Tag, s))
        .Append(("EPSG:4326", CoordinateSystem.Wgs84))
        .Concat(new[] { "EPSG:4490", "国家2000", "国家大地2000", "2000国家大地坐标系", "大地2000" }.Select(word => (word, CoordinateSystem.Cgcs2000)))
        .Concat(new[] { "火星", "火星坐标", "火星坐标系", "国测局", "国测局坐标", "国测局坐标系", "高德", "高德坐标", "腾讯坐标" }.Select(word => (word, CoordinateSystem.Gcj02)))
        .Concat(new[] { "百度", "百度坐标", "百度坐标系" }.Select(word => (word, CoordinateSystem.Bd09)))
        .ToFrozenDictionary(x => SystemWord(x.Item1), x => x.Item2, StringComparer.Ordinal);

    /// <summary>The header of a field's column: the field's own name, or the Chinese word, which is the field's name where there is none.</summary>
    public static string Label(string field, TableLabels labels)
        => labels == TableLabels.Chinese && ByField.TryGetValue(field, out (string Label, FrozenSet<string> Headers) words) ? words.Label : field;

    /// <summary>The coordinate system of a tag in any case, with or without hyphens (GCJ-02), or of a Chinese word for it (火星坐标系).</summary>
    public static bool TryParseSystem(string text, [NotNullWhen(true)] out CoordinateSystem? system) => Systems.TryGetValue(SystemWord(text), out system);

    // EPSG codes with and without the authority.
    private static string SystemWord(string text) => string.Concat(FieldText.Header(text).Where(c => c is not ('-' or '_'))).Replace("EPSG:", "", StringComparison.Ordinal);

    /// <summary>Whether a header, folded by <see cref="FieldText.Header"/>, is one of the field's names.</summary>
    internal static bool Means(string folded, string field)
        => ByField.TryGetValue(field, out (string Label, FrozenSet<string> Headers) words)
            ? words.Headers.Contains(folded)
            : FieldText.Header(field) == folded;
}

/// <summary>The language of the headers that are written.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(WireEnumConverter<TableLabels>))]
public enum TableLabels
{
    /// <summary>The fields' own names: <c>code</c>, <c>originVillage</c>.</summary>
    English,

    /// <summary>编号, 原村.</summary>
    Chinese,
}
