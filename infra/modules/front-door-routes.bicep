// Azure Front Door, second half: where requests go.
param profileName string
param endpointName string
@description('The custom domain within the profile; empty for none.')
param domainName string
param originHostName string

resource profile 'Microsoft.Cdn/profiles@2025-04-15' existing = {
  name: profileName

  resource domain 'customDomains' existing = {
    name: empty(domainName) ? 'none' : domainName
  }
}

resource endpoint 'Microsoft.Cdn/profiles/afdEndpoints@2025-04-15' existing = {
  parent: profile
  name: endpointName
}

// No probes: there is one origin, and asking it from every edge of the world would keep it running all night.
resource origins 'Microsoft.Cdn/profiles/originGroups@2025-04-15' = {
  parent: profile
  name: 'function-app'
  properties: {
    loadBalancingSettings: { sampleSize: 4, successfulSamplesRequired: 3, additionalLatencyInMilliseconds: 50 }
    sessionAffinityState: 'Disabled'
  }
}

resource origin 'Microsoft.Cdn/profiles/originGroups/origins@2025-04-15' = {
  parent: origins
  name: 'function-app'
  properties: {
    hostName: originHostName
    originHostHeader: originHostName
    httpsPort: 443
    priority: 1
    weight: 1000
    enabledState: 'Enabled'
    enforceCertificateNameCheck: true
  }
}

var domains = empty(domainName) ? [] : [{ id: profile::domain.id }]

// Files with their hash in their name: kept at the edge as long as they say.
resource files 'Microsoft.Cdn/profiles/afdEndpoints/routes@2025-04-15' = {
  parent: endpoint
  name: 'files'
  properties: {
    originGroup: { id: origins.id }
    customDomains: domains
    supportedProtocols: ['Http', 'Https']
    httpsRedirect: 'Enabled'
    forwardingProtocol: 'HttpsOnly'
    linkToDefaultDomain: 'Enabled'
    patternsToMatch: ['/assets/*']
    cacheConfiguration: { queryStringCachingBehavior: 'UseQueryString' }
  }
  dependsOn: [origin]
}

// Everything else is never kept: an answer without Cache-Control would be, for days, and it may be one person's.
resource everything 'Microsoft.Cdn/profiles/afdEndpoints/routes@2025-04-15' = {
  parent: endpoint
  name: 'everything'
  properties: {
    originGroup: { id: origins.id }
    customDomains: domains
    supportedProtocols: ['Http', 'Https']
    httpsRedirect: 'Enabled'
    forwardingProtocol: 'HttpsOnly'
    linkToDefaultDomain: 'Enabled'
    patternsToMatch: ['/*']
  }
  dependsOn: [origin]
}
