import { useState, type ReactNode } from 'react';
import { SCAN_LENGTH_MAX } from '@autolog/domain/label/scan-code';
import { usePhrases } from '../../language/phrases.js';
import { useScan } from '../../scan/use-scan.js';
import { Button } from '../../ui/Button.js';
import { Field } from '../../ui/Field.js';
import { terminalPhrases } from '../language/phrases.js';
import { StepFrame, useConfirmLabel, type StepFrameProps } from './StepFrame.js';
import styles from './cards.module.css';

type Props = Readonly<{
  frame: StepFrameProps;
  onRead: (code: string, byHand: boolean) => void;
  /** Shown above the label field as well, while it is typed by hand. */
  details?: ReactNode;
  /** Asks for the scan; gets the button that changes to typing. */
  children: (typeByHand: ReactNode) => ReactNode;
}>;

/**
 * The frame of a step that a label answers. A scan is the answer: nothing has to be pressed after it. The label can
 * also be typed by hand, with the reason (T19).
 */
export function LabelFrame({ frame, onRead, details, children }: Props) {
  const t = usePhrases(terminalPhrases);
  const label = useConfirmLabel(frame.needsSignature);
  const [isTyping, setIsTyping] = useState(false);
  const [typed, setTyped] = useState('');
  const [read, setRead] = useState<string>();
  useScan((code) => {
    if (frame.disabledReason !== undefined) return;
    setRead(code);
    onRead(code, false);
  });
  if (isTyping) {
    return (
      <StepFrame
        frame={frame}
        confirm={{
          label: label(typed),
          disabledReason: typed === '' ? t('typeLabel') : undefined,
          onPress: () => onRead(typed, true),
        }}
      >
        {details}
        <Field label={t('typeLabel')} text={typed} onText={setTyped} kind="code" max={SCAN_LENGTH_MAX} focusFirst />
        <div className={styles['row']}>
          <Button onPress={() => setIsTyping(false)}>{t('useScanner')}</Button>
        </div>
      </StepFrame>
    );
  }
  return (
    <StepFrame
      frame={frame}
      help={read === undefined ? undefined : <p className={styles['help']}>{t('read', { code: read })}</p>}
    >
      {details}
      {children(<Button onPress={() => setIsTyping(true)}>{t('byHand')}</Button>)}
    </StepFrame>
  );
}
