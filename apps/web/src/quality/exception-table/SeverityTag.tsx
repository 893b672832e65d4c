import type { ExceptionLine } from '@autolog/contract/batch';
import { usePhrases } from '../../language/phrases.js';
import { Tag } from '../../ui/Tag.js';
import { qualityPhrases } from '../language/phrases.js';

export function SeverityTag({ exception }: Readonly<{ exception: ExceptionLine }>) {
  const t = usePhrases(qualityPhrases);
  return <Tag level={exception.severity}>{t(`severity_${exception.severity}`)}</Tag>;
}
