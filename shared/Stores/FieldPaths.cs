using System.Text.RegularExpressions;
using GridSteward.Domain.Storage;

namespace GridSteward.Stores;

/// <summary>
/// The only texts of the program that become part of a query's text: names of kinds and containers, and paths of declared fields.
/// They are refused at start-up unless they are plain words, so that nothing in a query text can ever come from outside.
/// </summary>
internal static partial class FieldPaths
{
    public static void Check(IReadOnlyList<DocumentKind> kinds)
    {
        foreach (DocumentKind kind in kinds)
        {
            Require(Word().IsMatch(kind.Name) && Word().IsMatch(kind.Container.Name), $"The kind '{kind.Name}' of '{kind.Container.Name}' is not named by a plain word.");
            Require(kinds.Count(k => k.Name == kind.Name && k.Container == kind.Container) == 1, $"Two kinds are called '{kind.Name}' in {kind.Container.Name}.");
            foreach (string path in kind.Fields.Select(f => f.Path).Concat(LocationOf(kind)))
            {
                Require(Dotted().IsMatch(path), $"{kind.Name} declares the field '{path}', which is not made of words and dots.");
            }

            foreach (Ordering order in kind.Orders)
            {
                Require(kind.UseOf(order.Path) == FieldUse.Scalar, $"{kind.Name} is ordered by '{order.Path}', which is an array.");
            }
        }
    }

    public static IEnumerable<string> LocationOf(DocumentKind kind)
        => kind.Location is { } l ? new[] { l.West, l.South, l.East, l.North }.Distinct() : [];

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new ArgumentException(message);
        }
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_-]*\z")]
    private static partial Regex Word();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*\z")]
    private static partial Regex Dotted();
}
