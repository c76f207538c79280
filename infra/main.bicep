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

@description('Address that residents see, without a slash at the end; tracking links begin with it. Empty: the address of the function app.')
param publicUrl string = ''

@description('serverless: pay per request, one region. autoscale: one throughput shared by all containers of the database.')
@allowed(['serverless', 'autoscale'])
param cosmosCapacity string = 'serverless'

@description('With autoscale: the most request units per second; a tenth of it is always paid for.')
@minValue(1000)
param cosmosMaxThroughput int = 1000

@description('Strong: what one instance wrote, every other reads at once, as on the embedded engine. Session halves the price of reads and gives that up.')
@allowed(['Strong', 'BoundedStaleness', 'Session'])
param cosmosConsistency string = 'Strong'

@description('Redundancy of both storage accounts.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageRedundancy string = 'Standard_LRS'

@description('The most instances that the function app may scale out to.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Memory of one instance.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Days that logs and traces are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

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
    principalId: identity.outputs.principalId
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
    access: 'owner-of-account'
    principalId: identity.outputs.principalId
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
    // Photos as they were sent. The program deletes them when they are sealed, and after a day.
    forgottenAfterADay: ['photoblocks/']
    access: 'contributor-to-containers'
    principalId: identity.outputs.principalId
  }
}

module cosmos 'modules/cosmos.bicep' = {
  name: 'cosmos'
  scope: group
  params: {
    accountName: 'cosmos-${token}'
    databaseName: 'gridsteward'
    location: location
    tags: tags
    containers: loadJsonContent('cosmos-containers.json')
    capacity: cosmosCapacity
    maxThroughput: cosmosMaxThroughput
    consistency: cosmosConsistency
    principalId: identity.outputs.principalId
  }
}

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
    hostBlobEndpoint: hostStorage.outputs.blobEndpoint
    deploymentContainer: 'deployments'
    dataBlobEndpoint: dataStorage.outputs.blobEndpoint
    cosmosEndpoint: cosmos.outputs.endpoint
    databaseName: cosmos.outputs.databaseName
    publicUrl: publicUrl
    signInAuthority: signInAuthority
    signInAudience: signInAudience
    administratorSubject: administratorSubject
    maximumInstanceCount: maximumInstanceCount
    instanceMemoryMB: instanceMemoryMB
  }
}

// azd keeps outputs in its environment file, so none of them may be a secret.
output AZURE_LOCATION string = location
output AZURE_TENANT_ID string = tenant().tenantId
output AZURE_RESOURCE_GROUP string = group.name
output SERVICE_API_NAME string = functions.outputs.appName
output SERVICE_API_URI string = functions.outputs.uri
