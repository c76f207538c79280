// Everything GridSteward needs on Azure, for `azd up`. README.md in this folder says what is made and why each role is given.
targetScope = 'subscription'

@minLength(1)
@maxLength(40)
@description('Name of the azd environment. Names of resources are derived from it, the subscription and the location.')
param environmentName string

@minLength(1)
@description('Azure region of everything; it must offer Flex Consumption.')
@metadata({ azd: { type: 'location' } })
param location string

@minLength(1)
@description('Issuer whose tokens are accepted (OpenID Connect authority), e.g. that of an Entra ID tenant.')
param signInAuthority string

@minLength(1)
@description('Audience that the tokens must name, e.g. the client id of the app registration.')
param signInAudience string

@description('Subject (claim sub) of the first administrator. Empty: nobody is administrator until it is set and provisioned again.')
param administratorSubject string = ''

@description('Host name of the mail server for notifications (port 587, STARTTLS). Empty: no e-mail is sent.')
param mailHost string = ''

@description('The e-mail address that notifications come from. Wanted where there is a mail server.')
param mailFrom string = ''

@description('Whom to sign in as at the mail server. Empty: nobody.')
param mailUser string = ''

@description('The password there, or a reference to it: @Microsoft.KeyVault(SecretUri=...).')
@secure()
param mailPassword string = ''

@description('Address that residents see, without a slash at the end; tracking links begin with it. Empty: that of the front door, else of the function app.')
param publicUrl string = ''

@description('The one choice between small (a town: serverless Cosmos DB, nothing runs when nobody asks) and large (a county and more: autoscale, instances that are always ready). Everything below that depends on it can be set by itself too.')
@allowed(['small', 'large'])
param size string = 'small'

@description('Autoscale only: the most request units per second, shared by all containers; a tenth of it is always paid for.')
@minValue(1000)
param cosmosMaxThroughput int = 10000

@description('Strong: what one instance wrote, every other reads at once, as on the embedded engine. Session halves the price of reads and gives that up.')
@allowed(['Strong', 'BoundedStaleness', 'Session'])
param cosmosConsistency string = 'Strong'

@description('The account to use, in the same resource group: one that a restore has made. Empty for the deployment\'s own.')
param cosmosAccount string = ''

@description('How far back Cosmos DB can be restored to any moment.')
@allowed(['Continuous7Days', 'Continuous30Days'])
param cosmosBackup string = size == 'large' ? 'Continuous30Days' : 'Continuous7Days'

@description('Spreads plan and database over the zones of the region, where it has them.')
param zoneRedundant bool = false

@description('Redundancy of both storage accounts.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageRedundancy string = zoneRedundant || size == 'large' ? 'Standard_ZRS' : 'Standard_LRS'

@description('The most instances that the function app may scale out to.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = size == 'large' ? 200 : 40

@description('Memory of one instance.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Instances that always run and answer HTTP without a cold start; they are paid for by the hour.')
@minValue(0)
@maxValue(100)
param alwaysReadyInstances int = size == 'large' ? 2 : 0

@description('Requests that one instance answers at once before another is started.')
@minValue(1)
@maxValue(1000)
param httpConcurrency int = instanceMemoryMB == 512 ? 4 : instanceMemoryMB == 2048 ? 16 : 32

@description('A virtual network: storage and Cosmos DB are then reached by private endpoints only, and what goes out has one fixed address.')
param virtualNetwork bool = false

@description('Azure Front Door before the function app, which then takes nothing that does not come through it.')
param frontDoor bool = false

@description('Front Door only: host name that residents use, e.g. report.example.org. Empty: the name that Front Door gives.')
param customDomain string = ''

@description('E-mail addresses that alerts and the budget write to, with commas between. Empty: alerts are only in the portal.')
param alertEmails string = ''

@description('Has /health/ready asked from outside every five minutes. Without it, that the program stands still is noticed by its timers, half an hour later.')
param watchFromOutside bool = false

@description('What the resource group may cost in a month, in the currency of the account, before people are told. 0: no budget.')
@minValue(0)
param monthlyBudget int = 0

@description('First day of the budget, always the first of a month. It cannot be changed afterwards: keep it in the azd environment.')
param budgetStart string = utcNow('yyyy-MM-01')

@description('Logs that cost by the request: every call of Cosmos DB and Blob Storage, the host\'s own log, every request at the front door (with the address it came from).')
param detailedLogs bool = false

@description('Days that logs and traces are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Gigabytes of logs a day after which none are taken until the next; alerts are blind then. -1: no limit.')
param logDailyQuotaGb int = -1

@description('Any other setting of docs/operations.md by its name there, e.g. { GridSteward__Limits__ReportsPerAddress: \'120\' }. No secrets.')
param extraSettings object = {}

var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    name: 'id-${token}'
    location: location
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    workspaceName: 'log-${token}'
    insightsName: 'appi-${token}'
    location: location
    tags: tags
    retentionDays: logRetentionDays
    dailyQuotaGb: logDailyQuotaGb
    principalId: identity.outputs.principalId
  }
}

module network 'modules/network.bicep' = if (virtualNetwork) {
  name: 'network'
  scope: group
  params: {
    name: 'vnet-${token}'
    outgoingName: 'nat-${token}'
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
  }
}

// Two accounts, because the Functions host must own the one that it works in, and the app need not own what residents entrust to it.
module hostStorage 'modules/storage.bicep' = {
  name: 'host-storage'
  scope: group
  params: {
    name: 'sthost${token}'
    location: location
    tags: tags
    redundancy: storageRedundancy
    containers: ['deployments']
    lifecycle: []
    restoreDays: 0
    access: 'owner-of-account'
    principalId: identity.outputs.principalId
    public: !virtualNetwork
    workspaceId: monitoring.outputs.workspaceId
    detailedLogs: detailedLogs
  }
}

module dataStorage 'modules/storage.bicep' = {
  name: 'data-storage'
  scope: group
  params: {
    name: 'stdata${token}'
    location: location
    tags: tags
    redundancy: storageRedundancy
    containers: loadJsonContent('blob-containers.json')
    lifecycle: loadJsonContent('blob-lifecycle.json')
    restoreDays: 6
    access: 'contributor-to-containers'
    principalId: identity.outputs.principalId
    public: !virtualNetwork
    workspaceId: monitoring.outputs.workspaceId
    detailedLogs: detailedLogs
  }
}

module cosmos 'modules/cosmos.bicep' = {
  name: 'cosmos'
  scope: group
  params: {
    accountName: empty(cosmosAccount) ? 'cosmos-${token}' : cosmosAccount
    databaseName: 'gridsteward'
    location: location
    tags: tags
    containers: loadJsonContent('cosmos-containers.json')
    serverless: size == 'small'
    maxThroughput: cosmosMaxThroughput
    consistency: cosmosConsistency
    backup: cosmosBackup
    zoneRedundant: zoneRedundant
    principalId: identity.outputs.principalId
    public: !virtualNetwork
    workspaceId: monitoring.outputs.workspaceId
    detailedLogs: detailedLogs
  }
}

module hostStorageEndpoint 'modules/private-endpoint.bicep' = if (virtualNetwork) {
  name: 'host-storage-endpoint'
  scope: group
  params: {
    name: 'pe-host-${token}'
    location: location
    tags: tags
    subnetId: network.?outputs.?endpointSubnetId ?? ''
    serviceId: hostStorage.outputs.id
    part: 'blob'
    zoneId: network.?outputs.?blobZoneId ?? ''
  }
}

module dataStorageEndpoint 'modules/private-endpoint.bicep' = if (virtualNetwork) {
  name: 'data-storage-endpoint'
  scope: group
  params: {
    name: 'pe-data-${token}'
    location: location
    tags: tags
    subnetId: network.?outputs.?endpointSubnetId ?? ''
    serviceId: dataStorage.outputs.id
    part: 'blob'
    zoneId: network.?outputs.?blobZoneId ?? ''
  }
}

module cosmosEndpoint 'modules/private-endpoint.bicep' = if (virtualNetwork) {
  name: 'cosmos-endpoint'
  scope: group
  params: {
    name: 'pe-cosmos-${token}'
    location: location
    tags: tags
    subnetId: network.?outputs.?endpointSubnetId ?? ''
    serviceId: cosmos.outputs.id
    part: 'Sql'
    zoneId: network.?outputs.?cosmosZoneId ?? ''
  }
}

// In two halves: the app wants to know the front door's id and address, the front door the app's.
module door 'modules/front-door.bicep' = if (frontDoor) {
  name: 'front-door'
  scope: group
  params: {
    profileName: 'afd-${token}'
    endpointName: 'grid-${token}'
    firewallName: 'waf${token}'
    customDomain: customDomain
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    detailedLogs: detailedLogs
  }
}

var address = !empty(publicUrl) ? publicUrl : !frontDoor ? '' : !empty(customDomain) ? 'https://${customDomain}' : 'https://${door.?outputs.?hostName ?? ''}'

// Takes its inputs from the modules above, so every role is there before the app first starts.
module functions 'modules/functions.bicep' = {
  name: 'functions'
  scope: group
  params: {
    planName: 'plan-${token}'
    appName: 'func-${token}'
    location: location
    tags: tags
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    insightsName: monitoring.outputs.insightsName
    workspaceId: monitoring.outputs.workspaceId
    detailedLogs: detailedLogs
    hostBlobEndpoint: hostStorage.outputs.blobEndpoint
    deploymentContainer: 'deployments'
    dataBlobEndpoint: dataStorage.outputs.blobEndpoint
    cosmosEndpoint: cosmos.outputs.endpoint
    databaseName: cosmos.outputs.databaseName
    subnetId: network.?outputs.?appSubnetId ?? ''
    frontDoorId: door.?outputs.?frontDoorId ?? ''
    publicUrl: address
    signInAuthority: signInAuthority
    signInAudience: signInAudience
    administratorSubject: administratorSubject
    mailHost: mailHost
    mailFrom: mailFrom
    mailUser: mailUser
    mailPassword: mailPassword
    extraSettings: extraSettings
    zoneRedundant: zoneRedundant
    maximumInstanceCount: maximumInstanceCount
    instanceMemoryMB: instanceMemoryMB
    alwaysReadyInstances: alwaysReadyInstances
    httpConcurrency: httpConcurrency
  }
  dependsOn: [hostStorageEndpoint, dataStorageEndpoint, cosmosEndpoint]
}

module doorRoutes 'modules/front-door-routes.bicep' = if (frontDoor) {
  name: 'front-door-routes'
  scope: group
  params: {
    profileName: door.?outputs.?profileName ?? ''
    endpointName: door.?outputs.?endpointName ?? ''
    domainName: door.?outputs.?domainName ?? ''
    originHostName: functions.outputs.hostName
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    location: location
    tags: tags
    groupName: 'ag-${token}'
    emails: alertEmails
    workspaceId: monitoring.outputs.workspaceId
    insightsName: monitoring.outputs.insightsName
    cosmosId: cosmos.outputs.id
    alerts: loadJsonContent('alerts.json')
    address: functions.outputs.address
    watchFromOutside: watchFromOutside
  }
}

module budget 'modules/budget.bicep' = if (monthlyBudget > 0) {
  name: 'budget'
  scope: group
  params: {
    name: 'budget-${token}'
    amount: monthlyBudget
    start: budgetStart
    actionGroupId: alerts.outputs.actionGroupId
  }
}

// azd keeps outputs in its environment file, so none of them may be a secret.
output AZURE_LOCATION string = location
output AZURE_TENANT_ID string = tenant().tenantId
output AZURE_RESOURCE_GROUP string = group.name
output SERVICE_API_NAME string = functions.outputs.appName
output SERVICE_API_URI string = functions.outputs.address
@description('The address that webhooks and mail come from; empty without a virtual network, where it changes.')
output OUTGOING_ADDRESS string = network.?outputs.?outgoingAddress ?? ''
