using System.Text.Json;
using System.Text.Json.Serialization;

namespace GridSteward.Domain.People;

/// <summary>What a node is.</summary>
public enum NodeKind
{
    /// <summary>Everything.</summary>
    Deployment,

    /// <summary>One jurisdiction with all in it.</summary>
    Jurisdiction,

    /// <summary>One area with all that lies in it.</summary>
    Area,

    /// <summary>What is given to one team.</summary>
    Team,

    /// <summary>What is given to one partner.</summary>
    Partner,

    /// <summary>One report.</summary>
    Case,

    /// <summary>A region above jurisdictions, with the regions in it: its roll-ups, and nothing in the jurisdictions themselves.</summary>
    Region,
}

/// <summary>
/// Where a grant holds: <c>deployment</c>, <c>jurisdiction:{code}</c>, <c>area:{jurisdiction}/{code}</c>, <c>team:{jurisdiction}/{id}</c>,
/// <c>partner:{jurisdiction}/{id}</c>, <c>case:{jurisdiction}/{id}</c> or <c>region:{code}</c>.
/// </summary>
[JsonConverter(typeof(NodeJsonConverter))]
public readonly record struct Node
{
    private Node(NodeKind kind, string jurisdiction, string id)
    {
        Kind = kind;
        Jurisdiction = jurisdiction;
        Id = id;
    }

    /// <summary>Everything.</summary>
    public static Node Deployment => default;

    /// <summary>What it is.</summary>
    public NodeKind Kind { get; }

    /// <summary>The jurisdiction's code; empty for the deployment and for regions.</summary>
    public string Jurisdiction { get => field ?? ""; }

    /// <summary>The area's or the region's code, the team's, the partner's or the report's id; else empty.</summary>
    public string Id { get => field ?? ""; }

    /// <summary>One jurisdiction.</summary>
    public static Node OfJurisdiction(string code) => new(NodeKind.Jurisdiction, code, "");

    /// <summary>One area.</summary>
    public static Node OfArea(string jurisdiction, string code) => new(NodeKind.Area, jurisdiction, code);

    /// <summary>One team.</summary>
    public static Node OfTeam(string jurisdiction, string id) => new(NodeKind.Team, jurisdiction, id);

    /// <summary>One partner.</summary>
    public static Node OfPartner(string jurisdiction, string id) => new(NodeKind.Partner, jurisdiction, id);

    /// <summary>One report.</summary>
    public static Node OfCase(string jurisdiction, string id) => new(NodeKind.Case, jurisdiction, id);

    /// <summary>One region.</summary>
    public static Node OfRegion(string code) => new(NodeKind.Region, "", code);

    /// <summary>Reads the written form.</summary>
    public static bool TryParse(string? text, out Node node)
    {
        node = default;
        if (text == "deployment")
        {
            return true;
        }

        int colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (colon < 0)
        {
            return false;
        }

        string rest = text![(colon + 1)..];
        if (!Wire.TryParse(text[..colon], out NodeKind kind) || kind == NodeKind.Deployment || rest.Length == 0)
        {
            return false;
        }

        int slash = rest.IndexOf('/', StringComparison.Ordinal);
        if (kind is NodeKind.Jurisdiction or NodeKind.Region ? slash >= 0 : slash <= 0 || slash == rest.Length - 1)
        {
            return false;
        }

        node = kind == NodeKind.Jurisdiction ? OfJurisdiction(rest) : kind == NodeKind.Region ? OfRegion(rest) : new Node(kind, rest[..slash], rest[(slash + 1)..]);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        NodeKind.Deployment => "deployment",
        NodeKind.Jurisdiction => $"jurisdiction:{Jurisdiction}",
        NodeKind.Region => $"region:{Id}",
        _ => $"{Wire.Name(Kind)}:{Jurisdiction}/{Id}",
    };
}

/// <summary>Nodes in their written form.</summary>
public sealed class NodeJsonConverter : JsonConverter<Node>
{
    /// <inheritdoc/>
    public override Node Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => Node.TryParse(reader.GetString(), out Node node) ? node : throw new JsonException("Not a node.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Node value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
