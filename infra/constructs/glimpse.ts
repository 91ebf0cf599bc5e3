import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { Alias, Code, FunctionUrl } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { LAMBDA_RECOGNIZE_LAYER_VERSION, LAMBDA_RECOGNIZE_VERSION_PROPS } from 'aws-cdk-lib/cx-api';
import { Construct } from 'constructs';
import { Alarms } from './alarms.ts';
import { ClassifierFunction } from './classifier-function.ts';
import { Overview } from './dashboard.ts';
import { type Access, Endpoint } from './endpoint.ts';
import { ModelLayer, RuntimeLayer } from './model-layer.ts';
import { FunctionRole } from './role.ts';

/** What is deployed: `buildAssets` writes the three zips; others of their layout do as well. */
export interface GlimpseCode {
  /** `index.mjs` with its page in `page/`. */
  readonly function: Code;
  /** The model's files in `model/`. */
  readonly model: Code;
  /** Native packages in `nodejs/node_modules/`. */
  readonly runtime: Code;
}

export interface GlimpseProps {
  readonly code: GlimpseCode;
  /** @default iam */
  readonly access?: Access;
  /** Origins of web sites that may call from a browser. @default none */
  readonly origins?: readonly string[];
  /** Name of the one bucket from which pictures may be read. @default none */
  readonly bucket?: string | undefined;
  /** Pictures by URL: from everywhere public, not at all, or from these hosts. @default public */
  readonly urls?: 'public' | 'off' | readonly string[];
  /** MB, 1,769 for each processor. @default 1769 */
  readonly memory?: number;
  /** @default 30 seconds */
  readonly timeout?: Duration;
  /** Environments at once, kept out of the account's quota. @default no limit but the account's */
  readonly concurrency?: number | undefined;
  /** Variables of the function; they win over those that this construct sets. */
  readonly environment?: Readonly<Record<string, string>>;
  /** @default 30 days */
  readonly logRetention?: RetentionDays;
  /** Where alarms go. @default nowhere: the console shows them */
  readonly alarmTopic?: ITopic | undefined;
  /** Whether there is a dashboard, which may cost USD 3 a month. @default true */
  readonly dashboard?: boolean;
  /** Calls in an hour above which an alarm goes off. @default 7300 */
  readonly callsAnHour?: number;
  /** What is in the model layer, for people. */
  readonly modelDescription?: string;
}

/**
 * Image recognition behind a function URL: function, layers, log, alias, alarms and a dashboard.
 * It takes no names in the account, so that several can stand in one stack.
 */
export class Glimpse extends Construct {
  readonly function: ClassifierFunction;
  readonly role: FunctionRole;
  readonly logGroup: LogGroup;
  readonly endpoint: Endpoint;
  readonly alarms: Alarms;

  constructor(scope: Construct, id: string, props: GlimpseProps) {
    super(scope, id);
    // Whatever the app has set: a new layer is a new version, and what a version does not hold (its
    // concurrency, its tags) is none. Lambda refuses to publish a version in which nothing changed.
    this.node.setContext(LAMBDA_RECOGNIZE_LAYER_VERSION, true);
    this.node.setContext(LAMBDA_RECOGNIZE_VERSION_PROPS, true);
    const { access = 'iam', origins = [], callsAnHour = 7300 } = props;
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
      callsAnHour,
    });
    if (props.dashboard !== false) {
      new Overview(this, 'Overview', { function: this.function, alarms: this.alarms.all });
    }
  }

  /** What the address answers with. */
  get alias(): Alias {
    return this.endpoint.alias;
  }

  /** Its `grantInvokeUrl` lets a role of yours call. */
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
      // Versions take it over, so that each tells which model it answers with.
      ...(props.modelDescription && { description: props.modelDescription }),
      ...(memory !== undefined && { memorySize: memory }),
      ...(timeout && { timeout }),
      ...(concurrency !== undefined && { reservedConcurrentExecutions: concurrency }),
      environment: {
        GLIMPSE_URLS: typeof urls === 'string' ? urls : urls.join(','),
        ...(bucket && { GLIMPSE_BUCKET: bucket }),
        ...props.environment,
      },
    });
  }
}
