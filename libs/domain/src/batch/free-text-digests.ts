const DIGEST = /^[0-9a-f]{64}$/;

/**
 * Where an event holds the digest of a free text that a person wrote. Anywhere else a digest may be one that a label or
 * a device only named: somebody or something may have written one of another patient. `cause` of a hold is the digest
 * of what a person gave as the reason, or the exception that held the batch by itself.
 */
const FIELDS = ['reason', 'assessment', 'cause'] as const;

/** Digests of the free texts without which this event cannot be read in full. */
export const freeTextDigests = (payload: object): readonly string[] =>
  FIELDS.flatMap((field) => {
    const value = (payload as Readonly<Record<string, unknown>>)[field];
    return typeof value === 'string' && DIGEST.test(value) ? [value] : [];
  });
