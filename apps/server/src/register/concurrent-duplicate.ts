import type { Refusal } from '@autolog/domain/refusal';
import { isUniqueViolation } from '@autolog/store/sql-state';
import { RefusalError } from '../http/refusal-error.js';

/**
 * Two people who register the same name at the same instant both find it free. The unique key accepts one; the
 * other's transaction is rolled back, and its command is refused like any that comes later.
 */
export async function refuseConcurrentDuplicate<Reply>(exists: Refusal, work: () => Promise<Reply>): Promise<Reply> {
  try {
    return await work();
  } catch (error) {
    if (isUniqueViolation(error)) throw new RefusalError(exists);
    throw error;
  }
}
