import { mayDo, type Permission } from '@autolog/domain/role';
import type { Meaning } from '@autolog/domain/signature';
import { Button } from '../ui/Button.js';
import { useDemo, type DemoCredentials } from './use-demo.js';
import styles from './DemoSignerButtons.module.css';

/** What a person must be permitted to do before a signature of theirs can mean this; the server decides. */
const PERMISSION_TO_SIGN: Readonly<Record<Meaning, Permission>> = {
  performed: 'batch.perform',
  witnessed: 'batch.perform',
  reviewed: 'batch.review',
  assessed: 'exception.assess',
  approved: 'recipe.approve',
  certified: 'batch.certify',
  rejected: 'batch.certify',
};

type Props = Readonly<{
  meaning: Meaning;
  /** Who performed the step: a witness is somebody else. */
  performerUserName: string | undefined;
  onPick: (credentials: DemoCredentials) => void;
}>;

/** The people of the demo who can sign this; one touch fills in the fields. */
export function DemoSignerButtons({ meaning, performerUserName, onPick }: Props) {
  const demo = useDemo();
  const people = (demo?.people ?? []).filter(
    ({ userName, roles }) => userName !== performerUserName && mayDo(roles, PERMISSION_TO_SIGN[meaning]),
  );
  if (people.length === 0) return null;
  return (
    <div className={styles['people']}>
      {people.map((person) => (
        <Button key={person.userName} tone="quiet" onPress={() => onPick(person)}>
          {person.name}
        </Button>
      ))}
    </div>
  );
}
