using GridSteward.Domain.Feedbacks;
using GridSteward.Functions.Http;

namespace GridSteward.Functions.Feedbacks;

/// <summary>What a reporter said of the last resolution that they answered.</summary>
public sealed record FeedbackResponse(DateTimeOffset At, bool Satisfied, int? Rating, int Resolution)
{
    public static FeedbackResponse? Of(Feedback? f) => f is null ? null : new(f.At, f.Satisfied, f.Rating, f.Resolution);
}

/// <summary>How satisfied, of how many.</summary>
/// <param name="Key">What is counted: an assignee's key, a steward's id, a code, a month; null for all of them.</param>
/// <param name="Asked">So many were said to be solved.</param>
/// <param name="Answered">To so many of them the reporter said something.</param>
/// <param name="Satisfied">With so many of those they are satisfied.</param>
/// <param name="Share">Satisfied of answered, 0 to 1; null where nothing was answered.</param>
public sealed record SatisfactionRowResponse(string? Key, long Asked, long Answered, long Satisfied, double? Share)
{
    public static SatisfactionRowResponse Of(string? key, SatisfactionCounts c) => new(key, c.Asked, c.Answered, c.Satisfied, c.Share);
}

/// <summary>Satisfaction in a window of time; the total counts those too that belong to no row.</summary>
public sealed record SatisfactionResponse(
    string Jurisdiction, SatisfactionBy By, DateTimeOffset From, DateTimeOffset To, SatisfactionRowResponse Total, IReadOnlyList<SatisfactionRowResponse> Rows)
{
    public static SatisfactionResponse Of(SatisfactionQuestion question, Satisfaction s) => new(
        question.Jurisdiction, question.By, s.From, s.To, SatisfactionRowResponse.Of(null, s.Total), [.. s.Rows.Select(r => SatisfactionRowResponse.Of(r.Key, r.Counts))]);
}

/// <summary>Reads feedback from bodies.</summary>
public static class FeedbackInput
{
    public static GivenFeedback ReadFeedback(this JsonInput input)
    {
        var given = new GivenFeedback(input.RequiredFlag("satisfied"), input.Text("words", GivenFeedback.MaxWords), input.WholeNumber("rating", 1, 5));
        input.Finish();
        return given;
    }
}
