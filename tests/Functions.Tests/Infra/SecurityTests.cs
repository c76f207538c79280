using GridSteward.Functions.Tests.Infra.Bicep;

namespace GridSteward.Functions.Tests.Infra;

/// <summary>No key, no secret, no more rights than are used; what is private has an address and a name where it is private.</summary>
public sealed class SecurityTests
{
    private const string Owner = "storageBlobDataOwner", Contributor = "storageBlobDataContributor", Documents = "dataContributor", Telemetry = "monitoringMetricsPublisher";

    /// <summary>By hand: which role, on what, in which module. infra/README.md says why.</summary>
    private static readonly (string Module, string Role, string Scope)[] Roles =
    [
        ("cosmos", Documents, "database"),
        ("monitoring", Telemetry, "insights"),
        ("storage", Contributor, "container"),
        ("storage", Owner, "account"),
    ];

    [Fact]
    public void Nothing_asks_for_a_key_or_holds_one()
    {
        string[] never = ["listKeys", "listConnectionStrings", "listAccountSas", "listServiceSas", "listCredentials", "AccountKey=", "SharedAccess", "primaryMasterKey", "InstrumentationKey"];
        foreach (BicepFile file in InfraFiles.All)
        {
            string text = File.ReadAllText(file.Path);
            Assert.All(never, n => Assert.DoesNotContain(n, text, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public void Keys_and_passwords_are_switched_off_everywhere()
    {
        (string Module, string Type, string Property, string Value)[] wanted =
        [
            ("storage", "Microsoft.Storage/storageAccounts", "allowSharedKeyAccess", "false"),
            ("storage", "Microsoft.Storage/storageAccounts", "allowBlobPublicAccess", "false"),
            ("cosmos", "Microsoft.DocumentDB/databaseAccounts", "disableLocalAuth", "true"),
            ("cosmos", "Microsoft.DocumentDB/databaseAccounts", "disableKeyBasedMetadataWriteAccess", "true"),
            ("monitoring", "Microsoft.Insights/components", "DisableLocalAuth", "true"),
            ("functions", "Microsoft.Web/sites", "httpsOnly", "true"),
            ("functions", "Microsoft.Web/sites/basicPublishingCredentialsPolicies", "allow", "false"),
        ];
        foreach (var (module, type, property, value) in wanted)
        {
            Declaration[] resources = [.. InfraFiles.Module(module).ResourcesOf(type)];
            Assert.NotEmpty(resources);
            Assert.All(resources.Where(r => !r.Existing), r => Assert.Equal(value, ((r.Value!.AsMap!["properties"] as Node.Map)?[property] as Node.Truth)?.Value.ToString().ToLowerInvariant()));
        }

        Assert.Equal(["ftp", "scm"], InfraFiles.Module("functions").ResourcesOf("Microsoft.Web/sites/basicPublishingCredentialsPolicies").Select(r => ((Node.Text)r.Value!.AsMap!["name"]!).Value).Order());
    }

    [Fact]
    public void Roles_are_those_of_the_list_and_go_to_the_apps_identity_alone()
    {
        List<(string, string, string)> found = [];
        foreach (BicepFile file in InfraFiles.All)
        {
            foreach (Declaration role in file.Resources.Where(r => r.Type.Split('@')[0].EndsWith("RoleAssignments", StringComparison.OrdinalIgnoreCase)))
            {
                Node.Map body = role.Value!.AsMap!;
                var properties = (Node.Map)body["properties"]!;
                Assert.Equal("principalId", ((Node.Name)properties["principalId"]!).Of);
                string named = properties["roleDefinitionId"]!.All.OfType<Node.Name>().Select(n => n.Of).Single(n => file.Find(n) is { Keyword: "var" });
                Node scope = body["scope"] ?? properties["scope"]!;
                found.Add((Path.GetFileNameWithoutExtension(file.Path), named, scope.All.OfType<Node.Name>().Select(n => n.Of).Last(n => file.Find(n) is { Keyword: "resource" })));
            }
        }

        Assert.Equal(Roles, found.Order());
        Assert.All(
            InfraFiles.Main.Modules.Select(m => ((Node.Map)m.Value!.AsMap!["params"]!)["principalId"]).OfType<Node>(),
            p => Assert.Equal(new Node.Member(new Node.Member(new Node.Name("identity"), "outputs"), "principalId"), p));
    }

    [Fact]
    public void The_app_owns_the_hosts_storage_only()
    {
        Dictionary<string, string> access = InfraFiles.Main.Modules.Where(m => m.Type.EndsWith("storage.bicep", StringComparison.Ordinal))
            .ToDictionary(m => m.Name, m => ((Node.Text)((Node.Map)m.Value!.AsMap!["params"]!)["access"]!).Value);
        Assert.Equal(new Dictionary<string, string> { ["hostStorage"] = "owner-of-account", ["dataStorage"] = "contributor-to-containers" }, access);
    }

    [Fact]
    public void Secrets_are_secure_parameters_and_no_output_shows_one()
    {
        foreach (BicepFile file in InfraFiles.All)
        {
            string[] secure = [.. file.Params.Where(p => p.Decorators.Any(d => d.Function == "secure")).Select(p => p.Name)];
            Assert.Equal(file.Params.Select(p => p.Name).Where(n => n.Contains("password", StringComparison.OrdinalIgnoreCase)), secure);
            Assert.Empty(file.Outputs.SelectMany(o => o.Value!.All).OfType<Node.Name>().Select(n => n.Of).Intersect(secure));
        }
    }

    [Fact]
    public void Each_service_that_can_be_closed_has_a_private_endpoint_with_a_zone_group_whose_zone_is_linked()
    {
        string[] closed = [.. InfraFiles.Main.Modules.Where(m => ((Node.Map)m.Value!.AsMap!["params"]!)["public"] is not null).Select(m => m.Name).Order()];
        Assert.Equal(["cosmos", "dataStorage", "hostStorage"], closed);
        Declaration[] endpoints = [.. InfraFiles.Main.Modules.Where(m => m.Type.EndsWith("private-endpoint.bicep", StringComparison.Ordinal))];
        Assert.Equal(closed, endpoints.Select(e => Param(e, "serviceId").All.OfType<Node.Name>().Single().Of).Order());
        BicepFile endpoint = InfraFiles.Module("private-endpoint"), network = InfraFiles.Module("network");
        Declaration group = Assert.Single(endpoint.ResourcesOf("Microsoft.Network/privateEndpoints/privateDnsZoneGroups"));
        Assert.Equal(new Node.Name("endpoint"), group.Value!.AsMap!["parent"]);
        Assert.Contains(new Node.Name("zoneId"), group.Value.All);
        foreach (Declaration module in endpoints)
        {
            string zone = Param(module, "zoneId").All.OfType<Node.Member>().First(m => m.Target is Node.Member { Of: "outputs" }).Of;
            string resource = network.Outputs.Single(o => o.Name == zone).Value!.All.OfType<Node.Name>().Single().Of;
            Assert.Contains(network.ResourcesOf("Microsoft.Network/privateDnsZones/virtualNetworkLinks"), l => l.Value!.AsMap!["parent"] == new Node.Name(resource));
            string name = string.Concat(network.Find(resource)!.Value!.AsMap!["name"]!.All.OfType<Node.Text>().Select(t => t.Value));
            Assert.StartsWith(Param(module, "part") == new Node.Text("Sql") ? "privatelink.documents." : "privatelink.blob.", name, StringComparison.Ordinal);
            Assert.Contains(InfraFiles.Main.Modules.Single(m => m.Name == "functions").Value!.AsMap!["dependsOn"]!.All, n => n == new Node.Name(module.Name));
        }
    }

    [Fact]
    public void Every_resource_that_has_something_to_say_says_it_to_Log_Analytics()
    {
        HashSet<string> silent = // these have no diagnostic settings, or are parts of something that has
        [
            "Microsoft.Resources/resourceGroups", "Microsoft.ManagedIdentity/userAssignedIdentities", "Microsoft.Insights/components", "Microsoft.Insights/diagnosticSettings", "Microsoft.Insights/actionGroups",
            "Microsoft.Insights/scheduledQueryRules", "Microsoft.Insights/metricAlerts", "Microsoft.Insights/webtests", "Microsoft.Consumption/budgets", "Microsoft.Authorization/roleAssignments",
            "Microsoft.Network/natGateways", "Microsoft.Network/privateEndpoints", "Microsoft.Network/privateDnsZones", "Microsoft.Network/FrontDoorWebApplicationFirewallPolicies", "Microsoft.Storage/storageAccounts",
        ];
        foreach (BicepFile file in InfraFiles.All)
        {
            HashSet<string> told = [.. file.ResourcesOf("Microsoft.Insights/diagnosticSettings").Select(d => ((Node.Name)d.Value!.AsMap!["scope"]!).Of)];
            string[] missing =
            [
                .. file.Resources.Where(r => !r.Existing && (r.Type.Split('@')[0].Count(c => c == '/') == 1 || r.Type.Contains("/blobServices@", StringComparison.Ordinal)) && !silent.Contains(r.Type.Split('@')[0]) && !told.Contains(r.Name))
                    .Select(r => $"{Path.GetFileName(file.Path)}: {r.Name}"),
            ];
            Assert.Empty(missing);
        }
    }

    [Fact]
    public void With_a_front_door_nothing_else_gets_in_and_it_keeps_no_answers_but_hashed_files()
    {
        Declaration app = InfraFiles.Module("functions").ResourcesOf("Microsoft.Web/sites").Single();
        Assert.Contains(new Node.Text("AzureFrontDoor.Backend"), app.Value!.All);
        Assert.Contains(app.Value.All.OfType<Node.Map>(), o => o["x-azure-fdid"] is not null);
        foreach (Declaration route in InfraFiles.Module("front-door-routes").ResourcesOf("Microsoft.Cdn/profiles/afdEndpoints/routes"))
        {
            var properties = (Node.Map)route.Value!.AsMap!["properties"]!;
            bool files = properties["patternsToMatch"]!.All.Contains(new Node.Text("/assets/*"));
            Assert.Equal(files, properties["cacheConfiguration"] is not null);
        }
    }

    private static Node Param(Declaration module, string name) => ((Node.Map)module.Value!.AsMap!["params"]!)[name]!;
}
