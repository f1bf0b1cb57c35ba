import { describe, expect, it } from '@jest/globals';
import type { LoggedRequest } from './logged-request.ts';
import { connectionTypeFor, recognizeClient } from './recognize-client.ts';

const request = (more: Partial<LoggedRequest>): LoggedRequest => ({
  id: 'r',
  tenant: 't',
  version: 1,
  connectionId: 'c',
  at: '2026-03-01T12:00:00.000Z',
  method: 'GET',
  path: '/scim/v2/Users?count=1',
  status: 200,
  ms: 1,
  requestId: 'q',
  ...more,
});
const patch = (op: string, userAgent?: string) =>
  request({
    method: 'PATCH',
    body: { Operations: [{ op, path: 'active', value: 'False' }] },
    ...(userAgent && { userAgent }),
  });
const named = (...requests: LoggedRequest[]) => recognizeClient(requests)?.name;

describe('A client is recognized', () => {
  it.each([
    ['Okta SCIM Client 1.0.0', 'Okta', 'okta'],
    ['Google-Auto-Provisioning', 'Google Workspace', 'generic'],
    ['authentik@2024.12.3', 'authentik', 'generic'],
    ['JumpCloud/1', 'JumpCloud', 'generic'],
  ])('by what it calls itself: %s', (userAgent, name, type) => {
    const found = recognizeClient([request({}), request({ userAgent })]);
    expect(found).toMatchObject({ name, by: 'user_agent', sign: userAgent });
    expect(found && connectionTypeFor(found)).toBe(type);
  });

  it('by a habit that only it has', () => {
    const group = 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group';
    expect(named(request({ method: 'POST', body: { schemas: ['urn:x', group] } }))).toBe('Microsoft Entra ID');
    expect(named(patch('Replace'))).toBe('Microsoft Entra ID');
    expect(named(request({ path: '/scim/v2/Users?filter=userName eq "‹text›"&', userAgent: '' }))).toBe('OneLogin');
    expect(recognizeClient([patch('Add')])).toMatchObject({ by: 'behavior' });
  });

  it('by its name rather than by a habit', () => {
    expect(named(patch('Replace'), request({ userAgent: 'Okta SCIM Client 1.0.0' }))).toBe('Okta');
  });

  it('not by what many do', () => {
    expect(named()).toBeUndefined();
    expect(named(request({ userAgent: 'Go-http-client/1.1' }), request({}))).toBeUndefined();
    expect(named(patch('replace'), patch('Replace', 'curl/8'))).toBeUndefined();
  });
});
