import type { Json, JsonObject } from './directory-user.ts';
import type { LoggedRequest } from './logged-request.ts';

/** Which client requests seem to come from, and what shows it. */
export interface RecognizedClient {
  readonly client:
    | 'okta'
    | 'entra'
    | 'google'
    | 'authentik'
    | 'onelogin'
    | 'jumpcloud'
    | 'ping'
    | 'cyberark'
    | 'rippling';
  readonly name: string;
  /** `user_agent`: it says so itself. `behavior`: only it sends requests of that form. */
  readonly by: 'user_agent' | 'behavior';
  /** The user agent, or what is particular, in a few words. */
  readonly sign: string;
}

type Client = RecognizedClient['client'];

const NAMES: Readonly<Record<Client, string>> = {
  okta: 'Okta',
  entra: 'Microsoft Entra ID',
  google: 'Google Workspace',
  authentik: 'authentik',
  onelogin: 'OneLogin',
  jumpcloud: 'JumpCloud',
  ping: 'Ping Identity',
  cyberark: 'CyberArk Identity',
  rippling: 'Rippling',
};

/** What clients call themselves. Libraries that anybody may use are no name. */
const USER_AGENTS: readonly (readonly [Client, RegExp])[] = [
  ['okta', /^Okta SCIM Client\b/],
  ['google', /^Google-Auto-Provisioning\b/],
  ['authentik', /^authentik@/],
  ['onelogin', /\bOneLogin\b/i],
  ['jumpcloud', /\bJumpCloud\b/i],
  ['ping', /\bPing(?:One|Federate|Identity)\b/i],
  ['cyberark', /\b(?:CyberArk|Idaptive)\b/i],
  ['rippling', /\bRippling\b/i],
];

interface Habit {
  readonly client: Client;
  readonly sign: string;
  readonly shows: (request: LoggedRequest) => boolean;
}

const HABITS: readonly Habit[] = [
  {
    client: 'entra',
    sign: 'a schema of Microsoft’s own',
    shows: ({ body }) => textsOf(body, 'schemas').some((urn) => urn.startsWith('http://schemas.microsoft.com/')),
  },
  {
    client: 'entra',
    sign: 'operations that begin with a capital letter',
    shows: ({ method, userAgent, body }) => method === 'PATCH' && !userAgent && operations(body).some(isCapitalized),
  },
  {
    client: 'entra',
    sign: 'the flag aadOptscim062020 in the address',
    shows: ({ path }) => /[?&]aadOptscim062020\b/i.test(path),
  },
  {
    client: 'onelogin',
    sign: 'addresses that end with & or ?',
    shows: ({ path, userAgent }) => !userAgent && /[?&]$/.test(path),
  },
];

/** From the latest requests of a connection, newest first: what they call themselves, else a habit only one client has. */
export function recognizeClient(requests: readonly LoggedRequest[]): RecognizedClient | undefined {
  for (const { userAgent } of requests) {
    const named = userAgent && USER_AGENTS.find(([, pattern]) => pattern.test(userAgent));
    if (named) return { client: named[0], name: NAMES[named[0]], by: 'user_agent', sign: userAgent };
  }
  for (const request of requests) {
    const habit = HABITS.find(({ shows }) => shows(request));
    if (habit) return { client: habit.client, name: NAMES[habit.client], by: 'behavior', sign: habit.sign };
  }
  return undefined;
}

/** The type of connection that fits a client. */
export const connectionTypeFor = ({ client }: Pick<RecognizedClient, 'client'>): 'okta' | 'entra' | 'generic' =>
  client === 'okta' || client === 'entra' ? client : 'generic';

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function listAt(body: Json | undefined, name: string): readonly Json[] {
  const value = isObject(body) ? body[name] : undefined;
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

const textsOf = (body: Json | undefined, name: string): readonly string[] =>
  listAt(body, name).filter((one): one is string => typeof one === 'string');

const operations = (body: Json | undefined): readonly Json[] => listAt(body, 'Operations');

const isCapitalized = (operation: Json): boolean =>
  isObject(operation) && typeof operation.op === 'string' && /^(?:Add|Replace|Remove)$/.test(operation.op);
