/** A count in groups of three digits with a narrow space, which cannot be read as a decimal sign. */
export const groupDigits = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, '\u202f');
