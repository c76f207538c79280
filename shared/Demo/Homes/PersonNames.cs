namespace GridSteward.Demo.Homes;

/// <summary>Names and phones of people who are not there. The numbers begin with 100, which no mobile phone in China does.</summary>
internal sealed class PersonNames(Rolls rolls)
{
    private static readonly string[] Surnames =
        [.. "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦方白邹孟熊秦邱江尹薛阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤".Select(c => c.ToString())];

    private static readonly string[] Elders = ["秀英", "桂兰", "玉珍", "秀兰", "建国", "国强", "志明", "德福", "金山", "长河", "玉梅", "凤英", "福生", "守义", "广田", "素云", "明远", "春生", "学文", "兰芝"];

    private static readonly string[] Youngers = ["伟", "敏", "静", "磊", "洋", "艳", "勇", "娟", "涛", "明", "超", "霞", "晓燕", "文博", "雪梅", "子涵", "嘉怡", "浩然", "思远", "雨欣", "志鹏", "佳慧", "俊杰", "海燕", "立新", "小满", "青禾", "云帆"];

    public string Next(bool elder = false) => rolls.Pick(Surnames) + rolls.Pick(elder || rolls.Chance(0.35) ? Elders : Youngers);

    public string NextPhone() => $"100{rolls.Whole(0, 99_999_999):D8}";
}
