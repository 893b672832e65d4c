import type { Namespace, UAObject, UAVariable } from 'node-opcua';
import { DataType, Variant, type AddressSpace } from 'node-opcua';
import type { SignalName } from '@autolog/domain/device/signal';

const DEVICE_NAMESPACE = 'urn:autolog:simulated-prodigy';
const DI = 'http://opcfoundation.org/UA/DI/';
const LADS = 'http://opcfoundation.org/UA/LADS/';

/** Optional components of a functional unit that this device has. */
const UNIT_COMPONENTS = ['FunctionSet', 'ProgramManager', 'ProgramManager.ActiveProgram.CurrentStepName'];

/** One signal of the device as a variable of its OPC UA address space. */
export type SignalNode = Readonly<{ variable: UAVariable; type: DataType }>;

/**
 * Builds the address space of the device by OPC UA LADS (OPC 30500-1): a device with one functional unit, whose
 * functions have the sensors and whose program manager has the program. Signals unknown to LADS are under Status.
 */
export function buildAddressSpace(
  addressSpace: AddressSpace,
  nowMs: () => number,
): ReadonlyMap<SignalName, SignalNode> {
  const own = addressSpace.registerNamespace(DEVICE_NAMESPACE);
  const make = instantiator(addressSpace, own);
  const deviceSet = addressSpace.findNode(`ns=${addressSpace.getNamespaceIndex(DI)};i=5001`) as UAObject;
  const device = make('LADSDeviceType', 'Prodigy', deviceSet, []);
  const unit = make('FunctionalUnitType', 'CentriCult', childOf(device, 'FunctionalUnitSet'), UNIT_COMPONENTS);
  const functions = childOf(unit, 'FunctionSet');
  const program = childOf(childOf(unit, 'ProgramManager'), 'ActiveProgram');
  const temperature = make('AnalogControlFunctionType', 'Temperature', functions, []);
  const gas = make('AnalogControlFunctionType', 'CarbonDioxide', functions, []);
  const sensor = (name: string): SignalNode => ({
    variable: variableOf(make('AnalogScalarSensorFunctionType', name, functions, []), 'SensorValue'),
    type: DataType.Double,
  });
  const lid = make('CoverFunctionType', 'Lid', functions, []);
  const status = own.addObject({ browseName: 'Status', componentOf: unit });
  const plain = (parent: UAObject, name: string, type: DataType): SignalNode => ({
    variable: own.addVariable({ browseName: name, componentOf: parent, dataType: type, minimumSamplingInterval: 0 }),
    type,
  });
  const double = (parent: UAObject, name: string): SignalNode => ({
    variable: variableOf(parent, name),
    type: DataType.Double,
  });
  const signals: Readonly<Record<SignalName, SignalNode>> = {
    deviceSerial: { variable: variableOf(device, 'SerialNumber'), type: DataType.String },
    softwareVersion: { variable: variableOf(device, 'SoftwareRevision'), type: DataType.String },
    tempActual: double(temperature, 'CurrentValue'),
    tempSet: double(temperature, 'TargetValue'),
    co2Actual: double(gas, 'CurrentValue'),
    co2Set: double(gas, 'TargetValue'),
    gasSupplyPressure: sensor('GasSupply'),
    rotorSpeed: sensor('Rotor'),
    volumeEstimated: sensor('ChamberVolume'),
    pumpSpeed: sensor('Pump'),
    transferredVolume: sensor('TransferredVolume'),
    pressure1: sensor('LinePressure'),
    activityName: { variable: variableOf(program, 'CurrentStepName'), type: DataType.LocalizedText },
    programId: plain(program, 'ProgramId', DataType.String),
    programVersion: plain(program, 'ProgramVersion', DataType.String),
    supervisoryJobId: plain(program, 'SupervisoryJobId', DataType.String),
    supervisoryTaskId: plain(program, 'SupervisoryTaskId', DataType.String),
    lidClosed: plain(lid, 'Closed', DataType.Boolean),
    deviceState: plain(status, 'State', DataType.String),
    mainsOk: plain(status, 'MainsOk', DataType.Boolean),
    promptText: plain(status, 'PromptText', DataType.String),
    alarmText: plain(status, 'AlarmText', DataType.String),
    alarmSeverity: plain(status, 'AlarmSeverity', DataType.UInt16),
  };
  addDeviceTime(own, status, nowMs);
  const named = Object.entries(signals) as [SignalName, SignalNode][];
  // Zero: every value is sent as it is written. Otherwise the server would reduce a burst to its last value.
  for (const [, node] of named) node.variable.minimumSamplingInterval = 0;
  return new Map(named);
}

/** Computed at each read, not when a signal last changed. */
function addDeviceTime(own: Namespace, status: UAObject, nowMs: () => number): void {
  own.addVariable({
    browseName: 'DeviceTime',
    componentOf: status,
    dataType: DataType.DateTime,
    minimumSamplingInterval: 1_000,
    value: { get: () => new Variant({ dataType: DataType.DateTime, value: new Date(nowMs()) }) },
  });
}

function instantiator(addressSpace: AddressSpace, own: Namespace) {
  const lads = addressSpace.getNamespaceIndex(LADS);
  return (typeName: string, browseName: string, componentOf: UAObject, optionals: string[]): UAObject => {
    const type = addressSpace.findObjectType(typeName, lads);
    if (!type) throw new Error(`${typeName} is not in the LADS nodeset`);
    return type.instantiate({
      browseName: { name: browseName, namespaceIndex: own.index },
      namespace: own,
      componentOf,
      optionals,
    });
  };
}

function childOf(parent: UAObject, name: string): UAObject {
  const found: unknown = parent.getComponentByName(name);
  if (!found) throw new Error(`${parent.browseName.toString()} has no ${name}`);
  return found as UAObject;
}

function variableOf(parent: UAObject, name: string): UAVariable {
  const found: unknown = parent.getComponentByName(name) ?? parent.getPropertyByName(name);
  if (!found) throw new Error(`${parent.browseName.toString()} has no ${name}`);
  return found as UAVariable;
}
