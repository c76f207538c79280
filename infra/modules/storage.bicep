// A storage account without keys: blobs only, reached by identities only.
@minLength(3)
@maxLength(24)
param name string
param location string
param tags object
param redundancy string
param containers string[]
@description('owner-of-account: Blob Data Owner of it all (the Functions host). contributor-to-containers: Blob Data Contributor in the named containers only.')
@allowed(['owner-of-account', 'contributor-to-containers'])
param access string
param principalId string
@description('Prefixes (container/name) of blobs that go a day after they were written, whatever becomes of the program.')
param forgottenAfterADay string[] = []

var storageBlobDataOwner = 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
var storageBlobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: redundancy }
  properties: {
    accessTier: 'Hot'
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: 'Enabled'
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {
  parent: account
  name: 'default'
  properties: {
    // A mistake can be undone for a week; what retention erases is gone a week later.
    deleteRetentionPolicy: { enabled: true, days: 7 }
    containerDeleteRetentionPolicy: { enabled: true, days: 7 }
  }
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = [
  for containerName in containers: {
    parent: blobs
    name: containerName
    properties: { publicAccess: 'None' }
  }
]

resource forgetting 'Microsoft.Storage/storageAccounts/managementPolicies@2024-01-01' = if (!empty(forgottenAfterADay)) {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'forget-after-a-day'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'], prefixMatch: forgottenAfterADay }
            actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: 1 } } }
          }
        }
      ]
    }
  }
}

resource mayOwnAccount 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (access == 'owner-of-account') {
  name: guid(account.id, principalId, storageBlobDataOwner)
  scope: account
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageBlobDataOwner)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource mayWriteContainer 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (containerName, i) in containers: if (access == 'contributor-to-containers') {
    name: guid(container[i].id, principalId, storageBlobDataContributor)
    scope: container[i]
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageBlobDataContributor)
      principalId: principalId
      principalType: 'ServicePrincipal'
    }
  }
]

output blobEndpoint string = account.properties.primaryEndpoints.blob
