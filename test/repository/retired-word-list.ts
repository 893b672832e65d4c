/**
 * A word that the code base used for something the field has a better word for. `keptIn` names the files in which the
 * word has its ordinary or its field meaning.
 */
export type RetiredWord = Readonly<{ words: readonly string[]; use: string; keptIn?: RegExp }>;

/** Looked for in the names of files, folders and declarations, word by word. */
export const RETIRED_NAMES: readonly RetiredWord[] = [
  { words: ['appending'], use: 'EventCollector' },
  { words: ['arrived'], use: 'incoming' },
  { words: ['clockwork'], use: 'clock coordinator' },
  { words: ['complaint', 'complaints'], use: 'error or error text' },
  { words: ['continuity'], use: 'gap detector' },
  { words: ['crew', 'crews', 'seat', 'seats'], use: 'staff, actor or simulated person' },
  { words: ['demand', 'demands', 'demanded'], use: 'access rule, or require' },
  { words: ['door', 'doors'], use: 'landing page, or the boundary that is meant (HTTP, queue)' },
  // A chart is drawn on a canvas; everything else in React is rendered.
  { words: ['draw', 'draws', 'drawn'], use: 'render', keptIn: /^apps\/web\/src\/(chart|quality\/review)\// },
  { words: ['forge', 'forged', 'forger'], use: 'tamper, tampered' },
  { words: ['glass'], use: 'screen' },
  { words: ['ground', 'grounds'], use: 'the name of what is prepared, such as BenchPostgres' },
  { words: ['groundwork'], use: 'setup' },
  { words: ['hands'], use: 'terminal driver, or device control' },
  { words: ['house'], use: 'repository (its rules), or site' },
  { words: ['integrator'], use: 'log sequencer' },
  { words: ['judge', 'judges', 'judged', 'judging', 'judgement'], use: 'verify (a record) or assess (an exception)' },
  { words: ['keeper', 'keepers'], use: 'the name of what it does: log sequencer, checkpoint signer' },
  { words: ['laid'], use: 'installed, set up or paused' },
  // A chart with several signals has lanes.
  { words: ['lane', 'lanes'], use: 'priority', keptIn: /^apps\/web\/src\/(chart|quality\/review)\// },
  { words: ['lockstep', 'steadfast', 'patience'], use: 'what it does: retrying, a timeout, a shared clock' },
  { words: ['look', 'looks', 'looked'], use: 'theme, check or read' },
  { words: ['mend', 'mends', 'mended', 'mending'], use: 'correct, repair or restore' },
  { words: ['miniature', 'miniatures'], use: 'fixture' },
  { words: ['mishap', 'mishaps'], use: 'fault' },
  { words: ['moved'], use: 'stale view', keptIn: /^apps\/simulator\/src\/sensors\.ts$/ },
  { words: ['plant', 'plants'], use: 'site or test site' },
  { words: ['play', 'plays', 'played', 'player', 'players', 'playing'], use: 'run, simulate or carry out' },
  { words: ['poison'], use: 'rejected' },
  { words: ['reaper'], use: 'what it removes' },
  { words: ['say', 'says', 'said', 'saying'], use: 't (a phrase), label, text, message or report' },
  { words: ['settle', 'settles', 'settling'], use: 'resolve conditions' },
  { words: ['sicken', 'sickens'], use: 'distress' },
  { words: ['situation'], use: 'DecisionContext' },
  { words: ['stage', 'stages'], use: 'run context; phase or setup where that is meant' },
  { words: ['stranger', 'strangers'], use: 'independent verifier; unknown or untrusted' },
  { words: ['tend', 'tends', 'tended', 'tending'], use: 'what is done: carry out, operate, feed' },
  { words: ['throwaway', 'thrown'], use: 'temporary' },
  { words: ['tries'], use: 'suggestions or attempts' },
  { words: ['twin', 'twins'], use: 'concurrent duplicates' },
  { words: ['wall', 'walls'], use: 'site overview' },
  { words: ['weigh', 'weighs', 'weighed'], use: 'assess or compare' },
];

/** In a recipe a bag is weighed and a cleanroom has a door. */
const RECIPES = /^libs\/recipes\/src\/[\w-]+\.yaml$/;

/**
 * Looked for in comments, sentences in strings and documents. Words that are ordinary English in another place are not
 * here, or only in the phrase that is meant.
 */
export const RETIRED_IN_TEXT: readonly RetiredWord[] = [
  { words: ['anew'], use: 'again' },
  { words: ['BEHIND'], use: 'STALE_VIEW', keptIn: /^(CHANGELOG\.md|test\/integration\/stale-view\.int\.spec\.ts)$/ },
  { words: ['clockwork', 'groundwork', 'crew', 'crews'], use: 'clock coordinator, setup, staff' },
  { words: ['disposition of an exception'], use: 'assessment result' },
  { words: ['glass'], use: 'screen' },
  { words: ['house rule', 'house rules', 'the house', 'this house'], use: 'repository rules' },
  { words: ['integrator'], use: 'log sequencer' },
  { words: ['keeper', 'keepers'], use: 'log sequencer, checkpoint signer, or what it does' },
  { words: ['laid down', 'lay down', 'lays down'], use: 'installed, specified or paused' },
  { words: ['lock step', 'lockstep', 'steadfast', 'patience'], use: 'what happens: retrying, a timeout' },
  { words: ['mend', 'mends', 'mended', 'mending'], use: 'correct, repair or restore' },
  { words: ['miniature', 'miniatures'], use: 'fixture' },
  { words: ['mishap', 'mishaps'], use: 'fault' },
  { words: ['play', 'plays', 'played', 'player', 'players', 'playing'], use: 'run, simulate or carry out' },
  { words: ['seat', 'seats'], use: 'actor or role' },
  { words: ['stop limit', 'stop limits'], use: 'hard limit (key `stop`)' },
  { words: ['stranger', 'strangers'], use: 'unknown person, untrusted program or independent verifier' },
  {
    words: ['the door', 'a door', 'doors'],
    use: 'landing page, or the boundary that is meant (HTTP, queue)',
    keptIn: RECIPES,
  },
  { words: ['the wall', 'wall screen'], use: 'site overview' },
  { words: ['throw-away', 'thrown-away', 'throwaway'], use: 'temporary' },
  { words: ['time in use', 'times in use'], use: 'in-use time' },
  { words: ['twin', 'twins'], use: 'concurrent duplicate' },
  {
    words: ['weigh', 'weighs', 'weighed', 'weighing'],
    use: 'assess (an exception) or compare (with a limit)',
    keptIn: RECIPES,
  },
  { words: ['worked example', 'worked examples'], use: 'test case of a formula' },
];
