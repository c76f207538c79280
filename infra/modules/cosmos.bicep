// Cosmos DB for NoSQL without keys. Containers come from infra/cosmos-containers.json; no request code creates any, and the app's
// data-plane role could not.
@description('One container, as infra/cosmos-containers.json has it. defaultTtl: null keeps documents for ever, -1 lets a document carry its own ttl.')
type cosmosContainer = {
  name: string
  partitionKeyPath: string
  defaultTtl: int?
  indexingPolicy: object
}

param accountName string
param databaseName string
param location string
param tags object
param containers cosmosContainer[]
@description('Paid by the request; else one autoscale throughput is shared by all containers.')
param serverless bool
param maxThroughput int
@allowed(['Strong', 'BoundedStaleness', 'Session'])
param consistency string
@allowed(['Continuous7Days', 'Continuous30Days'])
param backup string
param zoneRedundant bool
param principalId string
@description('Whether it can be reached other than by its private endpoint.')
param public bool
param workspaceId string
param detailedLogs bool

// Cosmos DB Built-in Data Contributor: documents and queries, never databases, containers or keys.
var dataContributor = '00000000-0000-0000-0000-000000000002'

resource account 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: accountName
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [
      { locationName: location, failoverPriority: 0, isZoneRedundant: zoneRedundant }
    ]
    capabilities: serverless ? [{ name: 'EnableServerless' }] : []
    consistencyPolicy: { defaultConsistencyLevel: consistency }
    backupPolicy: {
      type: 'Continuous'
      continuousModeProperties: { tier: backup }
    }
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    minimalTlsVersion: 'Tls12'
    publicNetworkAccess: public ? 'Enabled' : 'Disabled'
    networkAclBypass: 'None'
  }
}

resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2024-11-15' = {
  parent: account
  name: databaseName
  tags: tags
  properties: {
    resource: { id: databaseName }
    options: serverless ? {} : { autoscaleSettings: { maxThroughput: maxThroughput } }
  }
}

resource container 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2024-11-15' = [
  for item in containers: {
    parent: database
    name: item.name
    tags: tags
    properties: {
      resource: union(
        {
          id: item.name
          partitionKey: { paths: [item.partitionKeyPath], kind: 'Hash', version: 2 }
          indexingPolicy: item.indexingPolicy
        },
        item.?defaultTtl == null ? {} : { defaultTtl: item.?defaultTtl }
      )
    }
  }
]

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: account
  properties: {
    workspaceId: workspaceId
    logAnalyticsDestinationType: 'Dedicated'
    logs: [
      { category: 'ControlPlaneRequests', enabled: true }
      { category: 'PartitionKeyStatistics', enabled: true }
      { category: 'PartitionKeyRUConsumption', enabled: detailedLogs }
      { category: 'QueryRuntimeStatistics', enabled: detailedLogs }
      { category: 'DataPlaneRequests', enabled: detailedLogs }
    ]
    metrics: [{ category: 'Requests', enabled: true }]
  }
}

resource mayUseDocuments 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15' = {
  parent: account
  name: guid(database.id, principalId, dataContributor)
  properties: {
    roleDefinitionId: '${account.id}/sqlRoleDefinitions/${dataContributor}'
    principalId: principalId
    // The data plane writes the scope of a database as /dbs/, not as /sqlDatabases/.
    scope: '${account.id}/dbs/${database.name}'
  }
}

output id string = account.id
output endpoint string = account.properties.documentEndpoint
output databaseName string = database.name
