import { useState } from 'react';
import type { MeReply } from '@autolog/contract/session';
import type { RecipeLine } from '@autolog/contract/recipe';
import { useLanguage, usePhrases, useText } from '../language/phrases.js';
import { formatInstant } from '../time/site-clock.js';
import { ViewContent } from '../live/ViewContent.js';
import { useCommand } from '../outbox/use-command.js';
import { SigningDialog } from '../signing/SigningDialog.js';
import { goTo } from '../ui/address.js';
import { Button } from '../ui/Button.js';
import { Panel } from '../ui/Panel.js';
import { Table } from '../ui/Table.js';
import { Tag } from '../ui/Tag.js';
import { CommandOutcomeBanner } from '../outbox/CommandOutcomeBanner.js';
import { recipePhrases } from './phrases.js';
import { useRecipesView } from './recipe.view.js';
import styles from './recipe.module.css';

/** Every version with its status, and the one action this person may take. */
export function RecipeTable({ me, openRecipe }: Readonly<{ me: MeReply; openRecipe: string | undefined }>) {
  const t = usePhrases(recipePhrases);
  const text = useText();
  const view = useRecipesView();
  return (
    <Panel title={t('title')}>
      <ViewContent view={view} empty={<p className={styles['quiet']}>{t('none')}</p>}>
        {(data, mayAct) => (
          <Table<RecipeLine>
            caption={t('title')}
            rows={data.recipes}
            keyOf={({ id }) => id}
            marked={openRecipe}
            empty={t('none')}
            columns={[
              { id: 'code', head: t('code'), mono: true, cell: ({ code, version }) => `${code} ${version}` },
              { id: 'name', head: t('name'), cell: ({ title }) => <b>{text(title)}</b> },
              { id: 'steps', head: t('steps'), mono: true, align: 'end', cell: ({ steps }) => steps },
              { id: 'authors', head: t('authors'), cell: ({ authors }) => authors.join(', ') },
              { id: 'state', head: t('state'), cell: ({ status }) => <Tag>{t(status)}</Tag> },
              {
                id: 'approval',
                head: t('approval'),
                cell: (recipe) => <Approval me={me} recipe={recipe} mayAct={mayAct} />,
              },
              { id: 'open', head: '', cell: ({ id }) => <Button onPress={() => goTo(id)}>{t('open')}</Button> },
            ]}
          />
        )}
      </ViewContent>
    </Panel>
  );
}

function Approval({ me, recipe, mayAct }: Readonly<{ me: MeReply; recipe: RecipeLine; mayAct: boolean }>) {
  const t = usePhrases(recipePhrases);
  const language = useLanguage();
  const { outcome, send } = useCommand();
  const [signing, setSigning] = useState(false);
  const disabledReason = outcome.kind === 'sending' ? t('sending') : mayAct ? undefined : t('updating');
  if (recipe.approval !== undefined) {
    return t('approved', {
      name: recipe.approval.name,
      at: formatInstant(recipe.approval.at, 'day and time', language),
    });
  }
  if (recipe.status === 'draft' && me.permissions.includes('recipe.author')) {
    return (
      <>
        <Button
          disabledReason={disabledReason}
          onPress={() => void send({ path: `/api/recipes/${recipe.id}/submit`, body: {} })}
        >
          {t('submit')}
        </Button>
        <CommandOutcomeBanner outcome={outcome} />
      </>
    );
  }
  if (recipe.status !== 'in_review' || !me.permissions.includes('recipe.approve')) return '–';
  return (
    <>
      <Button tone="primary" disabledReason={disabledReason} onPress={() => setSigning(true)}>
        {t('approve')}
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
