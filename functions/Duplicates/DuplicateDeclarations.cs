using GridSteward.Domain.People;
using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Duplicates;

/// <summary>What the functions of duplicates promise.</summary>
public static class DuplicateDeclarations
{
    private static readonly BodyDeclaration Draft = Json(
        input => input.ReadDraft(),
        """{ "category": "fire-safety", "words": "楼道里堆了纸箱", "point": { "longitude": 113.505, "latitude": 34.805, "accuracyMetres": 20 }, "jurisdiction": "xinjiayuan" }""");

    private static readonly BodyDeclaration Same = Json(input => input.ReadSameAs(), $$"""{ "report": "xinjiayuan/{{ExampleId("reports")}}" }""");

    private static readonly BodyDeclaration Merge = Json(
        input => input.ReadMerge("", "", _ => true), $$"""{ "into": "xinjiayuan/{{ExampleId("leaders")}}", "note": "同一堆纸箱" }""");

    private static readonly BodyDeclaration Unmerge = Json(input => input.ReadUnmerge("", "", _ => true), """{ "note": "是另一层楼的" }""");

    public static FeatureDeclarations All { get; } = new("Duplicates", "Several reports of one thing 重复上报.",
    [
        new("FindSimilarReports", Anyone, "Open reports that may be about the same thing as one that is being written, the most alike first")
        {
            Details = "At most five. Nothing is kept. Reports that were placed by a household or a contact card are never among them, and a draft that says only a household "
                + "or a card is answered with none. Distances are those of places rounded to about 20 m.",
            Body = Draft,
            IsLimited = true,
            Answers = [new(200, Written(j => j.SimilarReportsResponse))],
        },
        new("JoinTrackedReport", Anyone, "Says by one's link that one's report is the same as another: it is followed under that one")
        {
            Details = "Only what could have been offered can be joined; else the report stays by itself, and refusal says why. Saying it again changes nothing.",
            Body = Same,
            Answers = [new(200, Written(j => j.JoiningResponse))],
        },
        new("MergeReport", Within(Capability.ReadReports), "Brings a report, and those that follow it, under another of the same jurisdiction")
        {
            Details = "Needs HandleReports where both lie. 409 where the other one is not open, follows one itself (which is named), or more than 25 would follow it.",
            Body = Merge,
            TakesKey = true,
            WantsIfMatch = true,
            Answers = [new(200, Written(j => j.ReportSummary)) { HasETag = true }],
            AlsoRefuses = [409],
        },
        new("UnmergeReport", Within(Capability.ReadReports), "Takes a report out from under another: it is received again, by itself")
        {
            Details = "Needs HandleReports where both lie, and a note, which the reporter reads. Whoever had it has it again; the time that it followed does not count.",
            Body = Unmerge,
            TakesKey = true,
            WantsIfMatch = true,
            Answers = [new(200, Written(j => j.ReportSummary)) { HasETag = true }],
            AlsoRefuses = [409],
        },
    ]);
}
