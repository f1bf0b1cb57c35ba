import { describe, expect, it } from '@jest/globals';
import { connectionSettings } from './connection-settings.ts';

describe('connectionSettings', () => {
  it('lets the connection string decide what is not promised', () => {
    const settings = connectionSettings(
      'mongodb://h/db?maxPoolSize=5&SERVERSELECTIONTIMEOUTMS=9000&readPreference=nearest&w=1',
    );
    expect(settings).not.toHaveProperty('maxPoolSize');
    expect(settings).not.toHaveProperty('serverSelectionTimeoutMS');
    expect(settings).not.toHaveProperty('retryWrites');
    expect(settings).toMatchObject({
      readPreference: 'primary',
      writeConcern: { w: 'majority' },
      heartbeatFrequencyMS: 500,
    });
  });

  it.each([
    ['mongodb://h', 'holdfast'],
    ['mongodb://h/', 'holdfast'],
    ['mongodb://a:1,b:2/?replicaSet=rs0', 'holdfast'],
    ['mongodb+srv://u:p@h/own?x=1', undefined],
    ['mongodb://a,b/own', undefined],
  ])('takes the database of %s', (url, name) => {
    expect(connectionSettings(url).dbName).toBe(name);
  });
});
