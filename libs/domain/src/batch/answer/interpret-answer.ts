import type { Step, TimerStep } from '../../recipe/recipe.js';
import { refusal } from '../../refusal.js';
import type { Text } from '../../text.js';
import { durationMs } from '../../quantity/duration.js';
import { later } from '../../time.js';
import type { StepAnswer } from '../command.js';
import { interpretActivity } from './interpret-activity.js';
import { interpretCalculation, interpretDeviceReading, interpretEntry } from './interpret-figure.js';
import { interpretSample } from './interpret-sample.js';
import { interpretScan } from './interpret-scan.js';
import { interpretCheck, interpretChoice } from './interpret-states.js';
import { answerDoesNotFit, acceptAnswer, rejectAnswer, type InterpretedAnswer } from './interpreted-answer.js';
import type { DecisionContext } from '../state/decision-context.js';
import { startedAtOf } from '../state/batch.js';

/** Reads an answer against its step: what would be recorded, or why it cannot be. */
export function interpretAnswer(context: DecisionContext, step: Step, answer: StepAnswer): InterpretedAnswer {
  const doesNotFit = rejectAnswer(answerDoesNotFit(context.language, EXPECTED_ANSWER_TEXT[step.kind]));
  switch (step.kind) {
    case 'instruction':
      return answer.kind === 'instruction' ? acceptAnswer({ kind: 'instruction' }) : doesNotFit;
    case 'entry':
      return answer.kind === 'entry' ? interpretEntry(context, step, answer.typed) : doesNotFit;
    case 'calculation':
      return answer.kind === 'calculation' ? interpretCalculation(context, step) : doesNotFit;
    case 'choice':
      return answer.kind === 'choice' ? interpretChoice(context, step, answer.choice) : doesNotFit;
    case 'scan':
      return answer.kind === 'scan' ? interpretScan(context, step, answer) : doesNotFit;
    case 'check':
      return answer.kind === 'check' ? interpretCheck(context, step, answer.states) : doesNotFit;
    case 'timer':
      return answer.kind === 'timer' ? interpretTimer(context, step) : doesNotFit;
    case 'device':
      return answer.kind === 'device' ? interpretDeviceReading(context, step, answer) : doesNotFit;
    case 'activity':
      return answer.kind === 'activity' ? interpretActivity(context, step, answer) : doesNotFit;
    case 'sample':
      return answer.kind === 'sample' ? interpretSample(context, step, answer) : doesNotFit;
    default:
      throw new Error(`unknown kind of step ${JSON.stringify(step satisfies never)}`);
  }
}

const EXPECTED_ANSWER_TEXT: Readonly<Record<Step['kind'], Text>> = {
  instruction: { en: 'it asks to confirm an instruction.', nl: 'gevraagd is een handeling te bevestigen.' },
  entry: { en: 'it asks for a figure.', nl: 'gevraagd is een getal.' },
  calculation: { en: 'it asks to confirm a calculation.', nl: 'gevraagd is een berekening te bevestigen.' },
  choice: { en: 'it asks to choose one answer.', nl: 'gevraagd is één antwoord te kiezen.' },
  scan: { en: 'it asks to scan a label.', nl: 'gevraagd is een label te scannen.' },
  check: { en: 'it asks for the state of every item.', nl: 'gevraagd is de toestand van elk punt.' },
  timer: { en: 'it asks to end a waiting time.', nl: 'gevraagd is een wachttijd af te sluiten.' },
  device: { en: 'it asks for a reading of the device.', nl: 'gevraagd is een meting van het apparaat.' },
  activity: { en: 'it asks what the device showed it did.', nl: 'gevraagd is wat het apparaat toonde te doen.' },
  sample: { en: 'it asks to scan the label of a sample.', nl: 'gevraagd is een monsterlabel te scannen.' },
};

/** A minimum time cannot be ended early, whatever any other clock says (INV-4e). */
function interpretTimer({ state, now }: DecisionContext, step: TimerStep): InterpretedAnswer {
  const startedAt = startedAtOf(state, step.id);
  if (startedAt === undefined) return rejectAnswer(refusal('STEP_NOT_STARTED'));
  const due = later(startedAt, durationMs(step.min));
  if (now < due) return rejectAnswer(refusal('TIMER_RUNNING', { due }));
  return acceptAnswer({ kind: 'timer', startedAt, endedAt: now });
}
