import { isSignalName, SIGNALS } from '../../device/signal.js';
import { compareDecimal, decimalsOf, isDecimal } from '../../quantity/decimal.js';
import { isMeasurand, MEASURANDS } from '../../quantity/measurand.js';
import { isUnitCode } from '../../quantity/unit.js';
import { locatedSteps } from '../fault.js';
import { fault, type RecipeFault } from '../../recipe-fault.js';
import type { Recipe, Step } from '../recipe.js';
import type { DeviceStep } from '../../step-kind/device.js';
import type { Parameter } from '../../quantity/parameter.js';
import type { Limits, LimitRange } from '../../quantity/limits.js';

/**
 * With three decimals "1.234" may also be a thousand, which is always asked, and then could not be answered with the
 * decimal. A smaller unit serves as well.
 */
const TYPED_DECIMALS_MAX = 2;

/** Units exist, limits are decimals that lie inside each other, and the source of a value fits its step. */
export const checkFigures = (recipe: Recipe): readonly RecipeFault[] =>
  locatedSteps(recipe).flatMap(({ thing, path }) =>
    'parameter' in thing
      ? [
          ...parameterFaults(thing.parameter, `${path}/parameter`),
          ...sourceFaults(thing, thing.parameter, `${path}/parameter`),
          ...(thing.kind === 'device' ? signalFaults(thing, path) : []),
        ]
      : [],
  );

function parameterFaults(parameter: Parameter, path: string): readonly RecipeFault[] {
  const { unit, limits, decimals } = parameter;
  const unknown = isUnitCode(unit)
    ? []
    : [
        fault(
          `${path}/unit`,
          `Unit "${String(unit)}" is not known here.`,
          `Eenheid "${String(unit)}" is hier niet bekend.`,
        ),
      ];
  const faults = [...unknown, ...measurandFaults(parameter, path), ...referenceFaults(parameter, path)];
  const figures = figuresOf(limits);
  const faulty = figures.flatMap(([where, text]) => figureFaults(text, decimals, `${path}/limits/${where}`));
  return [...faults, ...faulty, ...(faulty.length > 0 ? [] : orderFaults(limits, `${path}/limits`))];
}

function measurandFaults({ measures, unit }: Parameter, path: string): readonly RecipeFault[] {
  if (measures === undefined) return [];
  // A recipe comes from a file: what its type promises is still to be seen.
  if (!isMeasurand(measures)) {
    return [
      fault(
        `${path}/measures`,
        `"${String(measures)}" is not a known measurand.`,
        `"${String(measures)}" is geen bekende meetgrootheid.`,
      ),
    ];
  }
  const wanted = MEASURANDS[measures];
  if (wanted === unit) return [];
  return [
    fault(
      `${path}/unit`,
      `"${measures}" is measured in ${wanted}; the parameter must be in the same unit.`,
      `"${measures}" wordt gemeten in ${wanted}; de parameter moet in dezelfde eenheid zijn.`,
    ),
  ];
}

// What people write where they have no source.
const NO_SOURCE = /^\W*(?:tbd|todo|none|unknown|n\/?a|nvt|n\.v\.t\.?|geen|onbekend)?\W*$/iu;

const referenceFaults = ({ id, reference }: Parameter, path: string): readonly RecipeFault[] =>
  NO_SOURCE.test(reference)
    ? [
        fault(
          `${path}/reference`,
          `Give the source of the figures of "${id}": an article, a guideline, a qualification of your own.`,
          `Geef de bron van de getallen van "${id}": een artikel, een richtlijn, een eigen kwalificatie.`,
        ),
      ]
    : [];

const figuresOf = ({ target, alert, action, stop }: Limits): readonly (readonly [string, string])[] => {
  const ends = (name: string, range: LimitRange | undefined): readonly (readonly [string, string])[] => [
    ...(range?.low === undefined ? [] : [[`${name}/low`, range.low] as const]),
    ...(range?.high === undefined ? [] : [[`${name}/high`, range.high] as const]),
  ];
  const aim = target === undefined ? [] : [['target', target] as const];
  return [...aim, ...ends('alert', alert), ...ends('action', action), ...ends('stop', stop)];
};

export const notDecimal = (text: string, path: string): RecipeFault =>
  fault(
    path,
    `"${text}" is not a decimal. Write digits and a point: "92.5".`,
    `"${text}" is geen decimaal getal. Schrijf cijfers en een punt: "92.5".`,
  );

function figureFaults(text: string, decimals: number, path: string): readonly RecipeFault[] {
  if (!isDecimal(text)) return [notDecimal(text, path)];
  if (decimalsOf(text) <= decimals) return [];
  return [
    fault(
      path,
      `"${text}" has more decimals than the value may have (${decimals}).`,
      `"${text}" heeft meer decimalen dan de waarde mag hebben (${decimals}).`,
    ),
  ];
}

function orderFaults({ target, alert, action, stop }: Limits, path: string): readonly RecipeFault[] {
  const aim = target === undefined ? undefined : { low: target, high: target };
  const levels = [
    ['target', aim],
    ['alert', alert],
    ['action', action],
    ['stop', stop],
  ] as const;
  const faults: RecipeFault[] = levels.flatMap(([name, range]) =>
    range?.low !== undefined && range.high !== undefined && compareDecimal(range.low, range.high) > 0
      ? [fault(`${path}/${name}`, 'The lower limit is above the upper one.', 'De ondergrens ligt boven de bovengrens.')]
      : [],
  );
  const set = levels.filter(([, range]) => range !== undefined);
  set.forEach(([name, outer], index) => {
    for (const [innerName, inner] of set.slice(0, index)) {
      if (outer && inner && !contains(outer, inner)) {
        faults.push(
          fault(
            `${path}/${name}`,
            `The limits of "${name}" must lie outside those of "${innerName}", or be equal.`,
            `De grenzen van "${name}" moeten buiten die van "${innerName}" liggen, of gelijk zijn.`,
          ),
        );
      }
    }
  });
  return faults;
}

// An end that the inner level leaves open is never reached by it, so any outer end would cut it off.
const contains = (outer: LimitRange, inner: LimitRange): boolean =>
  (outer.low === undefined || (inner.low !== undefined && compareDecimal(outer.low, inner.low) <= 0)) &&
  (outer.high === undefined || (inner.high !== undefined && compareDecimal(outer.high, inner.high) >= 0));

const SOURCES_OF: Readonly<Partial<Record<Step['kind'], readonly Parameter['source'][]>>> = {
  entry: ['manual', 'laboratory'],
  calculation: ['calculated'],
  device: ['device'],
};

function sourceFaults(step: Step, { source, decimals }: Parameter, path: string): readonly RecipeFault[] {
  const sources = SOURCES_OF[step.kind] ?? [];
  const faults: RecipeFault[] = [];
  if (!sources.includes(source)) {
    const wanted = sources.join(', ');
    faults.push(
      fault(
        `${path}/source`,
        `A step of kind ${step.kind} has source ${wanted}, not ${source}.`,
        `Een stap van soort ${step.kind} heeft bron ${wanted}, niet ${source}.`,
      ),
    );
  }
  if (step.kind === 'entry' && decimals > TYPED_DECIMALS_MAX) {
    faults.push(
      fault(
        `${path}/decimals`,
        `A typed value has at most ${TYPED_DECIMALS_MAX} decimals; choose a smaller unit.`,
        `Een getypte waarde heeft hoogstens ${TYPED_DECIMALS_MAX} decimalen; kies een kleinere eenheid.`,
      ),
    );
  }
  return faults;
}

function signalFaults({ signal, parameter }: DeviceStep, path: string): readonly RecipeFault[] {
  const known = isSignalName(signal) ? SIGNALS[signal] : undefined;
  if (known?.kind !== 'number') {
    return [
      fault(
        `${path}/signal`,
        `"${signal}" is not a signal with a number.`,
        `"${signal}" is geen signaal met een getal.`,
      ),
    ];
  }
  if (known.unit === parameter.unit) return [];
  return [
    fault(
      `${path}/parameter/unit`,
      `Signal "${signal}" comes in ${known.unit}; the parameter must be in the same unit.`,
      `Signaal "${signal}" komt in ${known.unit}; de parameter moet in dezelfde eenheid zijn.`,
    ),
  ];
}
