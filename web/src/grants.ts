import type { Capability, Person } from './wire';

const holds = (person: Person, capability: Capability, nodes: readonly string[]): boolean =>
  person.grants.some(({ node, capabilities }) => nodes.includes(node) && capabilities.includes(capability));

/** A new jurisdiction belongs to the deployment, so the grant must be there. */
export const mayCreateJurisdictions = (person: Person): boolean => holds(person, 'manageJurisdictions', ['deployment']);

export const mayImportAreas = (person: Person, jurisdiction: string): boolean => holds(person, 'manageAreas', ['deployment', `jurisdiction:${jurisdiction}`]);

/** Whether there is a coverage report anywhere that this person may read. */
export const mayReadCoverage = (person: Person): boolean => person.grants.some(({ capabilities }) => capabilities.includes('readCoverage'));

/** Whether setting up is anything for this person at all. */
export const maySetUp = (person: Person): boolean => person.grants.some(({ capabilities }) => capabilities.includes('manageJurisdictions'));
