import { z } from 'zod';
import { operation } from '../operation.ts';
import { Explanation } from '../schemas/explanation.ts';
import { Grant, GrantInput, GrantPage, GrantQuery } from '../schemas/grant.ts';
import { PersonDetail, PersonPage, PersonQuery, SuspendInput } from '../schemas/person.ts';
import { Id, Reason } from '../schemas/scalars.ts';
import { inOrganization } from './in-organization.ts';

const tag = 'People';
const onePerson = inOrganization({ person: z.string().min(1).max(254).describe('Account id or e-mail') });

export const peopleOperations = {
  listPeople: operation({
    method: 'get',
    path: '/organizations/{organization}/people',
    tag,
    summary: 'List the people of an organization',
    action: 'people.read',
    params: inOrganization(),
    query: PersonQuery,
    status: 200,
    answer: PersonPage,
  }),
  getPerson: operation({
    method: 'get',
    path: '/organizations/{organization}/people/{person}',
    tag,
    summary: 'Read a person with grants',
    action: 'people.read',
    params: onePerson,
    status: 200,
    answer: PersonDetail,
  }),
  explainPerson: operation({
    method: 'get',
    path: '/organizations/{organization}/people/{person}/why',
    tag,
    summary: 'Why does this person have these roles?',
    action: 'people.read',
    params: onePerson,
    status: 200,
    answer: Explanation,
  }),
  suspendPerson: operation({
    method: 'post',
    path: '/organizations/{organization}/people/{person}/suspend',
    tag,
    summary: 'Suspend a membership by hand',
    description: 'The directory never lifts such a suspension.',
    action: 'people.suspend',
    params: onePerson,
    body: SuspendInput,
    status: 200,
    answer: PersonDetail,
  }),
  restorePerson: operation({
    method: 'post',
    path: '/organizations/{organization}/people/{person}/restore',
    tag,
    summary: 'Lift a suspension',
    action: 'people.restore',
    params: onePerson,
    body: SuspendInput,
    status: 200,
    answer: PersonDetail,
  }),
  listGrants: operation({
    method: 'get',
    path: '/organizations/{organization}/grants',
    tag,
    summary: 'List role grants',
    action: 'grants.read',
    params: inOrganization(),
    query: GrantQuery,
    status: 200,
    answer: GrantPage,
  }),
  createGrant: operation({
    method: 'post',
    path: '/organizations/{organization}/grants',
    tag,
    summary: 'Grant a role by hand',
    action: 'grants.create',
    params: inOrganization(),
    body: GrantInput,
    status: 201,
    answer: Grant,
  }),
  deleteGrant: operation({
    method: 'delete',
    path: '/organizations/{organization}/grants/{grantId}',
    tag,
    summary: 'Revoke a role granted by hand',
    description: 'Taking the last administrator is refused with 409.',
    action: 'grants.delete',
    params: inOrganization({ grantId: Id }),
    query: z.strictObject({ reason: Reason.optional() }),
    status: 204,
  }),
};
