using GridSteward.Domain;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Http;

namespace GridSteward.Functions.Reports;

/// <summary>Answers that the functions about reports have in common.</summary>
public static class ReportAnswers
{
    /// <summary>To a link that does not fit.</summary>
    public static Answer NoLink(this ApiCall call) => call.Problems.NotFound(ReporterLinks.NoReport);

    /// <summary>To a step of the staff's: the report as lists show it.</summary>
    public static Answer Stepped(this ApiCall call, Outcome<Stored<Report>> outcome) => call.Problems.Of(
        outcome,
        done => Answer.Json(ReportSummary.Of(done.Value.Value, done.Value.ETag, call.Caller), ApiJson.Default.ReportSummary)
            .WithETag(done.Value.ETag).With("Idempotent-Replayed", done.Replayed ? "true" : null));

    /// <summary>To a step of the reporter's: the report as their link shows it.</summary>
    public static async Task<Answer> TrackedAsync(this ApiCall call, Outcome<Stored<Report>> outcome, ReadReports reports, string token)
    {
        if (outcome is not Outcome<Stored<Report>>.Done { Replayed: var replayed })
        {
            return call.Problems.Of(outcome, _ => throw new InvalidOperationException("It is done."));
        }

        return call.Problems.Of(
            await reports.TrackAsync(token, call.CancellationToken),
            done => Answer.Json(TrackingResponse.Of(done.Value), ApiJson.Default.TrackingResponse).With("Idempotent-Replayed", replayed ? "true" : null));
    }
}
