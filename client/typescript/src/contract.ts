// Generated from functions/api/router.ts by `npm run generate:client`; changes here are lost.

/** Formats that are decoded. */
export type PictureFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'tiff' | 'avif';

/** Languages that class names may be had in. */
export type Language = 'en' | 'zh';

/** One class that the picture may show. */
export interface Prediction {
  /** From 1. */
  rank: number;
  /** Of the class among all classes of the model, from 0. */
  index: number;
  /** WordNet's id of the class, such as `n07920052`; null where the labels have none. */
  synset: string | null;
  /** Name of the class. */
  label: string;
  /** From 0 to 1: the softmax over all classes. */
  score: number;
}

/** What made the network say the best class. */
export interface Explanation {
  /** The class that it speaks of: the best one. */
  index: number;
  /** Columns of the map. */
  width: number;
  /** Rows of the map. */
  height: number;
  /** Row by row: how much each place spoke for the class, negative where it spoke against it. */
  values: number[];
  /** The part of the upright picture that the network saw and the map covers, in its pixels. */
  region: {
    left: number;
    top: number;
    width: number;
    height: number;
  };
}

/** What the service says of a picture. */
export interface ServiceAnswer {
  /** The best classes, best first. */
  predictions: Prediction[];
  /** The picture that was classified. */
  image: {
    format: PictureFormat;
    /** Pixels, upright: after EXIF orientation. */
    width: number;
    /** Pixels, upright: after EXIF orientation. */
    height: number;
    bytes: number;
  };
  /** The model that answered. */
  model: {
    id: string;
    precision: 'fp32' | 'int8';
    sha256: string;
  };
  /** What the service spent on it, in milliseconds. */
  timing: {
    /** Null where nothing had to be fetched. */
    fetchMs: number | null;
    decodeMs: number;
    inferenceMs: number;
    totalMs: number;
  };
  /** Whether this was the first picture since the service started. */
  coldStart: boolean;
  /** To find the request in the service's log. */
  requestId: string;
  /** There where it was asked for. */
  explanation?: Explanation | undefined;
}

/** What one request may ask for. */
export interface Limits {
  /** Of a picture that comes inside a request. */
  pictureBytes: number;
  /** Of a picture that the service fetches. */
  fetchedBytes: number;
  /** Of a whole request. */
  requestBytes: number;
  /** Before decoding, by what it costs to decode them. */
  pixels: {
    baselineJpeg: number;
    avif: number;
    other: number;
  };
  /** Long side divided by short side. */
  aspectRatio: number;
  /** Pictures in one `classifyBatch`. */
  batchPictures: number;
  /** Classes in one answer. */
  topK: number;
  /** Calls in one tRPC batch. */
  trpcCalls: number;
  /** To a connection. */
  urlConnectMs: number;
  /** From start to last byte. */
  urlTotalMs: number;
}

/** What is loaded, and the limits that apply here. */
export interface ModelInfo {
  id: string;
  title: string;
  architecture: string;
  precision: 'fp32' | 'int8';
  /** Of the model's file. */
  sha256: string;
  /** Of the model's file. */
  bytes: number;
  /** How many classes it knows. */
  classes: number;
  /** Pixels: pictures are resized to `resize`, then the centre of `size` is cut out. */
  input: {
    size: number;
    resize: number;
    filter: 'bilinear' | 'bicubic';
  };
  /** Languages that `labels` answers in. */
  languages: Language[];
  /** Whether `explain` can be asked for. */
  explains: boolean;
  /** `exact` where this processor would saturate 8-bit products; slower, the same answers. */
  kernels: 'default' | 'exact';
  /** Formats that are decoded. */
  formats: PictureFormat[];
  limits: Limits;
  /** Which pictures are taken besides those that come inside a request. */
  inputs: {
    url: boolean;
    /** The only hosts that URLs may name; null where every public host may be. */
    hosts: string[] | null;
    /** Whether objects of one bucket are read. */
    s3: boolean;
  };
}

/** A class of the model. */
export interface Label {
  /** From 0. */
  index: number;
  /** WordNet's id, such as `n07920052`; null where the labels have none. */
  synset: string | null;
  label: string;
  /** Other words for it. */
  synonyms: string[];
  /** One sentence; null where the labels have none. */
  definition: string | null;
}

/** Every class, in the order of `index`. */
export type LabelList = Label[];

/** Every code of the service. A newer service may send codes that are not among them. */
export type ErrorCode =
  | 'EMPTY_IMAGE'
  | 'INVALID_BASE64'
  | 'IMAGE_TOO_LARGE'
  | 'UNSUPPORTED_FORMAT'
  | 'CORRUPT_IMAGE'
  | 'DIMENSIONS_REFUSED'
  | 'S3_REFUSED'
  | 'S3_NOT_FOUND'
  | 'S3_UNREACHABLE'
  | 'S3_TIMEOUT'
  | 'S3_TOO_LARGE'
  | 'URL_REFUSED'
  | 'URL_UNREACHABLE'
  | 'URL_TIMEOUT'
  | 'URL_STATUS'
  | 'URL_TOO_LARGE'
  | 'BUSY'
  | 'EXPLAIN_UNAVAILABLE'
  | 'MODEL_UNAVAILABLE'
  | 'INVALID_REQUEST'
  | 'NOT_FOUND'
  | 'METHOD_NOT_ALLOWED'
  | 'INTERNAL';

/** Every code of the service with the type of its details. */
export interface Failures {
  /** Each issue names the field, such as `topK`, and what was expected of it. */
  INVALID_REQUEST: {
    issues: {
      path: string;
      message: string;
    }[];
  };
  NOT_FOUND: Record<string, never>;
  METHOD_NOT_ALLOWED: Record<string, never>;
  INTERNAL: Record<string, never>;
  EMPTY_IMAGE: Record<string, never>;
  INVALID_BASE64: {
    reason: 'length' | 'data-url' | 'character';
  };
  /** `bytes` is null where the size was not told and reading stopped at the limit. */
  IMAGE_TOO_LARGE: {
    bytes: number | null;
    limit: number;
  };
  /** `format` names what was seen, such as HEIC or HTML. */
  UNSUPPORTED_FORMAT: {
    format:
      | 'unknown'
      | 'HEIC'
      | 'JPEG XL'
      | 'JPEG 2000'
      | 'BMP'
      | 'ICO'
      | 'PSD'
      | 'SVG'
      | 'HTML'
      | 'XML'
      | 'JSON'
      | 'PDF'
      | 'MP4'
      | 'ZIP'
      | 'gzip'
      | 'text';
    supported: PictureFormat[];
  };
  CORRUPT_IMAGE: {
    format: PictureFormat;
  };
  DIMENSIONS_REFUSED: {
    width: number;
    height: number;
    reason: 'pixels' | 'aspect-ratio' | 'scans' | 'channels';
    limit: number;
  };
  S3_REFUSED: {
    bucket: string;
    reason: 'bucket' | 'key' | 'disabled';
  };
  /** `denied` also where there is none: S3 says so to those who may not list the bucket. */
  S3_NOT_FOUND: {
    bucket: string;
    key: string;
    reason: 'missing' | 'denied' | 'archived';
  };
  /** `status` is S3's; null where it gave no answer. */
  S3_UNREACHABLE: {
    reason: 'status' | 'region' | 'dns' | 'connection' | 'tls' | 'protocol';
    status: number | null;
  };
  S3_TIMEOUT: {
    limitMs: number;
  };
  S3_TOO_LARGE: {
    bytes: number | null;
    limit: number;
  };
  URL_REFUSED: {
    reason:
      | 'disabled'
      | 'syntax'
      | 'scheme'
      | 'port'
      | 'credentials'
      | 'host'
      | 'address'
      | 'redirects'
      | 'encoding';
  };
  URL_UNREACHABLE: {
    reason: 'dns' | 'connection' | 'tls' | 'protocol';
  };
  URL_TIMEOUT: {
    limitMs: number;
  };
  URL_STATUS: {
    status: number;
  };
  URL_TOO_LARGE: {
    bytes: number | null;
    limit: number;
  };
  /** More pictures are waiting than will be answered soon. */
  BUSY: {
    retryAfterMs: number;
  };
  /** The model has no class activation maps. */
  EXPLAIN_UNAVAILABLE: {
    model: string;
  };
  MODEL_UNAVAILABLE: Record<string, never>;
}

/** What each code tells, one or the other. */
export type FailureDetails =
  | Record<string, never>
  | {
      reason: 'length' | 'data-url' | 'character';
    }
  | {
      bytes: number | null;
      limit: number;
    }
  | {
      format:
        | 'unknown'
        | 'HEIC'
        | 'JPEG XL'
        | 'JPEG 2000'
        | 'BMP'
        | 'ICO'
        | 'PSD'
        | 'SVG'
        | 'HTML'
        | 'XML'
        | 'JSON'
        | 'PDF'
        | 'MP4'
        | 'ZIP'
        | 'gzip'
        | 'text';
      supported: PictureFormat[];
    }
  | {
      format: PictureFormat;
    }
  | {
      width: number;
      height: number;
      reason: 'pixels' | 'aspect-ratio' | 'scans' | 'channels';
      limit: number;
    }
  | {
      bucket: string;
      reason: 'bucket' | 'key' | 'disabled';
    }
  | {
      bucket: string;
      key: string;
      reason: 'missing' | 'denied' | 'archived';
    }
  | {
      reason: 'status' | 'region' | 'dns' | 'connection' | 'tls' | 'protocol';
      status: number | null;
    }
  | {
      limitMs: number;
    }
  | {
      bytes: number | null;
      limit: number;
    }
  | {
      reason:
        | 'disabled'
        | 'syntax'
        | 'scheme'
        | 'port'
        | 'credentials'
        | 'host'
        | 'address'
        | 'redirects'
        | 'encoding';
    }
  | {
      reason: 'dns' | 'connection' | 'tls' | 'protocol';
    }
  | {
      limitMs: number;
    }
  | {
      status: number;
    }
  | {
      bytes: number | null;
      limit: number;
    }
  | {
      retryAfterMs: number;
    }
  | {
      model: string;
    }
  | {
      issues: {
        path: string;
        message: string;
      }[];
    };

/** An error as tRPC has it; `data` holds the code of the service and its details. */
export interface TrpcErrorShape {
  message: string;
  code:
    | -32004
    | -32700
    | -32600
    | -32603
    | -32001
    | -32002
    | -32003
    | -32005
    | -32008
    | -32009
    | -32012
    | -32013
    | -32015
    | -32022
    | -32028
    | -32029
    | -32099;
  data: {
    code: ErrorCode;
    details: FailureDetails;
    httpStatus: number;
    path: string | undefined;
  };
}

/** A picture as JSON carries it. */
export type PictureInput =
  | {
      base64: string;
    }
  | {
      url: string;
    }
  | {
      s3: {
        bucket: string;
        key: string;
      };
    };

/** What became of one picture of a batch. */
export type BatchResult =
  | {
      /** The best classes, best first. */
      predictions: Prediction[];
      /** The picture that was classified. */
      image: {
        format: PictureFormat;
        /** Pixels, upright: after EXIF orientation. */
        width: number;
        /** Pixels, upright: after EXIF orientation. */
        height: number;
        bytes: number;
      };
      /** The model that answered. */
      model: {
        id: string;
        precision: 'fp32' | 'int8';
        sha256: string;
      };
      /** What the service spent on it, in milliseconds. */
      timing: {
        /** Null where nothing had to be fetched. */
        fetchMs: number | null;
        decodeMs: number;
        inferenceMs: number;
        totalMs: number;
      };
      /** Whether this was the first picture since the service started. */
      coldStart: boolean;
      /** To find the request in the service's log. */
      requestId: string;
      /** There where it was asked for. */
      explanation?: Explanation | undefined;
      ok: true;
    }
  | {
      ok: false;
      error: {
        code: ErrorCode;
        message: string;
        details: Record<string, unknown>;
      };
    };

/** What the procedure `classify` takes. */
export interface ClassifyInput {
  topK?: number | undefined;
  minScore?: number | undefined;
  explain?: boolean | undefined;
  image: PictureInput;
}

/** What the procedure `classifyBatch` takes. */
export interface ClassifyBatchInput {
  topK?: number | undefined;
  minScore?: number | undefined;
  explain?: boolean | undefined;
  images: PictureInput[];
}

/** What the procedure `labels` takes. */
export interface LabelsInput {
  lang?: Language | undefined;
}

/** For one call of a procedure. */
export interface TrpcOptions {
  signal?: AbortSignal;
}

/** A procedure as tRPC's types ask for it; what only the server uses is left out. */
export interface TrpcProcedure<Kind extends 'query' | 'mutation', Input, Output> {
  (options: unknown): Promise<Output>;
  meta: object;
  _def: {
    $types: { input: Input; output: Output; errorShape: TrpcErrorShape };
    procedure: true;
    type: Kind;
    meta: unknown;
    experimental_caller: boolean;
    inputs: never[];
  };
}

/**
 * The type of the router, for a tRPC client of your own: `createTRPCClient<AppRouter>(...)` and
 * `inferRouterOutputs<AppRouter>`, with the version of @trpc/client that the service has.
 */
export interface AppRouter {
  createCaller: never;
  _def: {
    _config: {
      $types: { ctx: object; meta: object; errorShape: TrpcErrorShape; transformer: false };
      transformer: never;
      errorFormatter: never;
      allowOutsideOfServer: never;
      isServer: never;
      isDev: never;
      pathSeparator: never;
    };
    router: true;
    procedures: TrpcRecord;
    record: TrpcRecord;
    lazy: never;
  };
}

/** The procedures of the router. */
export interface TrpcRecord {
  classify: TrpcProcedure<'mutation', ClassifyInput, ServiceAnswer>;
  classifyBatch: TrpcProcedure<'mutation', ClassifyBatchInput, BatchResult[]>;
  model: TrpcProcedure<'query', void, ModelInfo>;
  labels: TrpcProcedure<'query', LabelsInput | undefined, LabelList>;
}

/** The typed tRPC client: each procedure by its name. */
export interface TrpcClient {
  /** What is in one picture. */
  classify: { mutate(input: ClassifyInput, options?: TrpcOptions): Promise<ServiceAnswer> };
  /** 1 to 16 pictures in one request, one result or error for each. */
  classifyBatch: {
    mutate(input: ClassifyBatchInput, options?: TrpcOptions): Promise<BatchResult[]>;
  };
  /** What is loaded, and the limits that apply. */
  model: { query(input?: undefined, options?: TrpcOptions): Promise<ModelInfo> };
  /** Every class of the model. */
  labels: { query(input?: LabelsInput, options?: TrpcOptions): Promise<LabelList> };
}
