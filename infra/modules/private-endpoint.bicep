// A service's address inside the virtual network, and its name there. Without the zone group the endpoint has no name, and its clients
// find the public address that is closed.
param name string
param location string
param tags object
param subnetId string
param serviceId string
@description('Which part of the service: blob, Sql.')
param part string
param zoneId string

resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    privateLinkServiceConnections: [
      { name: name, properties: { privateLinkServiceId: serviceId, groupIds: [part] } }
    ]
  }
}

resource zoneGroup 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = {
  parent: endpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      { name: 'zone', properties: { privateDnsZoneId: zoneId } }
    ]
  }
}
