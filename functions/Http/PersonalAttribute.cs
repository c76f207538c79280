using GridSteward.Domain.People;

namespace GridSteward.Functions.Http;

/// <summary>
/// Says of a field of an answer which personal field it shows, so that who sees it follows from <see cref="Visibility"/>. A test wants each field
/// of each answer to carry it, or to be listed as public.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalAttribute(params PersonalField[] fields) : Attribute
{
    /// <summary>What it shows; of several, the one that the record's kind makes it.</summary>
    public IReadOnlyList<PersonalField> Fields { get; } = fields;
}
