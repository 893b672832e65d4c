import { applyDecorators, HttpCode, type Type } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';

/** The status a route answers with and the class that describes what comes back, for Nest and for OpenAPI alike. */
export const Replies = (reply: Type<object>, status: 200 | 201 = 200) =>
  applyDecorators(HttpCode(status), ApiResponse({ status, type: reply, description: reply.name }));
