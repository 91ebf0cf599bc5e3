import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { Alias, Code, FunctionUrl } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { LAMBDA_RECOGNIZE_LAYER_VERSION, LAMBDA_RECOGNIZE_VERSION_PROPS } from 'aws-cdk-lib/cx-api';
import { Construct } from 'constructs';
import { Alarms } from './alarms.ts';
import { ClassifierFunction } from './classifier-function.ts';
import { GlimpseDashboard } from './dashboard.ts';
import { type Access, Endpoint } from './endpoint.ts';
import { ModelLayer, RuntimeLayer } from './model-layer.ts';
import { FunctionRole } from './role.ts';

/** The code to deploy: the three zips that `buildAssets` writes, or others with the same layout. */
export interface GlimpseCode {
  /** `index.mjs`, and the page in `page/`. */
  readonly function: Code;
  /** The model's files, in `model/`. */
  readonly model: Code;
  /** Native packages, in `nodejs/node_modules/`. */
  readonly runtime: Code;
}

export interface GlimpseProps {
  readonly code: GlimpseCode;
  /** @default iam */
  readonly access?: Access;
  /** Origins of web sites that may call from a browser. @default none */
  readonly origins?: readonly string[];
  /** Name of the S3 bucket that pictures may be read from. @default none */
  readonly bucket?: string | undefined;
  /** Picture URLs that may be fetched: all public ones, none, or those of these hosts. @default public */
  readonly urls?: 'public' | 'off' | readonly string[];
  /** Whether the function decodes HEIC; its runtime layer then has the decoder. @default true */
  readonly heic?: boolean;
  /** MB; 1,769 MB give one vCPU. @default 1769 */
  readonly memory?: number;
  /** @default 30 seconds */
  readonly timeout?: Duration;
  /** Reserved concurrency: maximum number of environments, taken from the account's quota. @default the account's limit */
  readonly concurrency?: number | undefined;
  /** Environment variables of the function; they override those that this construct sets. */
  readonly environment?: Readonly<Record<string, string>>;
  /** @default 30 days */
  readonly logRetention?: RetentionDays;
  /** Receives the alarms. @default none: the console shows them */
  readonly alarmTopic?: ITopic | undefined;
  /** Whether to create a dashboard, which may cost USD 3 a month (us-east-1). @default true */
  readonly dashboard?: boolean;
  /** An alarm is raised above this number of calls in one hour. @default 7300 */
  readonly maxCallsPerHour?: number;
  /** Describes the model layer and each version of the function, for people. */
  readonly modelDescription?: string;
}

/**
 * Image recognition behind a function URL: function, layers, log, alias, alarms and a dashboard.
 * It sets no physical names, so one stack can hold several.
 */
export class Glimpse extends Construct {
  readonly function: ClassifierFunction;
  readonly role: FunctionRole;
  readonly logGroup: LogGroup;
  readonly endpoint: Endpoint;
  readonly alarms: Alarms;

  constructor(scope: Construct, id: string, props: GlimpseProps) {
    super(scope, id);
    // Whatever the app's own context: a new layer creates a new version. Properties that a version does
    // not hold (concurrency, tags) create none, because Lambda rejects a version without a change.
    this.node.setContext(LAMBDA_RECOGNIZE_LAYER_VERSION, true);
    this.node.setContext(LAMBDA_RECOGNIZE_VERSION_PROPS, true);
    const { access = 'iam', origins = [], maxCallsPerHour = 7300 } = props;
    this.logGroup = new LogGroup(this, 'Log', {
      retention: props.logRetention ?? RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new FunctionRole(this, 'Role', { logGroup: this.logGroup, bucket: props.bucket });
    this.function = this.createFunction(props);
    this.endpoint = new Endpoint(this, 'Endpoint', { function: this.function, access, origins });
    this.alarms = new Alarms(this, 'Alarms', {
      function: this.function,
      topic: props.alarmTopic,
      maxCallsPerHour,
    });
    if (props.dashboard !== false) {
      new GlimpseDashboard(this, 'Overview', { function: this.function, alarms: this.alarms.all });
    }
  }

  /** The alias behind the URL. */
  get alias(): Alias {
    return this.endpoint.alias;
  }

  /** The function URL. `grantInvokeUrl(role)` lets a role call it. */
  get url(): FunctionUrl {
    return this.endpoint.url;
  }

  private createFunction(props: GlimpseProps): ClassifierFunction {
    const { code, bucket, urls = 'public', concurrency, memory, timeout } = props;
    return new ClassifierFunction(this, 'Function', {
      code: code.function,
      layers: [
        new RuntimeLayer(this, 'Runtime', { code: code.runtime }),
        new ModelLayer(this, 'Model', { code: code.model, description: props.modelDescription }),
      ],
      role: this.role,
      logGroup: this.logGroup,
      // Versions copy the description, so each names its model.
      ...(props.modelDescription && { description: props.modelDescription }),
      ...(memory !== undefined && { memorySize: memory }),
      ...(timeout && { timeout }),
      ...(concurrency !== undefined && { reservedConcurrentExecutions: concurrency }),
      environment: {
        GLIMPSE_URLS: typeof urls === 'string' ? urls : urls.join(','),
        ...(bucket && { GLIMPSE_BUCKET: bucket }),
        ...(props.heic === false && { GLIMPSE_HEIC: 'off' }),
        ...props.environment,
      },
    });
  }
}
