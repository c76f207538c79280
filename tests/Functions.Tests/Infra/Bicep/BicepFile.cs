namespace GridSteward.Functions.Tests.Infra.Bicep;

/// <summary>A Bicep file, read.</summary>
public sealed class BicepFile : Reader
{
    private readonly List<Declaration> declarations = [];

    private BicepFile(string path, string text)
        : base(text)
    {
        Path = path;
        for (Skip(lines: true); !AtEnd; Skip(lines: true))
        {
            declarations.Add(Declare());
        }
    }

    public string Path { get; }

    public IReadOnlyList<Declaration> Declarations => declarations;

    public IEnumerable<Declaration> Params => Of("param");

    public IEnumerable<Declaration> Outputs => Of("output");

    public IEnumerable<Declaration> Modules => Of("module");

    /// <summary>Every resource, those within others too, with their whole types.</summary>
    public IEnumerable<Declaration> Resources => Of("resource").SelectMany(r => Within(r).Prepend(r));

    /// <summary>Every expression of the file.</summary>
    public IEnumerable<Node> Nodes => declarations.Where(d => d.Value is not null).SelectMany(d => d.Value!.All);

    public static BicepFile Read(string path) => new(path, File.ReadAllText(path));

    public IEnumerable<Declaration> Of(string keyword) => declarations.Where(d => d.Keyword == keyword);

    public Declaration? Find(string name) => declarations.Concat(Resources).FirstOrDefault(d => d.Name == name);

    /// <summary>The resources of a type, whatever its version.</summary>
    public IEnumerable<Declaration> ResourcesOf(string type) => Resources.Where(r => r.Type.StartsWith(type + "@", StringComparison.OrdinalIgnoreCase));

    protected override Declaration Nested() => Resource([]);

    private static IEnumerable<Declaration> Within(Declaration resource)
    {
        string[] type = resource.Type.Split('@');
        return (resource.Value?.AsMap?.Resources ?? []).Select(r => r with { Type = $"{type[0]}/{r.Type}@{type[1]}" });
    }

    private Declaration Declare()
    {
        List<Node.Call> decorators = [];
        while (Takes("@"))
        {
            decorators.Add((Node.Call)Expression());
            Skip(lines: true);
        }

        string keyword = Word();
        switch (keyword)
        {
            case "targetScope":
                Take("=");
                return new Declaration(keyword, "", "", Expression(), false, decorators);
            case "var":
                string name = Word();
                Take("=");
                return new Declaration(keyword, name, "", Expression(), false, decorators);
            case "param" or "output":
                string called = Word();
                string type = Type();
                return new Declaration(keyword, called, type, Takes("=") ? Expression() : null, false, decorators);
            case "type":
                string named = Word();
                Take("=");
                return new Declaration(keyword, named, Type(), null, false, decorators);
            case "resource":
                return Resource(decorators);
            case "module":
                string module = Word();
                string file = Literal();
                Take("=");
                return new Declaration(keyword, module, file, Value(), false, decorators);
            default:
                throw Fault($"'{keyword}' is no declaration.");
        }
    }

    private Declaration Resource(IReadOnlyList<Node.Call> decorators)
    {
        string name = Word();
        string type = Literal();
        bool existing = TakesWord("existing");
        Take("=");
        return new Declaration("resource", name, type, Value(), existing, decorators);
    }

    private Node Value()
    {
        if (TakesWord("if"))
        {
            return If();
        }

        Skip(lines: false);
        return Next == '[' ? List() : Braces();
    }

    private string Literal()
    {
        Skip(lines: false);
        return Quoted() is Node.Text { Value: var literal } ? literal : throw Fault("A plain string is expected.");
    }

    /// <summary>A type as it is written, over several lines where it is an object.</summary>
    private string Type()
    {
        Skip(lines: false);
        int from = Position, depth = 0;
        while (!AtEnd && (depth > 0 || (Next is not ('\n' or '=') && !Is(" ="))))
        {
            depth += Next switch { '{' => 1, '}' => -1, _ => 0 };
            Position++;
        }

        return Slice(from).Trim();
    }
}
