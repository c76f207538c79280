using System.Collections.ObjectModel;
using GridSteward.Domain.Storage;
using Microsoft.Azure.Cosmos;
using StoredContainer = GridSteward.Domain.Storage.Container;

namespace GridSteward.Stores.Azure;

/// <summary>Makes a database and its containers: for tests and local emulators. In Azure infra/ does, and the app may not.</summary>
public static class CosmosProvisioning
{
    /// <summary>Makes what is missing.</summary>
    /// <param name="client">A client that may make databases.</param>
    /// <param name="database">The database's name.</param>
    /// <param name="kinds">Every kind; their containers are made.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task CreateAsync(CosmosClient client, string database, IReadOnlyList<DocumentKind> kinds, CancellationToken cancellationToken)
    {
        Database made = await client.CreateDatabaseIfNotExistsAsync(database, cancellationToken: cancellationToken);
        foreach (StoredContainer container in kinds.Select(k => k.Container).Distinct())
        {
            await made.CreateContainerIfNotExistsAsync(Properties(container, kinds), cancellationToken: cancellationToken);
        }
    }

    /// <summary>The container's properties in the SDK's types, as an emulator wants them.</summary>
    public static ContainerProperties Properties(StoredContainer container, IReadOnlyList<DocumentKind> kinds)
    {
        CosmosIndexingPolicy policy = CosmosContainers.PolicyOf(container, kinds);
        ContainerProperties properties = new(container.Name, container.PartitionKeyPath)
        {
            DefaultTimeToLive = CosmosContainers.TtlOf(container),
            IndexingPolicy = new IndexingPolicy { IndexingMode = IndexingMode.Consistent, Automatic = true },
        };
        foreach (IndexedPath path in policy.IncludedPaths)
        {
            properties.IndexingPolicy.IncludedPaths.Add(new IncludedPath { Path = path.Path });
        }

        foreach (IndexedPath path in policy.ExcludedPaths)
        {
            properties.IndexingPolicy.ExcludedPaths.Add(new ExcludedPath { Path = path.Path });
        }

        // Cosmos DB reads a composite index backwards too; emulators want each direction by itself
        foreach (IReadOnlyList<CompositePath> index in policy.CompositeIndexes)
        {
            foreach (CompositePathSortOrder order in new[] { CompositePathSortOrder.Ascending, CompositePathSortOrder.Descending })
            {
                properties.IndexingPolicy.CompositeIndexes.Add(new Collection<Microsoft.Azure.Cosmos.CompositePath>(
                    [.. index.Select(p => new Microsoft.Azure.Cosmos.CompositePath { Path = p.Path, Order = order })]));
            }
        }

        return properties;
    }
}
