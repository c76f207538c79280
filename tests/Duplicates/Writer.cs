namespace GridSteward.Duplicates;

/// <summary>Writes what a reporter would: a frame around the place and the problem, with a slip of the finger now and then.</summary>
public static class Writer
{
    /// <summary>By part, by side: {0} the place, {1} the problem. No frame is on two sides or in two parts.</summary>
    private static readonly string[][][] Chinese =
    [
        [["{0}{1}，麻烦处理一下。", "{1}，在{0}。", "你好，{0}{1}"], ["我们{0}这边，{1}！", "反映一下：{1}（{0}）", "{0}，{1}，已经跟物业说过了没人管"]],
        [["{0}{1}，请尽快派人。", "您好！{0}的{1}", "{1}。地点：{0}"], ["今天路过{0}发现{1}", "{1}，就在{0}，孩子老人都从这走", "投诉{0}：{1}"]],
    ];

    private static readonly string[][][] English =
    [
        [["At {0} {1}.", "{1}, {0}. Please fix it.", "Hello, {1} at {0}"], ["{1}! It is near {0}", "I live by {0} and {1}", "Problem: {1} ({0}), told the office already"]],
        [["{0}: {1}", "Please send somebody to {0}, {1}.", "{1} over at {0}"], ["I walked past {0} today, {1}", "{1}. That is {0}, children come through here", "Complaint about {0}. {1}"]],
    ];

    private const string Heard = "灯等坏怀水睡电点树数路露声升狗够修休楼搂门们";

    public static string Write(Problem problem, Spot spot, bool chinese, Part part, int side, Random random)
    {
        string[] frames = (chinese ? Chinese : English)[(int)part][side];
        string[] phrases = problem.In(chinese)[side];
        string text = string.Format(null, frames[random.Next(frames.Length)], spot.Name(chinese, part, random), phrases[random.Next(phrases.Length)]);
        return random.NextDouble() < 0.35 ? Slip(text, chinese, random) : text;
    }

    /// <summary>Chinese: a character that sounds alike, or one left out. English: two letters the wrong way round, or one left out.</summary>
    private static string Slip(string text, bool chinese, Random random)
    {
        int at = random.Next(1, text.Length - 2);
        if (!char.IsLetter(text[at]) || !char.IsLetter(text[at + 1]))
        {
            return text;
        }

        if (!chinese)
        {
            return random.Next(2) == 0 ? text[..at] + text[at + 1] + text[at] + text[(at + 2)..] : text.Remove(at, 1);
        }

        int known = text.IndexOfAny([.. Heard]);
        return known < 0 || random.Next(3) == 0 ? text.Remove(at, 1) : text[..known] + Heard[Heard.IndexOf(text[known], StringComparison.Ordinal) ^ 1] + text[(known + 1)..];
    }
}
