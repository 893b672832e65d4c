import type { Step } from '@autolog/domain/recipe/recipe';
import { usePhrases, useText } from '../language/phrases.js';
import { ViewContent } from '../live/ViewContent.js';
import { Panel } from '../ui/Panel.js';
import { Table } from '../ui/Table.js';
import { recipePhrases } from './phrases.js';
import { useRecipeView } from './recipe.view.js';

/** A recipe for the person who approves it: every operation with its steps. */
export function RecipeContent({ recipe }: Readonly<{ recipe: string }>) {
  const t = usePhrases(recipePhrases);
  const text = useText();
  const view = useRecipeView(recipe);
  return (
    <ViewContent view={view}>
      {(data) => (
        <>
          <p>
            {t('hash')} <span className="code">{data.hash}</span>
          </p>
          {data.content.procedure.flatMap((unit) =>
            unit.operations.map((operation) => (
              <Panel key={operation.id} title={text(operation.title)} aside={text(unit.title)}>
                <Table<Step>
                  caption={text(operation.title)}
                  rows={operation.steps}
                  keyOf={({ id }) => id}
                  empty="–"
                  columns={[
                    { id: 'title', head: t('name'), cell: ({ title }) => <b>{text(title)}</b> },
                    { id: 'instruction', head: t('instruction'), cell: ({ instruction }) => text(instruction) },
                    { id: 'kind', head: t('kind'), mono: true, cell: ({ kind }) => kind },
                    {
                      id: 'signature',
                      head: t('signature'),
                      cell: ({ signature }) => t(signature === 'none' ? 'none_demand' : signature),
                    },
                  ]}
                />
              </Panel>
            )),
          )}
        </>
      )}
    </ViewContent>
  );
}
