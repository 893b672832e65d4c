/** What the processes of one start have in common. */
export type StackSettings = Readonly<{
  address: string;
  dataDir: string;
  port: number;
  internal: number;
  passedOn: Readonly<Record<string, string>>;
}>;

/** Device 1, 2, … of the demo and the ports of its simulator. */
export type DeviceSettings = Readonly<{
  number: number;
  equipment: string;
  code: string;
  opcua: number;
  control: number;
}>;
