import { useState } from 'react';
import type { MeReply } from '@autolog/contract/session';
import type { RecipeLine } from '@autolog/contract/recipe';
import { useLanguage, useSay, useText } from '../language/phrases.js';
import { shownAt } from '../live/clock.js';
import { Show } from '../live/Show.js';
import { useCommand } from '../outbox/use-command.js';
import { SigningDialog } from '../signing/SigningDialog.js';
import { goTo } from '../ui/address.js';
import { Button } from '../ui/Button.js';
import { Panel } from '../ui/Panel.js';
import { Table } from '../ui/Table.js';
import { Tag } from '../ui/Tag.js';
import { Outcome } from './Outcome.js';
import { recipePhrases } from './phrases.js';
import { useRecipesView } from './recipe.view.js';
import styles from './recipe.module.css';

/** Every version with its state, and the one thing this person may do with it. */
export function RecipeTable({ me, open }: Readonly<{ me: MeReply; open: string | undefined }>) {
  const say = useSay(recipePhrases);
  const text = useText();
  const view = useRecipesView();
  return (
    <Panel title={say('title')}>
      <Show of={view} empty={<p className={styles['quiet']}>{say('none')}</p>}>
        {(data, mayAct) => (
          <Table<RecipeLine>
            caption={say('title')}
            rows={data.recipes}
            keyOf={({ id }) => id}
            marked={open}
            empty={say('none')}
            columns={[
              { id: 'code', head: say('code'), mono: true, cell: ({ code, version }) => `${code} ${version}` },
              { id: 'name', head: say('name'), cell: ({ title }) => <b>{text(title)}</b> },
              { id: 'steps', head: say('steps'), mono: true, align: 'end', cell: ({ steps }) => steps },
              { id: 'authors', head: say('authors'), cell: ({ authors }) => authors.join(', ') },
              { id: 'state', head: say('state'), cell: ({ status }) => <Tag>{say(status)}</Tag> },
              {
                id: 'approval',
                head: say('approval'),
                cell: (recipe) => <Approval me={me} recipe={recipe} mayAct={mayAct} />,
              },
              { id: 'open', head: '', cell: ({ id }) => <Button onPress={() => goTo(id)}>{say('open')}</Button> },
            ]}
          />
        )}
      </Show>
    </Panel>
  );
}

function Approval({ me, recipe, mayAct }: Readonly<{ me: MeReply; recipe: RecipeLine; mayAct: boolean }>) {
  const say = useSay(recipePhrases);
  const language = useLanguage();
  const { outcome, send } = useCommand();
  const [signing, setSigning] = useState(false);
  const cannot = outcome.kind === 'sending' ? say('sending') : mayAct ? undefined : say('updating');
  if (recipe.approval !== undefined) {
    return say('approved', { name: recipe.approval.name, at: shownAt(recipe.approval.at, 'day and time', language) });
  }
  if (recipe.status === 'draft' && me.permissions.includes('recipe.author')) {
    return (
      <>
        <Button cannot={cannot} onPress={() => void send({ path: `/api/recipes/${recipe.id}/submit`, body: {} })}>
          {say('submit')}
        </Button>
        <Outcome of={outcome} />
      </>
    );
  }
  if (recipe.status !== 'in_review' || !me.permissions.includes('recipe.approve')) return '–';
  return (
    <>
      <Button tone="primary" cannot={cannot} onPress={() => setSigning(true)}>
        {say('approve')}
      </Button>
      {signing ? (
        <SigningDialog
          meaning="approved"
          path={`/api/recipes/${recipe.id}/approve`}
          body={{}}
          onSigned={() => setSigning(false)}
          onLeave={() => setSigning(false)}
        />
      ) : null}
    </>
  );
}
