import type { Step } from '@autolog/domain/recipe/recipe';
import { useSay, useText } from '../language/phrases.js';
import { Show } from '../live/Show.js';
import { Panel } from '../ui/Panel.js';
import { Table } from '../ui/Table.js';
import { recipePhrases } from './phrases.js';
import { useRecipeView } from './recipe.view.js';

/** A recipe as whoever approves it reads it: every operation with its steps. */
export function RecipeContent({ recipe }: Readonly<{ recipe: string }>) {
  const say = useSay(recipePhrases);
  const text = useText();
  const view = useRecipeView(recipe);
  return (
    <Show of={view}>
      {(data) => (
        <>
          <p>
            {say('hash')} <span className="code">{data.hash}</span>
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
                    { id: 'title', head: say('name'), cell: ({ title }) => <b>{text(title)}</b> },
                    { id: 'instruction', head: say('instruction'), cell: ({ instruction }) => text(instruction) },
                    { id: 'kind', head: say('kind'), mono: true, cell: ({ kind }) => kind },
                    {
                      id: 'signature',
                      head: say('signature'),
                      cell: ({ signature }) => say(signature === 'none' ? 'none_demand' : signature),
                    },
                  ]}
                />
              </Panel>
            )),
          )}
        </>
      )}
    </Show>
  );
}
