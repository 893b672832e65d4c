import { LANGUAGES, type Language } from '@autolog/domain/text';
import { PASSWORD_MAX, USER_NAME_MAX } from '@autolog/domain/input-limits';
import { PERMISSIONS, ROLES, type Permission, type Role } from '@autolog/domain/role';
import { TextField, OneOfField } from './field.js';
import { ReplyId, ReplyOneOf, ReplyOneOfList, ReplyText } from './reply-field.js';

export class SignInBody {
  @TextField({ max: USER_NAME_MAX }) userName: string;
  @TextField({ max: PASSWORD_MAX }) password: string;
  @OneOfField(['terminal', 'desk'], { description: 'A terminal session locks instead of ending' }) at:
    'terminal' | 'desk';
}

export class LanguageBody {
  @OneOfField(LANGUAGES) language: Language;
}

/** GET /api/me */
export class MeReply {
  @ReplyId() readonly person: string;
  @ReplyText() readonly name: string;
  @ReplyText() readonly userName: string;
  @ReplyOneOfList(ROLES) readonly roles: readonly Role[];
  @ReplyOneOfList(PERMISSIONS) readonly permissions: readonly Permission[];
  @ReplyOneOf(LANGUAGES) readonly language: Language;
}
