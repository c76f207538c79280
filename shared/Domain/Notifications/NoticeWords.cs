using System.Globalization;
using GridSteward.Domain.Reports;

namespace GridSteward.Domain.Notifications;

/// <summary>What notices say in Chinese and in English: a title of one line, and lines below it.</summary>
public static class NoticeWords
{
    private static readonly Dictionary<string, (string Zh, string En)> Events = new()
    {
        ["received"] = ("新上报", "New report"),
        ["moved"] = ("有进展", "Progress"),
        ["reassigned"] = ("已改派给您", "Assigned to you"),
        ["escalated"] = ("逾期升级督办", "Overdue, escalated"),
        ["assistAsked"] = ("请求协办", "Assistance asked for"),
        ["assistMoved"] = ("协办有进展", "Progress of an assistance"),
        ["photoAdded"] = ("新增照片", "Photo added"),
        ["photoRemoved"] = ("照片已移除", "Photo removed"),
        ["feedback"] = ("上报人已评价", "Feedback of the reporter"),
        ["graded"] = ("已核查", "Verified"),
        ["redacted"] = ("内容已遮盖", "Words redacted"),
        ["hidden"] = ("已隐藏", "Hidden"),
        ["shown"] = ("已恢复显示", "Shown again"),
        ["followed"] = ("有人关注同一问题", "Somebody else reports the same"),
        ["unfollowed"] = ("不再关注", "No longer followed"),
        ["regrouped"] = ("同一件事换了牵头的上报", "Another report of the same thing leads now"),
        ["accept"] = ("已受理", "Accepted"),
        ["return"] = ("已退回", "Returned"),
        ["dispatch"] = ("已派单", "Dispatched"),
        ["refuse"] = ("不予受理", "Refused"),
        ["wait"] = ("等待第三方", "Waiting on a third party"),
        ["resume"] = ("恢复处置", "Resumed"),
        ["resolve"] = ("已处置", "Resolved"),
        ["close"] = ("已办结", "Closed"),
        ["reopen"] = ("重新办理", "Reopened"),
        ["requestReopen"] = ("申请重新办理", "Asked to be reopened"),
        ["declineReopen"] = ("不予重新办理", "Not reopened"),
        ["withdraw"] = ("上报人已撤回", "Withdrawn"),
        ["merge"] = ("并入同一问题", "Merged with another"),
        ["unmerge"] = ("不再并案", "No longer merged"),
        ["transfer"] = ("移交其他辖区", "Handed to another jurisdiction"),
    };

    private static readonly Dictionary<string, (string Zh, string En)> States = new()
    {
        ["received"] = ("已登记", "received"),
        ["accepted"] = ("处置中", "accepted"),
        ["waiting"] = ("等待第三方", "waiting on a third party"),
        ["resolved"] = ("已处置", "resolved"),
        ["reopenRequested"] = ("申请重新办理", "asked to be reopened"),
        ["closed"] = ("已办结", "closed"),
        ["refused"] = ("不予受理", "refused"),
        ["duplicate"] = ("重复上报", "a duplicate"),
        ["withdrawn"] = ("已撤回", "withdrawn"),
        ["transferred"] = ("已移交", "with another jurisdiction"),
    };

    /// <summary>The title of one notice.</summary>
    public static string TitleOf(Notice notice, ChannelLanguage language)
    {
        string happened = notice.Former ? Say("已改派他人", "No longer with you", language) : Pick(Events, notice.Event, language);
        string about = Line(language == ChannelLanguage.Zh ? notice.CategoryName : notice.CategoryNameEn ?? notice.CategoryName);
        return (notice.Urgent ? Say("【紧急】", "[Urgent] ", language) : "") + happened + (about.Length > 0 ? Say("：", ": ", language) + about : "");
    }

    /// <summary>The lines below it.</summary>
    public static IEnumerable<string> LinesOf(Notice notice, ChannelLanguage language)
    {
        yield return Say("编号：", "Number: ", language) + notice.Number;
        if (notice.Areas.Count > 0)
        {
            yield return Say("区域：", "Area: ", language) + string.Join(" / ", notice.Areas.Select(a => Line(a.Name)));
        }

        yield return Say("状态：", "State: ", language) + Pick(States, Wire.Name(notice.State), language);
        if (notice.DueAt is { } due)
        {
            yield return Say("期限：", "Due: ", language) + due.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The title of what a reporter is told.</summary>
    public static string ReporterTitleOf(Notice notice, ChannelLanguage language)
        => Say("您的上报：", "Your report: ", language) + Pick(States, Wire.Name(notice.State), language);

    /// <summary>The lines of what a reporter is told.</summary>
    public static IEnumerable<string> ReporterLinesOf(Notice notice, ChannelLanguage language)
    {
        yield return Say("编号：", "Number: ", language) + notice.Number;
        yield return Say("状态：", "State: ", language) + Pick(States, Wire.Name(notice.State), language);
        if (notice.State == ReportState.Resolved)
        {
            yield return Say("是否解决、是否满意，请在查询链接中告诉我们。", "Is it solved, and are you satisfied? Say so by your link.", language);
        }

        yield return Say("详情请打开您上报时得到的查询链接。", "Open the link that you got when you reported to see more.", language);
        yield return Say("本邮件由系统发出，请勿回复。", "This mail was sent by a program; nobody reads replies.", language);
    }

    /// <summary>The title of a digest.</summary>
    public static string DigestTitleOf(int count, ChannelLanguage language)
        => language == ChannelLanguage.Zh ? $"网格事件汇总：{count} 条" : $"{count} notices about reports";

    /// <summary>A name on one line, without what a chat program would take for markup or for a call to everybody.</summary>
    public static string Line(string? text) => text is null ? "" : new string([.. text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c switch
    {
        '<' => '＜', '>' => '＞', '[' => '［', ']' => '］', '*' => '＊', '`' => '｀', '#' => '＃', '@' => '＠', '_' => '＿', '~' => '～', '|' => '｜', '\\' => '＼', _ => c,
    })]).Trim();

    /// <summary>Whether there are words for an event.</summary>
    public static bool Knows(string name) => Events.ContainsKey(name);

    /// <summary>Whether there are words for a state.</summary>
    public static bool KnowsState(string name) => States.ContainsKey(name);

    private static string Pick(Dictionary<string, (string Zh, string En)> from, string name, ChannelLanguage language)
        => from.TryGetValue(name, out var words) ? Say(words.Zh, words.En, language) : name;

    private static string Say(string zh, string en, ChannelLanguage language) => language == ChannelLanguage.Zh ? zh : en;
}
