namespace GridSteward.Functions.Tests.Infra.Bicep;

/// <summary>Whether every name of the files means something, and every declared thing is used.</summary>
public static class NameCheck
{
    /// <summary>The functions of the language that infra/ uses.</summary>
    private static readonly HashSet<string> Functions =
    [
        "cidrSubnet", "empty", "environment", "guid", "join", "loadJsonContent", "replace", "split", "subscription", "subscriptionResourceId", "tenant", "toLower", "union",
        "uniqueString", "utcNow",
    ];

    public static IEnumerable<string> FaultsOf(BicepFile file)
    {
        HashSet<string> declared = [.. file.Declarations.Select(d => d.Name)];
        HashSet<string> used = [];
        List<string> faults = [];
        foreach (Declaration declaration in file.Declarations)
        {
            HashSet<string> known = [.. declared, .. (declaration.Value?.AsMap?.Resources ?? []).Select(r => r.Name)];
            Walk(declaration.Value, known);
            string[] types = [declaration.Type.TrimEnd(']', '[')];
            used.UnionWith(types);
        }

        faults.AddRange(file.Declarations.Where(d => d.Keyword is "param" or "var" or "type" || d is { Keyword: "resource", Existing: true })
            .Where(d => !used.Contains(d.Name)).Select(d => $"{d.Keyword} {d.Name} is not used."));
        faults.AddRange(file.Declarations.Where(d => d.Name.Length > 0).GroupBy(d => (d.Name, d.Keyword == "output")).Where(g => g.Count() > 1).Select(g => $"{g.Key.Name} is declared twice."));
        return faults;

        void Walk(Node? node, HashSet<string> known)
        {
            switch (node)
            {
                case null:
                    return;
                case Node.Name { Of: var name }:
                    used.Add(name);
                    if (!known.Contains(name))
                    {
                        faults.Add($"{name} is not declared.");
                    }

                    break;
                case Node.Call { Function: var function } when !Functions.Contains(function):
                    faults.Add($"{function} is no function that this test knows; look it up, and add it.");
                    break;
                case Node.Loop loop:
                    Walk(loop.Source, known);
                    Walk(loop.Body, [.. known, .. loop.Variables]);
                    return;
            }

            foreach (Node child in node.Children)
            {
                Walk(child, known);
            }
        }
    }

    /// <summary>What a file gives its modules and takes of them, against the modules' own files.</summary>
    public static IEnumerable<string> FaultsOfModules(BicepFile file, Func<string, BicepFile> open)
    {
        Dictionary<string, BicepFile> modules = file.Modules.ToDictionary(m => m.Name, m => open(m.Type));
        foreach (Declaration module in file.Modules)
        {
            BicepFile inner = modules[module.Name];
            string[] given = [.. ((module.Value!.AsMap!["params"] as Node.Map)?.Properties ?? []).Select(p => ((Node.Text)p.Key).Value)];
            string[] wanted = [.. inner.Params.Where(p => p.Value is null && !p.Type.EndsWith('?')).Select(p => p.Name)];
            foreach (string name in given.Except(inner.Params.Select(p => p.Name)))
            {
                yield return $"{module.Name} has no parameter {name}.";
            }

            foreach (string name in wanted.Except(given))
            {
                yield return $"{module.Name} wants {name}.";
            }
        }

        foreach (Node.Member taken in file.Nodes.OfType<Node.Member>())
        {
            if (taken.Target is Node.Member { Of: "outputs", Target: Node.Name { Of: var name } } && modules.TryGetValue(name, out BicepFile? inner) && inner.Outputs.All(o => o.Name != taken.Of))
            {
                yield return $"{name} has no output {taken.Of}.";
            }
        }
    }
}
