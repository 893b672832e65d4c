import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { ValidationPipe } from '@nestjs/common';
import { LoggerModule, Logger } from 'nestjs-pino';
import { BatchModule } from './batch/batch.module.js';
import { BundleModule } from './bundle/bundle.module.js';
import type { Config } from './config/config.js';
import { DemoModule } from './demo/demo.module.js';
import { EquipmentModule } from './equipment/equipment.module.js';
import { HealthModule } from './health/health.module.js';
import { AccessGuard } from './person/access.guard.js';
import { LOGGING } from './http/logging.js';
import { ProblemFilter } from './http/problem.filter.js';
import { VALIDATION } from './http/validation.js';
import { LiveModule } from './live/live.module.js';
import { MaterialModule } from './material/material.module.js';
import { PersonModule } from './person/person.module.js';
import { RecipeModule } from './recipe/recipe.module.js';
import type { OpenedRecord } from './record/open-record.js';
import { RecordModule } from './record/record.module.js';
import { RoomModule } from './room/room.module.js';
import { SignatureChallengeModule } from './signature-challenge/signature-challenge.module.js';
import { SiteModule } from './site/site.module.js';
import { TelemetryModule } from './telemetry/telemetry.module.js';
import { TherapyModule } from './therapy/therapy.module.js';
import { TimerModule } from './timer/timer.module.js';
import { SiteOverviewModule } from './site-overview/site-overview.module.js';

@Module({})
export class AppModule {
  static of(config: Config, opened: OpenedRecord): DynamicModule {
    return {
      module: AppModule,
      imports: [
        LoggerModule.forRoot(LOGGING),
        RecordModule.of(config, opened),
        PersonModule,
        SiteModule,
        RecipeModule,
        TherapyModule,
        RoomModule,
        EquipmentModule,
        MaterialModule,
        BatchModule,
        BundleModule,
        SignatureChallengeModule,
        TelemetryModule,
        LiveModule,
        TimerModule,
        SiteOverviewModule,
        HealthModule,
        ...(config.profile === 'demo' ? [DemoModule] : []),
      ],
      providers: [
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_PIPE, useFactory: () => new ValidationPipe({ ...VALIDATION, transform: true }) },
        { provide: APP_FILTER, inject: [Logger], useFactory: (logger: Logger) => new ProblemFilter(logger) },
      ],
    };
  }
}
