namespace GridSteward.Functions.Watch;

/// <summary>
/// Names of the log events that infra/alerts.json asks for. They reach the logs as <c>EventName</c> under both runtimes; the words of a message whose event is asked
/// for its numbers are part of that too. docs/operations.md says what each alert means.
/// </summary>
public static class LogEvents
{
    /// <summary>Documents or blobs cannot be reached.</summary>
    public const string NotReady = nameof(NotReady);

    /// <summary>A part of the program is not well (GET /health).</summary>
    public const string PartUnwell = nameof(PartUnwell);

    /// <summary>How many reports nobody has, and since when.</summary>
    public const string UnassignedQueue = nameof(UnassignedQueue);

    /// <summary>A request was answered 503.</summary>
    public const string StoreUnavailable = nameof(StoreUnavailable);

    /// <summary>A request was answered 500, or 503 because a document is of a newer schema version.</summary>
    public const string RequestFailed = nameof(RequestFailed);

    /// <summary>A coverage report is not there long after it was due.</summary>
    public const string CoverageMissing = nameof(CoverageMissing);

    /// <summary>A coverage report could not be made; the next run tries again.</summary>
    public const string CoverageFailed = nameof(CoverageFailed);

    /// <summary>A jurisdiction's retention could not be ordered.</summary>
    public const string RetentionNotOrdered = nameof(RetentionNotOrdered);

    /// <summary>The count of a jurisdiction's visits could not be ordered.</summary>
    public const string VisitsNotOrdered = nameof(VisitsNotOrdered);

    /// <summary>A report or a jurisdiction could not be escalated.</summary>
    public const string EscalationFailed = nameof(EscalationFailed);

    /// <summary>A jurisdiction's notifications broke off.</summary>
    public const string NotificationsBroke = nameof(NotificationsBroke);

    /// <summary>A notification was given up.</summary>
    public const string DeliveryDead = nameof(DeliveryDead);

    /// <summary>A slice of a job broke; it is tried again.</summary>
    public const string JobBroke = nameof(JobBroke);

    /// <summary>A job has failed, by no fault of what was sent.</summary>
    public const string JobFailed = nameof(JobFailed);
}
