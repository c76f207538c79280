using GridSteward.Domain.Audit;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Transfers;

/// <summary>
/// What belongs to a jurisdiction and goes with it to another deployment: every kind of document and every container of blobs, but for those
/// that are named here with why they stay. A new kind moves without anybody's doing.
/// </summary>
public static class TransferKinds
{
    private const string People = "People, what they were granted and by whom are the deployment's own.";
    private const string Jobs = "Jobs, what they read and what they made are the deployment's own, and forgotten after days.";

    private const string Books = "What coverage is counted from is copied again from households and reports.";
    private const string Referrals = "Referrals are to people whom the deployment has granted something; elsewhere they are made anew.";

    private const string Runs = "What a deployment's timers did, and whether it can write, is its own.";
    private const string Limits = "Who sent how much in the last hour is the deployment's own.";
    private const string Sending = "Photos on their way in are sent to one deployment, within a day.";

    private const string Regions = "Regions' roll-ups lie in no jurisdiction; each deployment writes its own at night.";

    private const string Places = "What an import is just putting into its places is read as if it were there.";

    /// <summary>Kinds of documents that stay, by name, each with why.</summary>
    public static IReadOnlyDictionary<string, string> Staying { get; } = new Dictionary<string, string>
    {
        ["person"] = People,
        ["invitation"] = People,
        ["firstAdministrator"] = People,
        ["reservation"] = "Idempotency keys are promises of the deployment that took them, for thirty days.",
        ["jurisdictionEntry"] = "It stands in the head of the file, and is written last.",
        ["jurisdictionListVersion"] = "Each deployment counts its own.",
        ["contactCardEntry"] = "It is made again from the contact card.",
        ["referral"] = Referrals,
        ["referralEntry"] = Referrals,
        ["agendaEntry"] = Jobs,
        ["rateWindow"] = Limits,
        ["rateKey"] = Limits,
        ["timerDay"] = Runs,
        ["healthProbe"] = Runs,
        ["coverageBook"] = Books,
        ["job"] = Jobs,
        ["jobCheckpoint"] = Jobs,
        ["upload"] = Jobs,
        ["channelSecret"] = "Addresses and secrets of channels lie in no file; they are entered again.",
        ["channelState"] = "Who sends on a channel, and how long it rests, is the deployment's own.",
        ["photoDraft"] = Sending,
        ["regionHead"] = Regions,
        ["regionMember"] = Regions,
        ["regionTrend"] = Regions,
        ["regionCommunities"] = Regions,
        ["regionMembership"] = Regions,
        ["publication"] = Places,
        ["stagedRow"] = Places,
    };

    /// <summary>Containers of blobs that stay, each with why.</summary>
    public static IReadOnlyDictionary<BlobContainer, string> StayingBlobs { get; } = new Dictionary<BlobContainer, string>
    {
        [BlobContainer.Uploads] = Jobs,
        [BlobContainer.Jobs] = Jobs,
        [BlobContainer.PhotoBlocks] = Sending,
        [BlobContainer.Books] = Books,
        [BlobContainer.Indexes] = "They are built again from the areas.",
    };

    /// <summary>The kinds that move, in the order of the file: by container, then by name.</summary>
    public static IReadOnlyList<MovedKind> Moved { get; } =
    [
        .. Kinds.All.Where(k => k.Container != Container.Directory && !Staying.ContainsKey(k.Name))
            .OrderBy(k => Container.All.ToList().IndexOf(k.Container)).ThenBy(k => k.Name, StringComparer.Ordinal)
            .Select(k => k.Accept(new Mover())),
    ];

    /// <summary>The containers of blobs that move, in the order of the file: by name. A jurisdiction's blobs have its code as the first segment of their name.</summary>
    public static IReadOnlyList<BlobContainer> MovedBlobs { get; }
        = [.. Enum.GetValues<BlobContainer>().Where(c => !StayingBlobs.ContainsKey(c)).OrderBy(NameOf, StringComparer.Ordinal)];

    /// <summary>How a container of blobs is called in the file.</summary>
    public static string NameOf(BlobContainer container) => container.ToString().ToLowerInvariant();

    /// <summary>
    /// Whether a document of a kind that moves does. Audit entries about jobs stay with the jobs: were they to move, every export would add to
    /// what the next one holds.
    /// </summary>
    public static bool Moves(Document document) => document is not AuditEntry { Fact.Subject: var subject } || !subject.StartsWith("job/", StringComparison.Ordinal);

    private sealed class Mover : IDocumentKindVisitor<MovedKind>
    {
        public MovedKind Visit<T>(DocumentKind<T> kind)
            where T : Document => new MovedKind<T>(kind);
    }
}
