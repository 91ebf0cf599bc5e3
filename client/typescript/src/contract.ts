// Generated from functions/api/{router,error-table}.ts by `npm run generate:client`; changes here are lost.

/** Formats that the service decodes. */
export type PictureFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'tiff' | 'avif' | 'heic' | 'bmp';

/** Languages of class names. */
export type Language = 'en' | 'zh';

/** One class that the picture may show, with its score. */
export interface Prediction {
  /** From 1. */
  rank: number;
  /** Position among all classes of the model, from 0. */
  index: number;
  /** WordNet 3.0 synset, such as `n07920052`; null if the labels have none. */
  synset: string | null;
  /** Name of the class. */
  label: string;
  /** 0 to 1: softmax over all classes. */
  score: number;
}

/** The class activation map of the best class. */
export interface Explanation {
  /** The class that the map belongs to: the best one. */
  index: number;
  /** Columns of the map. */
  width: number;
  /** Rows of the map. */
  height: number;
  /** Row by row: how much each cell supports the class; negative if it speaks against it. */
  values: number[];
  /** The part of the upright picture that the network saw and the map covers, in pixels. */
  region: {
    left: number;
    top: number;
    width: number;
    height: number;
  };
}

/** The answer of the service for one picture. */
export interface ServiceAnswer {
  /** The best classes, best first. */
  predictions: Prediction[];
  /** The picture that was classified; `bytes` is its size as received. */
  image: {
    format: PictureFormat;
    /** Pixels, after EXIF orientation. */
    width: number;
    /** Pixels, after EXIF orientation. */
    height: number;
    bytes: number;
  };
  /** The model that answered. */
  model: {
    id: string;
    precision: 'fp32' | 'int8';
    sha256: string;
  };
  /** Time that the service spent, in milliseconds. */
  timing: {
    /** Null if nothing was fetched. */
    fetchMs: number | null;
    decodeMs: number;
    inferenceMs: number;
    totalMs: number;
  };
  /** Whether this is the first answer since the service started. */
  coldStart: boolean;
  /** Identifies the request in the service's log. */
  requestId: string;
  /** Present if `explain` was set. */
  explanation?: Explanation | undefined;
}

/** Limits of one request. */
export interface Limits {
  /** Bytes of a picture inside a request. */
  pictureBytes: number;
  /** Bytes of a picture that the service fetches. */
  fetchedBytes: number;
  /** Bytes of a whole request. */
  requestBytes: number;
  /** Pixels before decoding, by how expensive the format is to decode. */
  pixels: {
    baselineJpeg: number;
    /** 0 if the service does not decode HEIC. */
    heic: number;
    /** With 8 bits per channel. */
    avif8Bit: number;
    /** With 10 or 12 bits per channel. */
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
  /** Milliseconds to connect. */
  urlConnectMs: number;
  /** Milliseconds from start to last byte. */
  urlTotalMs: number;
}

/** The loaded model and the limits of the service. */
export interface ModelInfo {
  id: string;
  title: string;
  architecture: string;
  precision: 'fp32' | 'int8';
  /** Hash of the model's file. */
  sha256: string;
  /** Size of the model's file. */
  bytes: number;
  /** Number of classes. */
  classes: number;
  /** Pixels: the short side is resized to `resize`, then the centre of `size` is cropped. */
  input: {
    size: number;
    resize: number;
    filter: 'bilinear' | 'bicubic';
  };
  /** Languages of the class names. */
  languages: Language[];
  /** Whether `explain` is available. */
  explains: boolean;
  /** `exact` if this processor would saturate 8-bit products: the same answers, slower. */
  kernels: 'default' | 'exact';
  /** Formats that the service decodes. */
  formats: PictureFormat[];
  limits: Limits;
  /** Where pictures may come from, besides the request itself. */
  inputs: {
    url: boolean;
    /** The only hosts that URLs may name; null if every public host is allowed. */
    hosts: string[] | null;
    /** Whether the service reads objects of one bucket. */
    s3: boolean;
  };
}

/** One class of the model. */
export interface Label {
  /** From 0. */
  index: number;
  /** WordNet 3.0 synset, such as `n07920052`; null if the labels have none. */
  synset: string | null;
  label: string;
  /** Other names. */
  synonyms: string[];
  /** One sentence; null if the labels have none. */
  definition: string | null;
}

/** Every class, in the order of `index`. */
export type LabelList = Label[];

/** Every error code of the service. A newer service may send others. */
export type ErrorCode =
  | 'NOT_FOUND'
  | 'EMPTY_IMAGE'
  | 'INVALID_BASE64'
  | 'IMAGE_TOO_LARGE'
  | 'UNSUPPORTED_FORMAT'
  | 'CORRUPT_IMAGE'
  | 'DIMENSIONS_REFUSED'
  | 'PICTURE_TOO_COSTLY'
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
  | 'EXPLAIN_UNAVAILABLE'
  | 'MODEL_UNAVAILABLE'
  | 'INVALID_REQUEST'
  | 'METHOD_NOT_ALLOWED'
  | 'ORIGIN_REFUSED'
  | 'INTERNAL'
  | 'BUSY';

/** Every error code of the service with the type of its details. */
export interface Failures {
  /** Each issue names a field, such as `topK`, and what was expected. */
  INVALID_REQUEST: {
    issues: {
      path: string;
      message: string;
    }[];
  };
  NOT_FOUND: Record<string, never>;
  METHOD_NOT_ALLOWED: Record<string, never>;
  /** `value` is the host or origin that the request named. */
  ORIGIN_REFUSED: {
    reason: 'host' | 'origin';
    value: string;
  };
  INTERNAL: Record<string, never>;
  EMPTY_IMAGE: Record<string, never>;
  INVALID_BASE64: {
    reason: 'length' | 'data-url' | 'blank' | 'character' | 'python';
  };
  /** `bytes` is null if the size was not declared and reading stopped at the limit. */
  IMAGE_TOO_LARGE: {
    bytes: number | null;
    limit: number;
  };
  /** `format` names the detected format, such as `HTML` or `TIFF with old-style JPEG`. */
  UNSUPPORTED_FORMAT: {
    format: string;
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
  /** Decoding was stopped: `limit` is in milliseconds for `time`, in bytes for `memory`. */
  PICTURE_TOO_COSTLY: {
    reason: 'time' | 'memory';
    limit: number;
  };
  S3_REFUSED: {
    bucket: string;
    reason: 'bucket' | 'key' | 'disabled';
  };
  /** `denied` also if there is no such object and the function may not list the bucket. */
  S3_NOT_FOUND: {
    bucket: string;
    key: string;
    reason: 'missing' | 'denied' | 'archived';
  };
  /** `status` is S3's; null if it did not respond. */
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
      | 'address'
      | 'host'
      | 'disabled'
      | 'syntax'
      | 'scheme'
      | 'port'
      | 'credentials'
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
  /** The model has no class activation maps. */
  EXPLAIN_UNAVAILABLE: {
    model: string;
  };
  MODEL_UNAVAILABLE: Record<string, never>;
  /** Too many pictures are waiting. */
  BUSY: {
    retryAfterMs: number;
  };
}

/** The details of any error code. */
export type FailureDetails =
  | Record<string, never>
  | {
      reason: 'length' | 'data-url' | 'blank' | 'character' | 'python';
    }
  | {
      bytes: number | null;
      limit: number;
    }
  | {
      format: string;
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
      reason: 'time' | 'memory';
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
        | 'address'
        | 'host'
        | 'disabled'
        | 'syntax'
        | 'scheme'
        | 'port'
        | 'credentials'
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
      model: string;
    }
  | {
      issues: {
        path: string;
        message: string;
      }[];
    }
  | {
      reason: 'host' | 'origin';
      value: string;
    }
  | {
      retryAfterMs: number;
    };

/** An error in tRPC's shape; `data` holds the service's code and its details. */
export interface TrpcErrorShape {
  message: string;
  code:
    | -32700
    | -32600
    | -32603
    | -32001
    | -32002
    | -32003
    | -32004
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

/** A picture as JSON. */
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

/** The result for one picture of a batch. */
export type BatchResult =
  | {
      /** The best classes, best first. */
      predictions: Prediction[];
      /** The picture that was classified; `bytes` is its size as received. */
      image: {
        format: PictureFormat;
        /** Pixels, after EXIF orientation. */
        width: number;
        /** Pixels, after EXIF orientation. */
        height: number;
        bytes: number;
      };
      /** The model that answered. */
      model: {
        id: string;
        precision: 'fp32' | 'int8';
        sha256: string;
      };
      /** Time that the service spent, in milliseconds. */
      timing: {
        /** Null if nothing was fetched. */
        fetchMs: number | null;
        decodeMs: number;
        inferenceMs: number;
        totalMs: number;
      };
      /** Whether this is the first answer since the service started. */
      coldStart: boolean;
      /** Identifies the request in the service's log. */
      requestId: string;
      /** Present if `explain` was set. */
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

/** Input of the procedure `classify`. */
export interface ClassifyInput {
  topK?: number | undefined;
  minScore?: number | undefined;
  explain?: boolean | undefined;
  image: PictureInput;
}

/** Input of the procedure `classifyBatch`. */
export interface ClassifyBatchInput {
  topK?: number | undefined;
  minScore?: number | undefined;
  explain?: boolean | undefined;
  images: PictureInput[];
}

/** Input of the procedure `labels`. */
export interface LabelsInput {
  lang?: Language | undefined;
}

/**
 * Codes of the service for which a retry may help: `later` if the caller chooses to, `automatic` after
 * the pause that the details name.
 */
export const errorRetries: Readonly<Partial<Record<string, 'later' | 'automatic'>>> = {
  S3_UNREACHABLE: 'later',
  S3_TIMEOUT: 'later',
  URL_UNREACHABLE: 'later',
  URL_TIMEOUT: 'later',
  URL_STATUS: 'later',
  BUSY: 'automatic',
  MODEL_UNAVAILABLE: 'later',
  INTERNAL: 'later',
};

/** Options of one call of a procedure. */
export interface TrpcOptions {
  signal?: AbortSignal;
}

/** A procedure with the fields that tRPC's client requires, without those of the server. */
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
  /** Classifies one picture. */
  classify: { mutate(input: ClassifyInput, options?: TrpcOptions): Promise<ServiceAnswer> };
  /** Classifies 1 to 16 pictures in one request and returns one result or error for each. */
  classifyBatch: {
    mutate(input: ClassifyBatchInput, options?: TrpcOptions): Promise<BatchResult[]>;
  };
  /** Returns the loaded model and the limits that apply. */
  model: { query(input?: undefined, options?: TrpcOptions): Promise<ModelInfo> };
  /** Returns every class of the model. */
  labels: { query(input?: LabelsInput, options?: TrpcOptions): Promise<LabelList> };
}
