/** What the adapter itself raises about a device, beside the alarms that the device shows. */
export const ADAPTER_ALARMS = [
  'device_connection_lost',
  'device_connection_restored',
  'device_clock_differs',
  'signals_missing',
  'spool_filling',
] as const;
export type AdapterAlarm = (typeof ADAPTER_ALARMS)[number];
