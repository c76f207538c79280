// The function app: .NET 10 isolated worker on Flex Consumption. It serves the web too.
param planName string
param appName string
param location string
param tags object
param identityId string
param identityClientId string
param insightsName string
param workspaceId string
param detailedLogs bool
param hostBlobEndpoint string
param deploymentContainer string
param dataBlobEndpoint string
param cosmosEndpoint string
param databaseName string
@description('Subnet that the app reaches other things from; empty for none.')
param subnetId string
@description('The front door that alone may ask; empty for everybody.')
param frontDoorId string
@description('Address that people use; empty: the app\'s own.')
param publicUrl string
param signInAuthority string
param signInAudience string
param administratorSubject string
param mailHost string
param mailFrom string
param mailUser string

@secure()
param mailPassword string
param extraSettings object
param zoneRedundant bool
param maximumInstanceCount int
param instanceMemoryMB int
param alwaysReadyInstances int
param httpConcurrency int

var locked = !empty(frontDoorId)

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true, zoneRedundant: zoneRedundant }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: appName
  location: location
  tags: union(tags, { 'azd-service-name': 'api' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    // Residents' phones ask it, so it stays reachable; with a front door, by that alone.
    publicNetworkAccess: 'Enabled'
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    keyVaultReferenceIdentity: identityId
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      ipSecurityRestrictionsDefaultAction: locked ? 'Deny' : 'Allow'
      // The tag alone would let every front door of the world in, anybody's; the header says which, and the edge overwrites what a client sends.
      ipSecurityRestrictions: !locked ? [] : [
        {
          name: 'front-door'
          priority: 100
          action: 'Allow'
          tag: 'ServiceTag'
          ipAddress: 'AzureFrontDoor.Backend'
          headers: { 'x-azure-fdid': [frontDoorId] }
        }
      ]
      // Deploying goes over the app's second address, which wants an Entra ID token of somebody who may.
      scmIpSecurityRestrictionsUseMain: false
      scmIpSecurityRestrictionsDefaultAction: 'Allow'
    }
    functionAppConfig: {
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        maximumInstanceCount: maximumInstanceCount
        instanceMemoryMB: instanceMemoryMB
        alwaysReady: alwaysReadyInstances == 0 ? [] : [{ name: 'http', instanceCount: alwaysReadyInstances }]
        triggers: { http: { perInstanceConcurrency: httpConcurrency } }
      }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${hostBlobEndpoint}${deploymentContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
    }
  }
}

// Deploying takes an Entra ID token (azd sends one); there is no user name and password to leak.
resource scmPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: app
  name: 'scm'
  properties: { allow: false }
}

resource ftpPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: app
  name: 'ftp'
  properties: { allow: false }
}

// A resource of its own, because PublicUrl may need the address that the app was given.
resource settings 'Microsoft.Web/sites/config@2024-11-01' = {
  parent: app
  name: 'appsettings'
  properties: union(
    {
      // The host's own storage: timers, locks, its keys.
      AzureWebJobsStorage__blobServiceUri: hostBlobEndpoint
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: identityClientId

      // An address; the component refuses what comes without an identity.
      APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'

      // The root is a function (the catch-all that serves the web).
      AzureWebJobsDisableHomepage: 'true'

      // No prewarmed worker: .NET 10 workers that start from one crash on Flex Consumption (SIGSEGV, exit code 139;
      // Azure/azure-functions-dotnet-worker issue 3335, open in September 2026). It costs a slower cold start. README.md says when it may go.
      WEBSITE_USE_PLACEHOLDER_DOTNETISOLATED: '0'

      // All in UTC: Flex Consumption has no time zone of its own. Where a night matters, the function decides by each jurisdiction's time zone
      // whether it has come.
      NightlyCoverage: '0 */15 * * * *'
      NightlyRetention: '0 5/15 * * * *'
      NightlyVisits: '0 20 * * * *'
      RunJobs: '0 * * * * *'
      EscalateReports: '0 * * * * *'
      DeliverMessages: '0 * * * * *'
      WatchQueues: '0 2/5 * * * *'

      GridSteward__Stores__Engine: 'azure'
      GridSteward__Stores__Database: databaseName
      GridSteward__Cosmos__endpoint: cosmosEndpoint
      GridSteward__Cosmos__credential: 'managedidentity'
      GridSteward__Cosmos__clientId: identityClientId
      GridSteward__Blobs__serviceUri: dataBlobEndpoint
      GridSteward__Blobs__credential: 'managedidentity'
      GridSteward__Blobs__clientId: identityClientId
      GridSteward__PublicUrl: empty(publicUrl) ? 'https://${app.properties.defaultHostName}' : publicUrl

      // The platform's front ends speak from private networks, which no client on the Internet can: what they forward is believed.
      GridSteward__TrustedProxies: '10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,100.64.0.0/10,169.254.0.0/16,127.0.0.0/8,fc00::/7,fe80::/10,::1'
      GridSteward__SignIn__Authority: signInAuthority
      GridSteward__SignIn__Audience: signInAudience
    },
    // Behind the front door the last hop is one of its machines. It says itself who connected to it, and nobody else gets in to say so.
    locked ? { GridSteward__ClientAddressHeader: 'X-Azure-SocketIP' } : {},
    empty(administratorSubject) ? {} : { GridSteward__SignIn__AdministratorSubject: administratorSubject },
    empty(mailHost) ? {} : { GridSteward__Mail__Host: mailHost, GridSteward__Mail__From: mailFrom },
    empty(mailHost) || empty(mailUser) ? {} : { GridSteward__Mail__User: mailUser, GridSteward__Mail__Password: mailPassword },
    extraSettings
  )
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: app
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'FunctionAppLogs', enabled: detailedLogs }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

resource planDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: plan
  properties: {
    workspaceId: workspaceId
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output appName string = app.name
output hostName string = app.properties.defaultHostName
output address string = empty(publicUrl) ? 'https://${app.properties.defaultHostName}' : publicUrl
