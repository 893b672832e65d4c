// How long a text that a person types may be. The server checks it, and the screens stop at it.

/** A reason, an assessment, a remark. */
export const FREE_TEXT_MAX = 2_000;
export const USER_NAME_MAX = 64;
export const PASSWORD_MAX = 256;
/** A master batch record as YAML. */
export const RECIPE_YAML_MAX = 2_000_000;
