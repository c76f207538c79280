using GridSteward.Domain.Inboxes;
using GridSteward.Domain.People;
using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Inboxes;

/// <summary>What the inbox promises.</summary>
public static class InboxDeclarations
{
    public static FeatureDeclarations All { get; } = new("Inbox", "What waits for whoever asks.",
    [
        List("ListInbox", Within(Capability.ReadReports), "What waits for the caller, oldest report first", Written(j => j.PageResponseInboxItemResponse),
            Choice<InboxKind>("kind", "Only what waits for this reason.")) with
        {
            Details = "handle, assist and escalated: for the posts whose steward signs in with the caller's subject, and for the teams and partners of the caller's grants. dispatch, with DispatchReports: what nobody has; escalated too, at the last level. "
                + "reopen and verify, with CloseReports: what its reporter wants begun again, and what is said to be solved. A page can hold fewer than asked for before the last.",
        },
    ]);
}
