namespace GridSteward.Functions.Tests.Infra.Bicep;

/// <summary>An expression of a Bicep file, as far as the files in infra/ use the language.</summary>
public abstract record Node
{
    /// <summary>A string without anything to fill in.</summary>
    public sealed record Text(string Value) : Node;

    /// <summary>A string with what is filled in.</summary>
    public sealed record Filled(IReadOnlyList<Node> Parts) : Node;

    public sealed record Number(long Value) : Node;

    public sealed record Truth(bool Value) : Node;

    public sealed record Nothing : Node;

    public sealed record Name(string Of) : Node;

    /// <summary>A member of something; of a resource within a resource where it is written with two colons.</summary>
    public sealed record Member(Node Target, string Of) : Node;

    public sealed record At(Node Target, Node Key) : Node;

    public sealed record Call(string Function, IReadOnlyList<Node> Arguments) : Node;

    /// <summary>Operators of one, two or three operands.</summary>
    public sealed record Operation(string Operator, IReadOnlyList<Node> Operands) : Node;

    public sealed record List(IReadOnlyList<Node> Items) : Node;

    public sealed record Map(IReadOnlyList<(Node Key, Node Value)> Properties, IReadOnlyList<Declaration> Resources) : Node
    {
        public Node? this[string key] => Properties.Where(p => p.Key is Text { Value: var name } && name == key).Select(p => p.Value).FirstOrDefault();
    }

    public sealed record Loop(IReadOnlyList<string> Variables, Node Source, Node Body) : Node;

    public sealed record Conditional(Node Condition, Node Body) : Node;

    /// <summary>The nodes right beneath this one.</summary>
    public IEnumerable<Node> Children => this switch
    {
        Filled n => n.Parts,
        Member n => [n.Target],
        At n => [n.Target, n.Key],
        Call n => n.Arguments,
        Operation n => n.Operands,
        List n => n.Items,
        Map n => [.. n.Properties.SelectMany(p => new[] { p.Key, p.Value }), .. n.Resources.Select(r => r.Value!)],
        Loop n => [n.Source, n.Body],
        Conditional n => [n.Condition, n.Body],
        _ => [],
    };

    /// <summary>This node and all beneath it.</summary>
    public IEnumerable<Node> All => [this, .. Children.SelectMany(c => c.All)];

    /// <summary>The object that it is in the end, whatever condition or loop it is under.</summary>
    public Map? AsMap => this switch
    {
        Map o => o,
        Conditional c => c.Body.AsMap,
        Loop l => l.Body.AsMap,
        _ => null,
    };
}

/// <summary>What stands at the top of a file, or a resource within another.</summary>
/// <param name="Keyword">param, var, output, resource, module, type or targetScope.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">Of a resource its type with its version, of a module its file, else its type as written; empty for none.</param>
/// <param name="Value">Its value; null where it has none.</param>
/// <param name="Existing">Of a resource: whether it is there already.</param>
/// <param name="Decorators">The names of its decorators with their arguments.</param>
public sealed record Declaration(string Keyword, string Name, string Type, Node? Value, bool Existing, IReadOnlyList<Node.Call> Decorators);
