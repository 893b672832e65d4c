import { Module, type MiddlewareConsumer, type NestModule } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { InternalListener } from './internal-listener.js';
import { observeRoute } from '../metrics/metrics.js';
import { ServerReadiness } from './readiness.js';

@Module({ controllers: [HealthController], providers: [InternalListener, ServerReadiness] })
export class HealthModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(observeRoute).forRoutes('{*path}');
  }
}
