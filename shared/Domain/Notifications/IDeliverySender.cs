namespace GridSteward.Domain.Notifications;

/// <summary>What is sent, once put together.</summary>
/// <param name="Id">The id by which receivers drop repeats; the same at every try.</param>
/// <param name="At">Now: signatures hold it.</param>
/// <param name="Kind">What the receiver speaks.</param>
/// <param name="Addresses">Where to: one URL, or mailboxes.</param>
/// <param name="Secret">What is signed with; null for nothing.</param>
/// <param name="Language">The language; null for all of them, one after the other.</param>
/// <param name="Notices">What is told: one, or the several of a digest.</param>
public sealed record OutgoingMessage(
    string Id, DateTimeOffset At, ChannelKind Kind, IReadOnlyList<string> Addresses, string? Secret, ChannelLanguage? Language, IReadOnlyList<Notice> Notices)
{
    /// <summary>Whether it was to be gathered, though it may be only one.</summary>
    public bool IsDigest { get; init; }
}

/// <summary>What a receiver made of it. Codes are short and our own: <c>http500</c>, <c>timeout</c>, <c>errcode45009</c>.</summary>
public abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    /// <summary>It has it.</summary>
    public sealed record Delivered : SendOutcome;

    /// <summary>It will not have this one, however often it is tried.</summary>
    public sealed record Refused(string Code) : SendOutcome;

    /// <summary>It may have it later.</summary>
    /// <param name="Code">Why not now.</param>
    /// <param name="After">How long it wants to be left in peace; null where it did not say.</param>
    /// <param name="Others">Whether others on the channel would fare the same, and wait too.</param>
    /// <param name="Counts">Whether it counts as a try: being asked to go slower does not.</param>
    public sealed record Later(string Code, TimeSpan? After = null, bool Others = true, bool Counts = true) : SendOutcome;

    /// <summary>The receiver is gone for good.</summary>
    public sealed record Gone(string Code) : SendOutcome;
}

/// <summary>Sends over the network: the seam to HTTP and SMTP, which the domain does not know.</summary>
public interface IDeliverySender
{
    /// <summary>Sends one message, once. Whatever goes wrong with the receiver is an outcome.</summary>
    Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken);
}

/// <summary>Where staff see a report, as a link; null where the program does not know its own address.</summary>
public sealed record ReportLinks(Func<Reports.Report, string?> Of);
