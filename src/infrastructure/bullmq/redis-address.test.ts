import { describe, expect, it } from '@jest/globals';
import { parseRedisUrl, WrongRedisUrl } from './redis-address.ts';

const problemOf = (url: string): string => {
  try {
    parseRedisUrl(url);
  } catch (error) {
    if (error instanceof WrongRedisUrl) return error.message;
    throw error;
  }
  return '';
};

describe('the URL of a Redis', () => {
  it.each([
    ['redis://queue', { kind: 'single', tls: false, nodes: [{ host: 'queue', port: 6379 }], database: 0 }],
    ['redis://queue:6380/3', { kind: 'single', tls: false, nodes: [{ host: 'queue', port: 6380 }], database: 3 }],
    [
      'rediss://holdfast:p%40ss:word@queue:6380',
      {
        kind: 'single',
        tls: true,
        nodes: [{ host: 'queue', port: 6380 }],
        username: 'holdfast',
        password: 'p@ss:word',
        database: 0,
      },
    ],
    [
      'redis://:a@b@[::1]:7000/',
      { kind: 'single', tls: false, nodes: [{ host: '::1', port: 7000 }], password: 'a@b', database: 0 },
    ],
    [
      'redis+sentinel://:secret@one,two:26380/mymaster/2?sentinelPassword=other%2Bone',
      {
        kind: 'sentinel',
        tls: false,
        nodes: [
          { host: 'one', port: 26_379 },
          { host: 'two', port: 26_380 },
        ],
        password: 'secret',
        masterName: 'mymaster',
        database: 2,
        sentinelPassword: 'other+one',
      },
    ],
    [
      'rediss+cluster://a:1,b:2',
      {
        kind: 'cluster',
        tls: true,
        nodes: [
          { host: 'a', port: 1 },
          { host: 'b', port: 2 },
        ],
        database: 0,
      },
    ],
  ])('%s says where and as whom', (url, address) => {
    expect(parseRedisUrl(url)).toEqual(address);
  });

  it.each([
    ['http://queue', /^must look like redis:/],
    ['redis:queue', /^must look like redis:/],
    ['redis://', /^has an empty or unreadable host/],
    ['redis://queue:port', /^holds a port that is none/],
    ['redis://queue:70000', /^holds a port that is none/],
    ['redis://one,two', /^names several hosts/],
    ['redis+sentinel://one,two', /^lacks the name of the master/],
    ['redis+cluster://one,,two', /^has an empty or unreadable host/],
    ['redis+cluster://one/1', /^names a database/],
    ['redis://queue/zero', /^must end after the hosts/],
    ['redis://queue?maxRetries=3', /^has the parameter "maxRetries"/],
    ['redis://:100%@queue', /^has a % that stands for nothing/],
  ])('refuses %s with what to do', (url, problem) => {
    expect(problemOf(url)).toMatch(problem);
  });

  it.each(['redis://u:hunter2@queue:port', 'redis://u:hunter2@one,two', 'redis://u:hun%ter2@queue', 'x://u:hunter2@q'])(
    'never repeats a password: %s',
    (url) => {
      expect(problemOf(url)).not.toMatch(/hun/);
      expect(problemOf(url)).not.toBe('');
    },
  );
});
