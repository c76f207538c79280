using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.Durability;

/// <summary>Somebody who works with the program while it is killed again and again, and knows what it has promised.</summary>
internal interface IUnderFire
{
    /// <summary>Works until the program is gone; goes on where the last program left off, with the same keys.</summary>
    /// <exception cref="HttpRequestException">The program is gone.</exception>
    Task WorkAsync(RunningProgram program, Client administrator);

    /// <summary>Asserts that everything acknowledged is there, once and whole.</summary>
    Task CheckAsync(RunningProgram program, Client administrator);
}
