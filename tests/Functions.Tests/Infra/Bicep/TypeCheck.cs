using Azure.Bicep.Types;
using Azure.Bicep.Types.Az;
using Azure.Bicep.Types.Concrete;
using Azure.Bicep.Types.Index;

namespace GridSteward.Functions.Tests.Infra.Bicep;

/// <summary>
/// Holds what a file says of its resources against the published types of Azure's resources, those that the Bicep compiler checks by: names and kinds of properties,
/// what is required and what cannot be set, values of enumerations, and what is read of a resource.
/// </summary>
public sealed class TypeCheck
{
    private static readonly AzTypeLoader Loader = new();
    private static readonly TypeIndex Index = Loader.LoadTypeIndex();
    private static readonly Dictionary<string, CrossFileTypeReference> Known = new(Index.Resources, StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> OfTheLanguage = ["parent", "scope", "dependsOn"];

    private readonly BicepFile file;
    private readonly List<string> faults = [];

    private TypeCheck(BicepFile file) => this.file = file;

    public static IReadOnlyList<string> FaultsOf(BicepFile file)
    {
        var check = new TypeCheck(file);
        foreach (Declaration resource in file.Resources)
        {
            check.Check(resource);
        }

        foreach (Node.Member read in file.Nodes.OfType<Node.Member>())
        {
            check.CheckReading(read);
        }

        return check.faults;
    }

    private static ResourceType? TypeOf(Declaration resource) => Known.TryGetValue(resource.Type, out CrossFileTypeReference? at) ? Loader.LoadResourceType(at) : null;

    private void Check(Declaration resource)
    {
        if (TypeOf(resource) is not { } type)
        {
            faults.Add($"{resource.Name}: there is no {resource.Type}.");
            return;
        }

        if (!resource.Existing)
        {
            Node.Map body = resource.Value!.AsMap!;
            Walk(body with { Properties = [.. body.Properties.Where(p => !OfTheLanguage.Contains(((Node.Text)p.Key).Value))] }, type.Body.Type, resource.Name, whole: true);
        }
    }

    private void Walk(Node node, TypeBase type, string path, bool whole)
    {
        switch (node, type)
        {
            case (Node.Operation { Operator: "?:" or "??", Operands: var operands }, _):
                foreach (Node branch in operands.Skip(operands.Count - 2))
                {
                    Walk(branch, type, path, whole);
                }

                break;
            case (Node.Call { Function: "union", Arguments: var parts }, _):
                foreach (Node part in parts)
                {
                    Walk(part, type, path, whole: false);
                }

                break;
            case (Node.Name { Of: var name }, _) when file.Find(name) is { Keyword: "var", Value: { } value }:
                Walk(value, type, path, whole);
                break;
            case (Node.Name { Of: var name }, _) when file.Find(name) is { Keyword: "param" } param:
                CheckParam(param, type, path);
                break;
            case (Node.Conditional or Node.Loop, ArrayType list):
                Walk(node is Node.Loop loop ? loop.Body : ((Node.Conditional)node).Body, list.ItemType.Type, path + "[]", whole: true);
                break;
            case (Node.List { Items: var items }, ArrayType list):
                foreach (Node item in items)
                {
                    Walk(item, list.ItemType.Type, path + "[]", whole: true);
                }

                break;
            case (Node.Map body, DiscriminatedObjectType choice):
                WalkChoice(body, choice, path, whole);
                break;
            case (Node.Map body, ObjectType one):
                WalkObject(body, one.Properties, one.AdditionalProperties?.Type, path, whole);
                break;
            case (Node.Text { Value: var literal }, StringLiteralType or UnionType):
                if (!Allows(type, literal))
                {
                    faults.Add($"{path} cannot be '{literal}'.");
                }

                break;
            default:
                if (!Fits(node, type))
                {
                    faults.Add($"{path} is {node.GetType().Name}, where {type.GetType().Name} is wanted.");
                }

                break;
        }
    }

    private void WalkChoice(Node.Map body, DiscriminatedObjectType choice, string path, bool whole)
    {
        if (body[choice.Discriminator] is not Node.Text { Value: var which } || !choice.Elements.TryGetValue(which, out ITypeReference? element))
        {
            faults.Add($"{path}.{choice.Discriminator} must be one of {string.Join(", ", choice.Elements.Keys)}.");
            return;
        }

        var one = (ObjectType)element.Type;
        WalkObject(body, choice.BaseProperties.Concat(one.Properties).DistinctBy(p => p.Key).ToDictionary(p => p.Key, p => p.Value), one.AdditionalProperties?.Type, path, whole);
    }

    private void WalkObject(Node.Map body, IReadOnlyDictionary<string, ObjectTypeProperty> known, TypeBase? others, string path, bool whole)
    {
        foreach (var (key, value) in body.Properties)
        {
            string name = key is Node.Text { Value: var literal } ? literal : "${}";
            if (known.TryGetValue(name, out ObjectTypeProperty? property))
            {
                if (property.Flags.HasFlag(ObjectTypePropertyFlags.ReadOnly))
                {
                    faults.Add($"{path}.{name} cannot be set.");
                }

                Walk(value, property.Type.Type, $"{path}.{name}", whole: true);
            }
            else if (others is not null)
            {
                Walk(value, others, $"{path}.{name}", whole: true);
            }
            else
            {
                faults.Add($"{path} has no {name}.");
            }
        }

        if (whole)
        {
            faults.AddRange(known.Where(p => p.Value.Flags.HasFlag(ObjectTypePropertyFlags.Required) && body[p.Key] is null).Select(p => $"{path} wants {p.Key}."));
        }
    }

    private void CheckParam(Declaration param, TypeBase type, string path)
    {
        string kind = param.Type.TrimEnd('?');
        bool fits = kind.EndsWith("[]", StringComparison.Ordinal) ? type is ArrayType or AnyType : kind switch
        {
            "string" => type is StringType or StringLiteralType or UnionType or AnyType,
            "int" => type is IntegerType or AnyType,
            "bool" => type is BooleanType or AnyType,
            _ => type is ObjectType or DiscriminatedObjectType or AnyType,
        };
        if (!fits)
        {
            faults.Add($"{path} is the {kind} {param.Name}, where {type.GetType().Name} is wanted.");
        }

        foreach (Node.Text value in param.Decorators.Where(d => d.Function == "allowed").SelectMany(d => ((Node.List)d.Arguments[0]).Items).OfType<Node.Text>())
        {
            if (!Allows(type, value.Value))
            {
                faults.Add($"{path} cannot be '{value.Value}', which {param.Name} allows.");
            }
        }
    }

    /// <summary>Reading what a resource has once it is there.</summary>
    private void CheckReading(Node.Member read)
    {
        List<string> way = [];
        Node from = read;
        for (; from is Node.Member member; from = member.Target)
        {
            way.Insert(0, member.Of);
        }

        if (from is not Node.Name { Of: var name } || file.Find(name) is not { Keyword: "resource" } resource || TypeOf(resource) is not { } type || (resource.Value?.AsMap?.Resources ?? []).Any(r => r.Name == way[0]))
        {
            return;
        }

        TypeBase at = type.Body.Type;
        foreach (string step in way)
        {
            IReadOnlyDictionary<string, ObjectTypeProperty>? known = at switch { ObjectType one => one.Properties, DiscriminatedObjectType choice => choice.BaseProperties, _ => null };
            if (known is null || !known.TryGetValue(step, out ObjectTypeProperty? property))
            {
                faults.Add($"{name}.{string.Join('.', way)}: there is no {step}.");
                return;
            }

            at = property.Type.Type;
        }
    }

    private static bool Allows(TypeBase type, string literal) => type switch
    {
        StringLiteralType one => one.Value == literal,
        UnionType { Elements: var elements } => elements.Any(e => e.Type is StringLiteralType one && one.Value == literal) || elements.All(e => e.Type is not StringLiteralType),
        _ => true,
    };

    private static bool Fits(Node node, TypeBase type) => node switch
    {
        Node.Text or Node.Filled => type is StringType or StringLiteralType or UnionType or AnyType,
        Node.Number => type is IntegerType or AnyType,
        Node.Truth => type is BooleanType or AnyType,
        Node.List or Node.Loop => type is ArrayType or AnyType,
        Node.Map => type is ObjectType or DiscriminatedObjectType or AnyType,
        _ => true,
    };
}
