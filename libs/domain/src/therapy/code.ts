// A therapy has two codes, chosen by the hospital or the planner, and nothing else about the patient.

/** Chain-of-identity code. */
export const COI_LENGTH_MIN = 6;
export const COI_PATTERN = /^[A-Z0-9][A-Z0-9-]{5,23}$/;
export const ORDER_NUMBER_LENGTH_MIN = 4;
export const ORDER_NUMBER_PATTERN = /^[A-Z0-9][A-Z0-9-]{3,23}$/;
export const THERAPY_CODE_LENGTH_MAX = 24;
