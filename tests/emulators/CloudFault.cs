namespace GridSteward.Tests.Emulators;

/// <summary>What a cloud does to a request.</summary>
public enum CloudFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>429 with a time to come back.</summary>
    Throttled,

    /// <summary>429 without one.</summary>
    ThrottledSilently,

    /// <summary>503: it did not happen.</summary>
    Unavailable,

    /// <summary>408: it did not happen.</summary>
    TimedOut,

    /// <summary>The connection is reset before anything is sent.</summary>
    Reset,

    /// <summary>It happens, and the connection is reset before the answer comes.</summary>
    AnswerLost,

    /// <summary>It happens, and the answer is 408.</summary>
    AnswerTimedOut,

    /// <summary>The first byte comes late, but it comes.</summary>
    SlowFirstByte,

    /// <summary>The first byte does not come until whoever asked gives up.</summary>
    NoFirstByte,

    /// <summary>A batch is refused whole since one of its operations was throttled: 207, with 429 for it and 424 for the others.</summary>
    PartThrottled,

    /// <summary>A batch that wants a version is refused as if somebody had just written another: 207, with 412.</summary>
    StaleETag,

    /// <summary>A point read is answered by a replica that has not heard of the document's last change.</summary>
    StaleRead,

    /// <summary>A point read is answered by a replica that has not heard of the document.</summary>
    NotYetThere,

    /// <summary>404 with sub-status 1002: the replica knows that it is behind.</summary>
    SessionNotThereYet,
}
