using GridSteward.Domain.Reports;

namespace GridSteward.Demo.Life;

/// <summary>What people of the town report, and what those who handle it answer. All made up.</summary>
internal static class ReportWords
{
    /// <summary>Categories by how often they come.</summary>
    public static IReadOnlyList<(string Category, double Weight)> Categories { get; } =
    [
        ("public-facility", 22), ("cleanliness", 18), ("order", 16), ("fire-safety", 13), ("care", 10), ("neighbours", 9), ("small-wish", 7), ("suggestion", 5),
    ];

    /// <summary>Those that take their time, of which more are open at any one moment.</summary>
    public static IReadOnlyList<(string Category, double Weight)> SlowCategories { get; } = [("suggestion", 5), ("small-wish", 4), ("neighbours", 4), ("order", 3), ("public-facility", 2)];

    /// <summary>Words by category; {0} is a place.</summary>
    public static IReadOnlyDictionary<string, string[]> Of { get; } = new Dictionary<string, string[]>
    {
        ["public-facility"] =
        [
            "{0}旁边的路灯不亮了，晚上走路看不清。", "{0}门口的井盖松动，车一压就响。", "{0}楼道声控灯坏了两天。", "{0}附近健身器材的螺丝松了，孩子玩着危险。",
            "{0}前的路面有个坑，下雨积水。", "{0}单元门关不上，风大时直响。", "{0}边的护栏断了一截。", "{0}顶楼漏水，墙皮往下掉。",
        ],
        ["cleanliness"] =
        [
            "{0}边上的垃圾桶满了没人清。", "{0}后面堆了装修垃圾好几天。", "{0}楼道里有人堆纸箱。", "{0}旁的水沟堵了，有味道。", "{0}附近有人把旧沙发扔在绿化带。", "{0}门前菜叶子没人扫。",
        ],
        ["order"] =
        [
            "{0}门口有车挡住了出口。", "{0}前电动车乱停，推婴儿车过不去。", "{0}附近夜里有人放音响到很晚。", "{0}旁边有流动摊占道。", "{0}边上有人在绿地种菜。", "{0}消防登高面上停了车。",
        ],
        ["fire-safety"] =
        [
            "{0}有人从楼上拉电线给电动车充电。", "{0}楼梯间停了三辆电动车。", "{0}灭火器过期了。", "{0}后面有人烧秸秆。", "{0}消防通道被杂物堵住。", "{0}的燃气管旁堆着柴火。",
        ],
        ["care"] =
        [
            "{0}的独居老人两天没下楼了，想请人去看看。", "{0}有位老人出院，需要人帮忙买菜。", "{0}住户腿脚不便，想借轮椅。", "{0}的孩子放学没人接，问有没有托管。", "{0}老人不会用手机缴医保。",
        ],
        ["neighbours"] =
        [
            "{0}楼上半夜拖椅子，说了几次没用。", "{0}两家为晒场的边界吵起来了。", "{0}邻居的狗总在楼道里叫。", "{0}装修吵得孩子睡不着。", "{0}两户因为共用的墙漏水争执。",
        ],
        ["small-wish"] =
        [
            "想要一副老花镜，三百度。（{0}）", "{0}的老人想要一台收音机听戏。", "孩子想要一套旧课本。（{0}）", "{0}想在楼下装两张长椅。", "想找人一起下象棋。（{0}）",
        ],
        ["suggestion"] =
        [
            "建议在{0}旁边画几条停车位。", "{0}附近能不能开一个傍晚的集市。", "希望{0}门口加一个快递柜。", "建议给{0}的老人办一次防诈骗讲座。",
        ],
    };

    /// <summary>Notes by move.</summary>
    public static IReadOnlyDictionary<Move, string[]> Notes { get; } = new Dictionary<Move, string[]>
    {
        [Move.Accept] = ["已收到，下午去看。", "现场看过，今天联系维修。", "已电话联系，约明早上门。", "收到，马上去。"],
        [Move.Resolve] = ["已修好，请看看。", "已清走，提醒了住户。", "双方到调解室谈妥，握了手。", "已送到家里。", "换了新灯，试过了。", "车主已挪车，贴了提示。"],
        [Move.Wait] = ["等电梯公司派人来，约三天。", "物业报了修，等配件到货。", "要燃气公司上门，已经预约。"],
        [Move.Refuse] = ["不属于社区办理的事项，已告知物业电话。", "现场没有找到所说的情况，请带照片再报。"],
        [Move.Close] = ["回访过，满意。", "现场复核，没有问题。", "居民说解决了。", "照片核对无误。"],
    };
}
