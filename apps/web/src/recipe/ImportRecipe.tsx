import { useState } from 'react';
import { useSay } from '../language/phrases.js';
import { useCommand, type CommandOutcome } from '../outbox/use-command.js';
import { Button } from '../ui/Button.js';
import { Field } from '../ui/Field.js';
import { Panel } from '../ui/Panel.js';
import { Outcome } from './Outcome.js';
import { recipePhrases } from './phrases.js';
import styles from './recipe.module.css';

const YAML_MAX = 2_000_000;

/** Takes a recipe as text; the server checks it whole and says every fault with its line. */
export function ImportRecipe() {
  const say = useSay(recipePhrases);
  const [yaml, setYaml] = useState('');
  const { outcome, send } = useCommand();
  const take = async (): Promise<void> => {
    const sent = await send({ path: '/api/recipes', body: { yaml } });
    if (sent.kind === 'recorded') setYaml('');
  };
  const cannot = outcome.kind === 'sending' ? say('sending') : yaml.trim() === '' ? say('chooseFile') : undefined;
  return (
    <Panel title={say('import')} aside={say('importHint')}>
      <label className={styles['file']}>
        {say('file')}
        <input
          type="file"
          accept=".yaml,.yml,text/yaml"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file !== undefined) void file.text().then(setYaml);
          }}
        />
      </label>
      <Field label={say('text')} text={yaml} onText={setYaml} kind="long" max={YAML_MAX} />
      <Outcome of={outcome} />
      <Faults of={outcome} />
      <div>
        <Button tone="primary" cannot={cannot} onPress={() => void take()}>
          {say('importNow')}
        </Button>
      </div>
    </Panel>
  );
}

/** What the banner says of the first fault alone, of each; nothing while there is one or none. */
function Faults({ of }: Readonly<{ of: CommandOutcome }>) {
  const lines = of.kind === 'refused' ? (of.problem.facts['faults'] ?? '').split('\n') : [];
  if (lines.length < 2) return null;
  return (
    <ol className={styles['faults']}>
      {lines.map((line, index) => (
        <li key={index}>{line}</li>
      ))}
    </ol>
  );
}
