using GridSteward.Domain.Assists;
using GridSteward.Domain.People;
using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Assists;

/// <summary>What the functions of requests for help promise.</summary>
public static class AssistDeclarations
{
    private static readonly BodyDeclaration Asking = Json(
        input => input.ReadAssist("", "", _ => true), $$"""{ "assignee": "partner:{{ExampleId("partners")}}", "required": true, "note": "请带梯子来" }""");

    private static readonly BodyDeclaration Moving = Json(input => input.ReadAssistMove("", "", "", _ => true), """{ "move": "accept", "note": "下午到" }""");

    public static FeatureDeclarations All { get; } = new("Assists", "Asking others to help within a report 呼叫-响应, and their answers.",
    [
        new("AskAssist", Within(Capability.ReadReports), "Asks another post, team or partner to help with a report")
        {
            Details = $"Needs HandleReports where the report lies. The report stays with whoever has it; those who are asked may read it (without the reporter's contact and the notes of moves), and are told. "
                + $"It resolves only when everybody has answered who was asked as required. insteadOf names a request that was declined, and cancels it. Up to {Assist.Most} a report. "
                + "409 where the report is not open, or they have it or were asked already.",
            Body = Asking,
            TakesKey = true,
            WantsIfMatch = true,
            Answers = [new(200, Written(j => j.AssistsResponse)) { HasETag = true }],
            AlsoRefuses = [409],
        },
        new("MoveAssist", Within(Capability.ReadReports), "Accepts, declines, answers or cancels a request for help")
        {
            Details = "accept, decline and answer are for those who were asked: whoever handles reports for the team, the partner or the post's area, and the post's holder. decline wants a note that says why, "
                + "answer one that says what was done; answer comes after accept. cancel is for who asked, and for HandleReports where the report lies. 409 where the state does not allow it.",
            Body = Moving,
            TakesKey = true,
            WantsIfMatch = true,
            Answers = [new(200, Written(j => j.AssistsResponse)) { HasETag = true }],
            AlsoRefuses = [409],
        },
    ]);
}
