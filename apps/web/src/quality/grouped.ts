/** A count in groups of three with a narrow space, which no language reads as a decimal sign. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, '\u202f');
