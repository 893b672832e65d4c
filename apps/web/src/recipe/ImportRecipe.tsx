import { RECIPE_YAML_MAX } from '@autolog/domain/input-limits';
import { useState } from 'react';
import { usePhrases } from '../language/phrases.js';
import { useCommand, type CommandOutcome } from '../outbox/use-command.js';
import { Button } from '../ui/Button.js';
import { Field } from '../ui/Field.js';
import { Panel } from '../ui/Panel.js';
import { CommandOutcomeBanner } from '../outbox/CommandOutcomeBanner.js';
import { recipePhrases } from './phrases.js';
import styles from './recipe.module.css';

/** Takes a recipe as text; the server checks all of it and reports every fault with its line. */
export function ImportRecipe() {
  const t = usePhrases(recipePhrases);
  const [yaml, setYaml] = useState('');
  const { outcome, send } = useCommand();
  const submit = async (): Promise<void> => {
    const result = await send({ path: '/api/recipes', body: { yaml } });
    if (result.kind === 'recorded') setYaml('');
  };
  const disabledReason = outcome.kind === 'sending' ? t('sending') : yaml.trim() === '' ? t('chooseFile') : undefined;
  return (
    <Panel title={t('import')} aside={t('importHint')}>
      <label className={styles['file']}>
        {t('file')}
        <input
          type="file"
          accept=".yaml,.yml,text/yaml"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file !== undefined) void file.text().then(setYaml);
          }}
        />
      </label>
      <Field label={t('text')} text={yaml} onText={setYaml} kind="long" max={RECIPE_YAML_MAX} />
      <CommandOutcomeBanner outcome={outcome} />
      <Faults outcome={outcome} />
      <div>
        <Button tone="primary" disabledReason={disabledReason} onPress={() => void submit()}>
          {t('importNow')}
        </Button>
      </div>
    </Panel>
  );
}

/** Every fault with its line, when there is more than one: the banner shows only the first. */
function Faults({ outcome }: Readonly<{ outcome: CommandOutcome }>) {
  const lines = outcome.kind === 'refused' ? (outcome.problem.facts['faults'] ?? '').split('\n') : [];
  if (lines.length < 2) return null;
  return (
    <ol className={styles['faults']}>
      {lines.map((line, index) => (
        <li key={index}>{line}</li>
      ))}
    </ol>
  );
}
