import type { UnitCode } from '../quantity/unit.js';
import {
  FORMULA_DEPTH_MAX,
  FORMULA_LENGTH_MAX,
  FORMULA_LOGARITHMS_MAX,
  FUNCTIONS,
  catchFault,
  throwFault,
  type ArithmeticOperator,
  type ComparisonOperator,
  type Expression,
  type Formula,
  type FormulaFault,
  type FunctionName,
} from './formula.js';
import { tokensOf, type Token } from './token.js';

const ROUND_DIGITS_MAX = 12;
const COMPARISONS: readonly string[] = ['<', '<=', '=', '<>', '>=', '>'] satisfies ComparisonOperator[];
const RESERVED: readonly string[] = ['and', 'or', 'not', 'if', 'round', ...Object.keys(FUNCTIONS)];

/**
 * Parses a formula. A fault has the position in the text, and the reason in both languages. Never throws, whatever the
 * text (S29).
 */
export function parseFormula(text: string): Readonly<{ formula: Formula }> | Readonly<{ fault: FormulaFault }> {
  return catchFault(() => {
    if (text.length > FORMULA_LENGTH_MAX) {
      throwFault(
        FORMULA_LENGTH_MAX,
        `A formula has at most ${FORMULA_LENGTH_MAX} characters.`,
        `Een formule heeft ten hoogste ${FORMULA_LENGTH_MAX} tekens.`,
      );
    }
    return { formula: { text, root: new Parser(tokensOf(text)).formula() } };
  });
}

/** Recursive descent; the operators that bind least come first: or, and, not, comparison, sum, product, sign, atom. */
class Parser {
  #next = 0;
  #depth = 0;
  #logarithms = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  formula(): Expression {
    const root = this.#choice();
    if (this.#token.kind !== 'end') this.#unexpected();
    return root;
  }

  #choice(): Expression {
    let left = this.#both();
    while (this.#isWord('or')) left = { kind: 'logic', operator: 'or', at: this.#take().at, left, right: this.#both() };
    return left;
  }

  #both(): Expression {
    let left = this.#denial();
    while (this.#isWord('and')) {
      left = { kind: 'logic', operator: 'and', at: this.#take().at, left, right: this.#denial() };
    }
    return left;
  }

  #denial(): Expression {
    if (!this.#isWord('not')) return this.#comparison();
    const { at } = this.#take();
    return { kind: 'not', at, of: this.#deeper(() => this.#denial()) };
  }

  #comparison(): Expression {
    const left = this.#sum();
    if (this.#token.kind !== 'sign' || !COMPARISONS.includes(this.#token.text)) return left;
    const { at, text } = this.#take();
    // One comparison only: a < b < c would compare a truth with a number, so the next sign is a fault.
    return { kind: 'comparison', operator: text as ComparisonOperator, at, left, right: this.#sum() };
  }

  #sum(): Expression {
    return this.#chain(['+', '-'], () => this.#product());
  }

  #product(): Expression {
    return this.#chain(['*', '/'], () => this.#signed());
  }

  #chain(operators: readonly ArithmeticOperator[], part: () => Expression): Expression {
    let left = part();
    for (;;) {
      const operator = operators.find((sign) => this.#isSign(sign));
      if (operator === undefined) return left;
      left = { kind: 'arithmetic', operator, at: this.#take().at, left, right: part() };
    }
  }

  #signed(): Expression {
    if (!this.#isSign('-')) return this.#atom();
    const { at } = this.#take();
    return { kind: 'negation', at, of: this.#deeper(() => this.#signed()) };
  }

  #atom(): Expression {
    const token = this.#take();
    if (token.kind === 'number') return { kind: 'number', at: token.at, value: token.text, unit: this.#unit() ?? '1' };
    if (token.kind === 'sign' && token.text === '(') {
      const inside = this.#deeper(() => this.#choice());
      this.#expect(')');
      return inside;
    }
    if (token.kind !== 'word') return this.#unexpected(token);
    if (this.#isSign('(')) return this.#call(token);
    if (RESERVED.includes(token.text)) return this.#unexpected(token);
    return { kind: 'name', at: token.at, name: token.text };
  }

  #call(token: Token): Expression {
    const { at, text } = token;
    this.#expect('(');
    if (text === 'round') return this.#round(at);
    const of = this.#list();
    const [condition, yes, no] = of;
    if (text === 'if') {
      if (condition === undefined || yes === undefined || no === undefined || of.length > 3) this.#arguments(at, text);
      return { kind: 'if', at, condition, yes, no };
    }
    // hasOwn: "constructor" and "toString" are no functions of ours.
    if (!Object.hasOwn(FUNCTIONS, text)) {
      return throwFault(at, `There is no function "${text}".`, `Er is geen functie "${text}".`);
    }
    const name = text as FunctionName;
    if (of.length < FUNCTIONS[name].least || of.length > FUNCTIONS[name].most) this.#arguments(at, text);
    if (name === 'ln' || name === 'log2' || name === 'log10') this.#countLogarithm(at);
    return { kind: 'call', at, name, of };
  }

  /** round(x, 2) for a plain number; round(x, 1 [mL]) counts the digits in that unit. */
  #round(at: number): Expression {
    const of = this.#deeper(() => this.#choice());
    this.#expect(',');
    const digits = this.#take();
    if (digits.kind !== 'number' || !/^\d+$/.test(digits.text) || Number(digits.text) > ROUND_DIGITS_MAX) {
      throwFault(
        digits.at,
        `Write the digits to round to as a number from 0 to ${ROUND_DIGITS_MAX}.`,
        `Schrijf het aantal decimalen als een getal van 0 tot ${ROUND_DIGITS_MAX}.`,
      );
    }
    const unit = this.#unit() ?? '1';
    this.#expect(')');
    return { kind: 'round', at, of, digits: Number(digits.text), unit };
  }

  #list(): readonly Expression[] {
    const list = [this.#deeper(() => this.#choice())];
    while (this.#isSign(',')) {
      this.#take();
      list.push(this.#deeper(() => this.#choice()));
    }
    this.#expect(')');
    return list;
  }

  #unit(): UnitCode | undefined {
    const token = this.#token;
    if (token.kind !== 'unit') return undefined;
    this.#take();
    return token.unit;
  }

  #deeper(part: () => Expression): Expression {
    this.#depth += 1;
    if (this.#depth > FORMULA_DEPTH_MAX) {
      throwFault(
        this.#token.at,
        `A formula is nested at most ${FORMULA_DEPTH_MAX} deep.`,
        `Een formule is ten hoogste ${FORMULA_DEPTH_MAX} diep genest.`,
      );
    }
    const expression = part();
    this.#depth -= 1;
    return expression;
  }

  #countLogarithm(at: number): void {
    this.#logarithms += 1;
    if (this.#logarithms <= FORMULA_LOGARITHMS_MAX) return;
    throwFault(
      at,
      `A formula has at most ${FORMULA_LOGARITHMS_MAX} logarithms.`,
      `Een formule heeft ten hoogste ${FORMULA_LOGARITHMS_MAX} logaritmen.`,
    );
  }

  get #token(): Token {
    const token = this.tokens[this.#next];
    if (token === undefined) throw new Error('the parser read past the end of its tokens');
    return token;
  }

  #take(): Token {
    const token = this.#token;
    if (token.kind !== 'end') this.#next += 1;
    return token;
  }

  #isWord = (word: string): boolean => this.#token.kind === 'word' && this.#token.text === word;
  #isSign = (sign: string): boolean => this.#token.kind === 'sign' && this.#token.text === sign;

  #expect(sign: string): void {
    if (!this.#isSign(sign)) this.#unexpected();
    this.#take();
  }

  #arguments(at: number, name: string): never {
    return throwFault(
      at,
      `"${name}" has another number of values between its brackets.`,
      `"${name}" hoort een ander aantal waarden tussen haakjes te hebben.`,
    );
  }

  #unexpected(token = this.#token): never {
    if (token.kind === 'end')
      return throwFault(token.at, 'The formula stops too early.', 'De formule houdt te vroeg op.');
    return throwFault(token.at, `"${token.text}" does not belong here.`, `"${token.text}" hoort hier niet.`);
  }
}
