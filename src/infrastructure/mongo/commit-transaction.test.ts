import { describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';
import { commitTransaction } from './commit-transaction.ts';

const { MongoNetworkError, MongoServerError } = mongoose.mongo;

/** A session whose commits fail one after the other, then succeed. */
function session(...errors: Error[]) {
  const asked = { times: 0 };
  const commitTransaction = async (): Promise<void> => {
    const error = errors[asked.times++];
    if (error) throw error;
  };
  return { asked, commitTransaction };
}

const serverError = (code: number): Error => new MongoServerError({ message: `code ${code}`, code });

describe('committing on MongoDB', () => {
  it('asks again as long as nobody said what became of it, also where the driver does not call it unknown', async () => {
    const cleared = Object.assign(new Error('The pool was cleared'), { name: 'MongoPoolClearedOnNetworkError' });
    const lost = session(new MongoNetworkError('connection closed'), cleared, serverError(10_107));
    await commitTransaction(lost);
    expect(lost.asked.times).toBe(4);
  });

  it('passes on what says that it was not committed', async () => {
    for (const code of [251, 112]) {
      const refused = session(serverError(code));
      await expect(commitTransaction(refused)).rejects.toMatchObject({ code });
      expect(refused.asked.times).toBe(1);
    }
  });
});
