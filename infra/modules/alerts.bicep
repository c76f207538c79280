// Whom to tell, and what wakes them. infra/alerts.json has the questions to the logs; docs/operations.md says what each alert means.
@description('One question to the logs, as infra/alerts.json has it: any row is an alert.')
type logAlert = {
  name: string
  description: string
  @minValue(0)
  @maxValue(4)
  severity: int
  @description('How often it is asked, and over which time; ISO 8601.')
  every: string
  over: string
  query: string[]
}

param location string
param tags object
param groupName string
@description('Addresses with commas between.')
param emails string
param workspaceId string
param insightsName string
param cosmosId string
param alerts logAlert[]
param address string
param watchFromOutside bool
@description('Requests that Cosmos DB may refuse for their rate in a quarter of an hour. The program sends them again; many make it slow.')
param throttledRequests int = 200

var receivers = empty(emails) ? [] : split(replace(emails, ' ', ''), ',')

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: groupName
  location: 'Global'
  tags: tags
  properties: {
    groupShortName: 'gridsteward'
    enabled: true
    emailReceivers: [
      for (email, i) in receivers: { name: 'mail-${i}', emailAddress: email, useCommonAlertSchema: true }
    ]
  }
}

resource questions 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in alerts: {
    name: alert.name
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: alert.name
      description: alert.description
      severity: alert.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: alert.every
      windowSize: alert.over
      autoMitigate: true
      // The tables of a new workspace may not be there yet.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: join(alert.query, '\n')
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [people.id] }
    }
  }
]

resource throttling 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'cosmos-throttling'
  location: 'global'
  tags: tags
  properties: {
    description: 'Cosmos DB refuses many requests for their rate.'
    severity: 2
    enabled: true
    scopes: [cosmosId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'refused'
          metricNamespace: 'Microsoft.DocumentDB/databaseAccounts'
          metricName: 'TotalRequests'
          dimensions: [{ name: 'StatusCode', operator: 'Include', values: ['429'] }]
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: throttledRequests
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}

resource outside 'Microsoft.Insights/webtests@2022-06-15' = if (watchFromOutside) {
  name: 'ready-${insightsName}'
  location: location
  // Without this tag the component does not show it.
  tags: union(tags, { 'hidden-link:${insights.id}': 'Resource' })
  kind: 'standard'
  properties: {
    SyntheticMonitorId: 'ready-${insightsName}'
    Name: 'Ready'
    Enabled: true
    Kind: 'standard'
    Frequency: 300
    Timeout: 60
    RetryEnabled: true
    Locations: [{ Id: 'emea-nl-ams-azr' }, { Id: 'apac-sg-sin-azr' }, { Id: 'apac-hk-hkn-azr' }]
    Request: { RequestUrl: '${address}/health/ready', HttpVerb: 'GET', ParseDependentRequests: false }
    ValidationRules: { ExpectedHttpStatusCode: 200, SSLCheck: true, SSLCertRemainingLifetimeCheck: 14 }
  }
}

resource unreachable 'Microsoft.Insights/metricAlerts@2018-03-01' = if (watchFromOutside) {
  name: 'not-ready-from-outside'
  location: 'global'
  tags: tags
  properties: {
    description: 'Asked from outside, /health/ready does not say that the program can work.'
    severity: 0
    enabled: true
    scopes: [insights.id, outside.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: outside.id
      componentId: insights.id
      failedLocationCount: 2
    }
    actions: [{ actionGroupId: people.id }]
  }
}

output actionGroupId string = people.id
