// Azure Front Door, first half: the profile, its address and its firewall. The routes come when the app is there.
param profileName string
param endpointName string
param firewallName string
param customDomain string
param tags object
param workspaceId string
param detailedLogs bool
@description('Requests from one address in five minutes before it waits. Whole neighbourhoods can share one mobile network\'s address.')
param requestsPerAddress int = 10000

resource profile 'Microsoft.Cdn/profiles@2025-04-15' = {
  name: profileName
  location: 'global'
  tags: tags
  sku: { name: 'Standard_AzureFrontDoor' }
  // The longest that it waits, which is longer than a function may take to answer (230 s).
  properties: { originResponseTimeoutSeconds: 240 }
}

resource endpoint 'Microsoft.Cdn/profiles/afdEndpoints@2025-04-15' = {
  parent: profile
  name: endpointName
  location: 'global'
  tags: tags
  properties: { enabledState: 'Enabled' }
}

// The certificate is made when the TXT record of the domain is there (docs/operations.md).
resource domain 'Microsoft.Cdn/profiles/customDomains@2025-04-15' = if (!empty(customDomain)) {
  parent: profile
  name: 'custom'
  properties: {
    hostName: customDomain
    tlsSettings: { certificateType: 'ManagedCertificate', minimumTlsVersion: 'TLS12' }
  }
}

resource firewall 'Microsoft.Network/FrontDoorWebApplicationFirewallPolicies@2024-02-01' = {
  name: firewallName
  location: 'global'
  tags: tags
  sku: { name: 'Standard_AzureFrontDoor' }
  properties: {
    policySettings: { enabledState: 'Enabled', mode: 'Prevention', requestBodyCheck: 'Disabled' }
    customRules: {
      rules: [
        {
          name: 'TooManyFromOneAddress'
          priority: 100
          enabledState: 'Enabled'
          ruleType: 'RateLimitRule'
          rateLimitDurationInMinutes: 5
          rateLimitThreshold: requestsPerAddress
          groupBy: [{ variableName: 'SocketAddr' }]
          matchConditions: [
            { matchVariable: 'RequestUri', operator: 'Contains', matchValue: ['/'] }
          ]
          action: 'Block'
        }
      ]
    }
  }
}

resource protection 'Microsoft.Cdn/profiles/securityPolicies@2025-04-15' = {
  parent: profile
  name: 'firewall'
  properties: {
    parameters: {
      type: 'WebApplicationFirewall'
      wafPolicy: { id: firewall.id }
      associations: [
        {
          domains: union([{ id: endpoint.id }], empty(customDomain) ? [] : [{ id: domain.id }])
          patternsToMatch: ['/*']
        }
      ]
    }
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: profile
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'FrontDoorWebApplicationFirewallLog', enabled: true }
      { category: 'FrontDoorAccessLog', enabled: detailedLogs }
    ]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output profileName string = profile.name
output endpointName string = endpoint.name
output domainName string = empty(customDomain) ? '' : domain.name
output hostName string = endpoint.properties.hostName
output frontDoorId string = profile.properties.frontDoorId
