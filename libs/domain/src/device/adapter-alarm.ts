/** What the adapter itself raises about a device, besides the alarms that the device shows. */
export type AdapterAlarm =
  | 'device_connection_lost'
  | 'device_connection_restored'
  | 'device_clock_differs'
  | 'signals_missing'
  | 'spool_filling';
