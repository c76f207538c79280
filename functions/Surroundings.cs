using GridSteward.Domain.Storage;
using Microsoft.Extensions.Options;

namespace GridSteward.Functions;

/// <summary>Tells a program that cannot run where it is from one that is broken: the first says why on a line and ends with 1, the second dies with its exception.</summary>
public static class Surroundings
{
    /// <summary>Whether files, rights, disks, stores or settings are why; the message says which.</summary>
    public static bool AreWhy(Exception exception)
        => exception is IOException or UnauthorizedAccessException or InvalidDataException or OptionsValidationException or StoreUnavailableException or NewerDocumentException;
}
