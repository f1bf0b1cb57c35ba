import { describe, expect, it } from '@jest/globals';
import { readQueryParameters } from './query-parameters.ts';

describe('readQueryParameters', () => {
  it('finds names in any case, with + for a space, and leaves out what it does not know', () => {
    const query = readQueryParameters('Filter=userName+eq+%22a%22&STARTINDEX=2&tenant=x&&cursor');
    expect(query.get('filter')).toBe('userName eq "a"');
    expect(query.get('startIndex')).toBe('2');
    expect(query.get('cursor')).toBe('');
    expect([query.get('tenant'), query.get('count')]).toEqual([null, null]);
  });

  it('takes the same thing said twice, and refuses two different ones', () => {
    expect(readQueryParameters('count=1&count=1').get('count')).toBe('1');
    expect(() => readQueryParameters('filter=id+pr&Filter=title+pr')).toThrow('Filter is given twice');
  });

  it('is unmoved by what cannot be decoded', () => {
    expect(readQueryParameters('filter=%E0%A4%A&%=%').get('filter')).toBe('\ufffd%A');
  });
});
