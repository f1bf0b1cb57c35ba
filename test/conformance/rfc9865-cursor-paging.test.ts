import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, type ScimClient, type ScimService, startScimService } from './scim-service.ts';

const PEOPLE = ['dora', 'Abe', 'cleo', 'Bob', 'eve', 'Finn', 'gus'];
const DAY_MS = 86_400_000;

describe('RFC 9865: cursor paging', () => {
  let service: ScimService;
  let client: ScimClient;
  let later = 0;

  beforeAll(async () => {
    service = await startScimService({
      application: { clock: { now: () => new Date(Date.now() + later).toISOString() } },
    });
    client = await service.connect();
    for (const [index, userName] of PEOPLE.entries()) {
      await client.create('/Users', {
        userName,
        ...(index % 3 !== 0 && { title: index % 2 === 0 ? 'Chief' : 'clerk' }),
        ...(index === 4 && { title: 'x'.repeat(5_000) }),
      });
    }
  });
  afterAll(() => service.close());

  const namesOf = ({ body }: Answer): string[] =>
    body.Resources.map(
      (resource: { userName?: string; displayName?: string }) => resource.userName ?? resource.displayName,
    );
  const get = (query: string, of = client) => of.send('GET', `/Users?${query}`);
  const first = (query: string) => get(`${query}&cursor=`);

  /** Every page from the first to the last. */
  async function walk(query: string): Promise<Answer[]> {
    const pages: Answer[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const page = await get(`${query}&cursor=${cursor}`);
      expect([page.status, page.body.detail]).toEqual([200, undefined]);
      pages.push(page);
      cursor = page.body.nextCursor;
    }
    return pages;
  }

  it('§2: gives a nextCursor on every page but the last, and a true total on each', async () => {
    for (const query of ['count=3', 'count=7', 'count=1', 'count=3&sortBy=userName&sortOrder=descending']) {
      const pages = await walk(query);
      expect(pages.flatMap(namesOf)).toEqual(namesOf(await get(query.replace(/count=\d/, 'count=50'))));
      for (const { body } of pages) {
        expect(body).toMatchObject({ totalResults: 7, itemsPerPage: body.Resources.length });
        expect(body).not.toHaveProperty('startIndex');
        expect(body.nextCursor ?? 'a').toMatch(/^[\w.~-]+$/);
      }
    }
    expect(await walk('count=7')).toHaveLength(1);
  });

  it('§2: examples, the first page, one in the middle, and the last', async () => {
    const [start, middle, last] = (await walk('count=3')).map(({ body }) => body);
    const message = {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: 7,
      Resources: expect.any(Array),
    };
    const [previousCursor, nextCursor] = [expect.any(String), expect.any(String)];
    expect(start).toEqual({ ...message, itemsPerPage: 3, nextCursor });
    expect(middle).toEqual({ ...message, itemsPerPage: 3, previousCursor, nextCursor });
    expect(last).toEqual({ ...message, itemsPerPage: 1, previousCursor });
  });

  it('§2.2: keeps the order asked for from page to page', async () => {
    const ordered = namesOf(await get('count=50&sortBy=userName&sortOrder=descending'));
    expect(ordered).toEqual(['gus', 'Finn', 'eve', 'dora', 'cleo', 'Bob', 'Abe']);
    expect((await walk('count=2&sortBy=userName&sortOrder=descending')).flatMap(namesOf)).toEqual(ordered);
  });

  it('§2.4: pages by index where a client asks for neither, as it announces', async () => {
    const { body } = await get('count=2');
    expect(body).toMatchObject({ startIndex: 1, itemsPerPage: 2 });
    expect(body).not.toHaveProperty('nextCursor');
    expect((await client.send('GET', '/ServiceProviderConfig')).body.pagination.defaultPaginationMethod).toBe('index');
  });

  it('§2: takes the parameter without a value for the first page', async () => {
    expect((await get('cursor&count=2')).body.nextCursor).toEqual(expect.any(String));
    expect((await get('count=2')).body).not.toHaveProperty('nextCursor');
  });

  it('§2: leads back by previousCursor', async () => {
    for (const sort of ['', '&sortBy=title', '&sortBy=title&sortOrder=descending']) {
      const pages = await walk(`count=3${sort}`);
      expect(pages[0]?.body).not.toHaveProperty('previousCursor');
      let back = await get(`count=3${sort}&cursor=${pages[2]?.body.previousCursor}`);
      expect(namesOf(back)).toEqual(namesOf(pages[1] as Answer));
      expect(namesOf(await get(`count=3${sort}&cursor=${back.body.nextCursor}`))).toEqual(namesOf(pages[2] as Answer));
      back = await get(`count=3${sort}&cursor=${back.body.previousCursor}`);
      expect(namesOf(back)).toEqual(namesOf(pages[0] as Answer));
      expect(back.body).not.toHaveProperty('previousCursor');
    }
  });

  it('§2: answers count=0 with the total alone, and a negative count like it', async () => {
    for (const count of [0, -4]) {
      const { body } = await first(`count=${count}`);
      expect(body).toMatchObject({ totalResults: 7, itemsPerPage: 0, Resources: [] });
      expect(body).not.toHaveProperty('nextCursor');
    }
  });

  it('works with filters, whatever way they are answered', async () => {
    await client.create('/Users', { userName: 'mail1', emails: [{ value: 'same@x.test' }] });
    await client.create('/Users', { userName: 'mail2', active: false, emails: [{ value: 'same@x.test' }] });
    const pages = await walk(`count=1&filter=${encodeURIComponent('emails.value eq "same@x.test"')}&sortBy=active`);
    expect(pages.flatMap(namesOf)).toEqual(['mail2', 'mail1']);
    expect((await walk('count=1&filter=userName sw "mail"')).flatMap(namesOf)).toEqual(['mail1', 'mail2']);
    expect((await first('filter=id eq "none"')).body).toMatchObject({ totalResults: 0, Resources: [] });
    for (const name of ['mail1', 'mail2']) {
      const [user] = (await get(`filter=userName eq "${name}"`)).body.Resources;
      await client.send('DELETE', `/Users/${user.id}`);
    }
  });

  it('skips and repeats nobody who stays while others come and go', async () => {
    const query = 'count=2&sortBy=userName';
    const page = await first(query);
    expect(namesOf(page)).toEqual(['Abe', 'Bob']);
    const early = await client.create('/Users', { userName: 'aaron' });
    const bob = page.body.Resources[1];
    await client.send('DELETE', `/Users/${bob.id}`);
    expect(namesOf(await get(`${query}&cursor=${page.body.nextCursor}`))).toEqual(['cleo', 'dora']);
    await client.send('DELETE', `/Users/${early.id}`);
    await client.create('/Users', { userName: 'Bob' });
  });

  it('§3: works by POST too, at the root over users and groups', async () => {
    await client.create('/Groups', { displayName: 'Bobbins' });
    await client.create('/Groups', { displayName: 'zoo' });
    const ask = async (path: string, body: object) => {
      const shown: string[] = [];
      for (let cursor: string | undefined = ''; cursor !== undefined; ) {
        const page = await client.send('POST', `${path}/.search`, { ...body, cursor });
        expect(page.status).toBe(200);
        shown.push(...namesOf(page));
        cursor = page.body.nextCursor;
      }
      return shown;
    };
    for (const body of [{ count: 2 }, { count: 4, sortBy: 'title' }, { count: 1, sortBy: 'displayName' }]) {
      expect(await ask('/Users', body)).toEqual(
        namesOf(await client.send('POST', '/Users/.search', { ...body, count: 50 })),
      );
      const whole = await client.send('POST', '/.search', { ...body, count: 50 });
      expect(whole.body.totalResults).toBe(9);
      expect(await ask('', body)).toEqual(namesOf(whole));
    }
  });

  it('§2.1: refuses a cursor of another query, connection or making as invalidCursor', async () => {
    const query = 'count=2&filter=active eq true&sortBy=userName';
    const { nextCursor } = (await first(query)).body;
    const stranger = await service.connect();
    for (let index = 0; index < 5; index++) await stranger.create('/Users', { userName: `s${index}` });
    const answers = [
      await get(`${query}&cursor=${nextCursor}`, stranger),
      await get(`count=2&filter=active eq false&sortBy=userName&cursor=${nextCursor}`),
      await get(`count=2&filter=active eq true&sortBy=title&cursor=${nextCursor}`),
      await get(`${query}&sortOrder=descending&cursor=${nextCursor}`),
      await client.send('GET', `/Groups?count=2&cursor=${nextCursor}`),
      await client.send('POST', '/.search', {
        count: 2,
        filter: 'active eq true',
        sortBy: 'userName',
        cursor: nextCursor,
      }),
      await get(`${query}&cursor=${nextCursor.slice(0, -1)}`),
      await get(`${query}&cursor=x${nextCursor.slice(1)}`),
      await get(`${query}&cursor=VZUTiyhEQJ94IR`),
      await get(`${query}&cursor=${'a'.repeat(9_000)}`),
      await get(`${query}&cursor=.`),
    ];
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 400, body: { status: '400', scimType: 'invalidCursor' } });
    }
    expect((await get(`${query}&sortOrder=Ascending&cursor=${nextCursor}`)).status).toBe(200);
  });

  it('§2.1: refuses another count, or none that is one, as invalidCount', async () => {
    const { nextCursor } = (await first('count=2')).body;
    for (const query of [
      `count=3&cursor=${nextCursor}`,
      `cursor=${nextCursor}`,
      'count=two&cursor=',
      'count=1.5&cursor',
    ]) {
      expect(await get(query)).toMatchObject({ status: 400, body: { scimType: 'invalidCount' } });
    }
    expect((await get('count=100000&cursor=')).status).toBe(200);
  });

  it('§2.1: refuses a cursor after its time, or whose long value has changed, as expiredCursor', async () => {
    const { nextCursor } = (await first('count=2')).body;
    later = DAY_MS - 60_000;
    expect((await get(`count=2&cursor=${nextCursor}`)).status).toBe(200);
    later = DAY_MS + 60_000;
    expect(await get(`count=2&cursor=${nextCursor}`)).toMatchObject({
      status: 400,
      body: { scimType: 'expiredCursor', detail: expect.stringContaining('empty cursor') },
    });
    later = 0;

    const [eve] = (await get('filter=userName eq "eve"')).body.Resources;
    const pages = await walk('count=1&sortBy=title');
    const atEve = pages.find((page) => namesOf(page)[0] === 'eve')?.body.nextCursor;
    expect(atEve.length).toBeLessThan(500);
    await client.send('PATCH', `/Users/${eve.id}`, { Operations: [{ op: 'replace', path: 'title', value: 'y' }] });
    expect(await get(`count=1&sortBy=title&cursor=${atEve}`)).toMatchObject({
      status: 400,
      body: { scimType: 'expiredCursor' },
    });
  });

  it('§4: is announced in ServiceProviderConfig', async () => {
    expect((await client.send('GET', '/ServiceProviderConfig')).body.pagination).toEqual({
      cursor: true,
      index: true,
      defaultPaginationMethod: 'index',
      defaultPageSize: 100,
      maxPageSize: 200,
      cursorTimeout: 86_400,
    });
  });
});
