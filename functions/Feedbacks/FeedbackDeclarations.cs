using GridSteward.Domain.Feedbacks;
using GridSteward.Domain.People;
using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Feedbacks;

/// <summary>What feedback and satisfaction promise.</summary>
public static class FeedbackDeclarations
{
    private static readonly BodyDeclaration Given = Json(input => input.ReadFeedback(), """{ "satisfied": false, "words": "箱子又堆回来了", "rating": 2 }""");

    public static FeatureDeclarations All { get; } = new("Feedback", "What reporters say of what was done 回访, and how satisfied they are 满意度.",
    [
        new("GiveFeedback", Anyone, "Says whether one is satisfied with what was done")
        {
            Details = "By the reporter's link, once for each resolve, until the day that feedbackUntil of the link's answer names; the same sent again is the same. Not satisfied wants words, and asks "
                + "with them that the report be begun again. 409 where it is too late, was answered otherwise, or nobody has said that it is solved.",
            Body = Given,
            TakesKey = true,
            Answers = [new(200, Written(j => j.TrackingResponse))],
            AlsoRefuses = [409],
        },
        Get("GetSatisfaction", Within(Capability.ReadCoverage), "How satisfied reporters are, always with the counts", Written(j => j.SatisfactionResponse),
            Choice<SatisfactionBy>("by", "What it is counted by.") with { Required = true, Example = "area" },
            Text("from", $"Resolved from this moment on; left out, the last 90 days. The window is at most {ReadSatisfaction.MaxDays} days.", "2026-05-01T00:00:00Z"),
            Text("to", "Resolved before this moment; left out, now.", "2026-06-01T00:00:00Z"),
            Text("level", "With by=area: only areas of this level.", "grid")) with
        {
            Details = "Counts the resolutions in the caller's own scope, whose reports the caller may read; so nothing is hidden. A report that was begun again counts once for each resolution, "
                + "with what was said of that one. share is satisfied of answered, and null where nobody answered.",
        },
    ]);
}
