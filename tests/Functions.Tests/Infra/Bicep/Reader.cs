using System.Globalization;
using System.Text;

namespace GridSteward.Functions.Tests.Infra.Bicep;

/// <summary>Reads the expressions of a Bicep file, by descent. What infra/ does not use (lambdas, spreads, multi-line strings) it refuses.</summary>
public class Reader(string text)
{
    private static readonly string[][] Levels = [["??"], ["||"], ["&&"], ["==", "!="], ["<=", ">=", "<", ">"], ["+", "-"], ["*", "/", "%"]];

    protected int Position { get; set; }

    protected bool AtEnd => Position >= text.Length;

    protected char Next => AtEnd ? '\0' : text[Position];

    protected Exception Fault(string what) => new FormatException($"Line {text[..Math.Min(Position, text.Length)].Count(c => c == '\n') + 1}: {what}");

    protected string Slice(int from) => text[from..Position];

    /// <summary>Over blanks and comments, and over line ends where they mean nothing.</summary>
    protected void Skip(bool lines)
    {
        while (!AtEnd)
        {
            if (Next is ' ' or '\t' or '\r' || (lines && Next == '\n'))
            {
                Position++;
            }
            else if (Is("//"))
            {
                Position = text.IndexOf('\n', Position) is var end and >= 0 ? end : text.Length;
            }
            else
            {
                return;
            }
        }
    }

    protected bool Is(string what) => string.CompareOrdinal(text, Position, what, 0, what.Length) == 0;

    protected bool Takes(string what)
    {
        Skip(lines: false);
        if (!Is(what))
        {
            return false;
        }

        Position += what.Length;
        return true;
    }

    protected void Take(string what)
    {
        if (!Takes(what))
        {
            throw Fault($"'{what}' is expected.");
        }
    }

    protected bool TakesWord(string word)
    {
        Skip(lines: false);
        if (!Is(word) || (Position + word.Length < text.Length && IsOfWord(text[Position + word.Length])))
        {
            return false;
        }

        Position += word.Length;
        return true;
    }

    protected string Word()
    {
        Skip(lines: false);
        int from = Position;
        while (!AtEnd && IsOfWord(Next))
        {
            Position++;
        }

        return Position > from ? Slice(from) : throw Fault("A name is expected.");
    }

    protected Node Expression()
    {
        Node condition = Binary(0);
        Skip(lines: false);
        if (Next != '?' || Is("??"))
        {
            return condition;
        }

        Position++;
        Skip(lines: true);
        Node yes = Expression();
        Skip(lines: true);
        Take(":");
        Skip(lines: true);
        return new Node.Operation("?:", [condition, yes, Expression()]);
    }

    protected Node Quoted()
    {
        Take("'");
        List<Node> parts = [];
        var literal = new StringBuilder();
        while (Next != '\'')
        {
            if (AtEnd || Next == '\n')
            {
                throw Fault("A string does not end.");
            }

            if (Is("${"))
            {
                Position += 2;
                parts.Add(new Node.Text(literal.ToString()));
                literal.Clear();
                parts.Add(Expression());
                Take("}");
                continue;
            }

            if (Next == '\\')
            {
                Position++;
                literal.Append(Next switch { 'n' => '\n', 't' => '\t', '\'' or '\\' or '$' => Next, _ => throw Fault($"'\\{Next}' is no escape.") });
            }
            else
            {
                literal.Append(Next);
            }

            Position++;
        }

        Position++;
        return parts.Count == 0 ? new Node.Text(literal.ToString()) : new Node.Filled([.. parts, new Node.Text(literal.ToString())]);
    }

    /// <summary>A resource within a resource; only files know declarations.</summary>
    protected virtual Declaration Nested() => throw Fault("No declaration may stand here.");

    protected Node Braces()
    {
        Take("{");
        List<(Node, Node)> properties = [];
        List<Declaration> resources = [];
        for (Skip(lines: true); !Takes("}"); Separator('}'))
        {
            if (Is("resource "))
            {
                Take("resource");
                resources.Add(Nested());
                continue;
            }

            Node key = Next == '\'' ? Quoted() : new Node.Text(Word());
            Take(":");
            properties.Add((key, Expression()));
        }

        return new Node.Map(properties, resources);
    }

    protected Node List()
    {
        Take("[");
        Skip(lines: true);
        if (TakesWord("for"))
        {
            List<string> variables = [];
            if (Takes("("))
            {
                variables.Add(Word());
                Take(",");
                variables.Add(Word());
                Take(")");
            }
            else
            {
                variables.Add(Word());
            }

            Take("in");
            Node source = Expression();
            Take(":");
            Node body = TakesWord("if") ? If() : Expression();
            Skip(lines: true);
            Take("]");
            return new Node.Loop(variables, source, body);
        }

        List<Node> items = [];
        for (; !Takes("]"); Separator(']'))
        {
            items.Add(Expression());
        }

        return new Node.List(items);
    }

    protected Node If()
    {
        Take("(");
        Node condition = Expression();
        Take(")");
        return new Node.Conditional(condition, Braces());
    }

    private static bool IsOfWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private void Separator(char close)
    {
        Skip(lines: false);
        if (Next is not ('\n' or ',') && Next != close)
        {
            throw Fault($"A comma, a line end or '{close}' is expected.");
        }

        if (Next == ',')
        {
            Position++;
        }

        Skip(lines: true);
    }

    private Node Binary(int level)
    {
        if (level == Levels.Length)
        {
            return Prefixed();
        }

        Node left = Binary(level + 1);
        while (Levels[level].FirstOrDefault(Takes) is { } found)
        {
            Skip(lines: true);
            left = new Node.Operation(found, [left, Binary(level + 1)]);
        }

        return left;
    }

    private Node Prefixed()
    {
        Skip(lines: false);
        if (Next is '!' or '-')
        {
            string found = text[Position++].ToString();
            return new Node.Operation(found, [Prefixed()]);
        }

        Node node = Primary();
        while (true)
        {
            if (Is("::") || Is(".?") || Is("."))
            {
                Position += Is(".") && !Is(".?") ? 1 : 2;
                string member = Word();
                node = Next == '(' ? new Node.Call($"{((Node.Name)node).Of}.{member}", Arguments()) : new Node.Member(node, member);
            }
            else if (Next == '[')
            {
                Position++;
                node = new Node.At(node, Expression());
                Take("]");
            }
            else
            {
                return node;
            }
        }
    }

    private Node Primary()
    {
        switch (Next)
        {
            case '\'':
                return Quoted();
            case '{':
                return Braces();
            case '[':
                return List();
            case '(':
                Position++;
                Node within = Expression();
                Take(")");
                return within;
            case >= '0' and <= '9':
                return new Node.Number(long.Parse(Word(), CultureInfo.InvariantCulture));
            default:
                string word = Word();
                return word switch
                {
                    "true" or "false" => new Node.Truth(word == "true"),
                    "null" => new Node.Nothing(),
                    _ => Next == '(' ? new Node.Call(word, Arguments()) : new Node.Name(word),
                };
        }
    }

    protected IReadOnlyList<Node> Arguments()
    {
        Take("(");
        List<Node> arguments = [];
        Skip(lines: true);
        for (; !Takes(")"); Separator(')'))
        {
            arguments.Add(Expression());
        }

        return arguments;
    }
}
