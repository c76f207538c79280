using GridSteward.Domain.Assignments;
using GridSteward.Domain.Duplicates;
using GridSteward.Functions.Http;
using GridSteward.Functions.Reports;

namespace GridSteward.Functions.Duplicates;

/// <summary>A report that has not been sent, as far as it says what it is about.</summary>
public sealed record ReportDraft(string Category, string? Words, Whereabouts Where);

/// <summary>Reads drafts and what is said about sameness from bodies.</summary>
public static class DuplicateInput
{
    public static ReportDraft ReadDraft(this JsonInput input)
    {
        var draft = new ReportDraft(input.ReadCategory(), input.Text("words", ReportInput.MaxWords), input.ReadWhereabouts());
        input.Finish();
        return draft;
    }

    public static string ReadSameAs(this JsonInput input)
    {
        string report = input.RequiredText("report", 300);
        input.Finish();
        return report;
    }

    public static WantedMerge ReadMerge(this JsonInput input, string jurisdiction, string id, Func<string, bool> seen)
    {
        var wanted = new WantedMerge(jurisdiction, id, input.RequiredText("into", 300), input.Text("note", ReportInput.MaxWords), seen);
        input.Finish();
        return wanted;
    }

    public static WantedMerge ReadUnmerge(this JsonInput input, string jurisdiction, string id, Func<string, bool> seen)
    {
        var wanted = new WantedMerge(jurisdiction, id, null, input.RequiredText("note", ReportInput.MaxWords), seen);
        input.Finish();
        return wanted;
    }
}
