/** What one upload of readings may hold, and how long its texts may be: contract and adapter keep to the same. */
export const READINGS_PER_UPLOAD_MAX = 1_000;
export const GAPS_PER_UPLOAD_MAX = 200;
export const ALARMS_PER_UPLOAD_MAX = 100;
export const ALARM_NAME_MAX = 80;
export const ALARM_TEXT_MAX = 200;
