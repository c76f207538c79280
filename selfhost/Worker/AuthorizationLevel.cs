namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which key of the Functions host a call needs. The self-hosted runtime has no keys and serves only <see cref="Anonymous"/>.</summary>
public enum AuthorizationLevel
{
    Anonymous = 0,
    User = 1,
    Function = 2,
    System = 3,
    Admin = 4,
}
