// A storage account without keys: blobs only, reached by identities only.
@description('What becomes of blobs by themselves, as infra/blob-lifecycle.json has it: prefixes are container/name, none for all.')
type lifecycleRule = {
  name: string
  prefixes: string[]
  deleteAfterDays: int?
  coolAfterDays: int?
  deleteVersionsAfterDays: int?
}

@minLength(3)
@maxLength(24)
param name string
param location string
param tags object
param redundancy string
param containers string[]
param lifecycle lifecycleRule[]
@description('To any moment of how many days all blobs can be brought back at once; 0 for none. Soft delete keeps for a day more.')
@minValue(0)
@maxValue(6)
param restoreDays int
@description('owner-of-account: Blob Data Owner of it all (the Functions host). contributor-to-containers: Blob Data Contributor in the named containers only.')
@allowed(['owner-of-account', 'contributor-to-containers'])
param access string
param principalId string
@description('Whether it can be reached other than by its private endpoint.')
param public bool
param workspaceId string
param detailedLogs bool

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
    publicNetworkAccess: public ? 'Enabled' : 'Disabled'
    networkAcls: { bypass: 'None', defaultAction: public ? 'Allow' : 'Deny' }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {
  parent: account
  name: 'default'
  // A mistake can be undone for a week. Bringing all blobs back to a moment needs versions and the change feed; what retention erases becomes a version, which the
  // lifecycle deletes after a day, and is gone a week later.
  properties: union(
    {
      deleteRetentionPolicy: { enabled: true, days: 7 }
      containerDeleteRetentionPolicy: { enabled: true, days: 7 }
    },
    restoreDays == 0 ? {} : {
      restorePolicy: { enabled: true, days: restoreDays }
      isVersioningEnabled: true
      changeFeed: { enabled: true, retentionInDays: 7 }
    }
  )
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = [
  for containerName in containers: {
    parent: blobs
    name: containerName
    properties: { publicAccess: 'None' }
  }
]

resource management 'Microsoft.Storage/storageAccounts/managementPolicies@2024-01-01' = if (!empty(lifecycle)) {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        for rule in lifecycle: {
          name: rule.name
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: union({ blobTypes: ['blockBlob'] }, empty(rule.prefixes) ? {} : { prefixMatch: rule.prefixes })
            actions: rule.?deleteVersionsAfterDays == null ? {
              baseBlob: union(
                rule.?deleteAfterDays == null ? {} : { delete: { daysAfterModificationGreaterThan: rule.?deleteAfterDays } },
                rule.?coolAfterDays == null ? {} : { tierToCool: { daysAfterModificationGreaterThan: rule.?coolAfterDays } }
              )
            } : { version: { delete: { daysAfterCreationGreaterThan: rule.?deleteVersionsAfterDays } } }
          }
        }
      ]
    }
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: blobs
  properties: {
    workspaceId: workspaceId
    logs: [
      for category in ['StorageRead', 'StorageWrite', 'StorageDelete']: { category: category, enabled: detailedLogs }
    ]
    metrics: [{ category: 'Transaction', enabled: true }]
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

output id string = account.id
output blobEndpoint string = account.properties.primaryEndpoints.blob
