import { pipeline, type Readable } from "node:stream";
import type { S3Client } from "@aws-sdk/client-s3";
import { AppError } from "../../core/errors";
import { checkKey } from "./key";
import { measureStream } from "./measure";
import { probe } from "./probe";
import type { FileStorage } from "./storage";

type S3Options = {
  bucket: string;
  region: string;
  endpoint?: string;
  /** Left out, the SDK looks for them where a host provides them (role, profile). */
  credentials?: { accessKeyId: string; secretAccessKey: string };
};

/** Files in a bucket of S3 or a compatible store. The SDK (40 ms to load) is imported at first use. */
export function s3Storage(options: S3Options): FileStorage {
  const { bucket: Bucket } = options;
  let client: Promise<S3Client> | undefined;
  const connect = () => {
    client ??= connectS3(options);
    return client;
  };

  const storage: FileStorage = {
    async put(key, body, { maxBytes, contentType }) {
      checkKey(key);
      const { Upload } = await import("@aws-sdk/lib-storage");
      const measured = measureStream(maxBytes);
      let failure: unknown;
      pipeline(body, measured.stream, (error) => {
        failure = error;
      });
      const upload = new Upload({
        client: await connect(),
        params: { Bucket, Key: key, Body: measured.stream, ContentType: contentType },
        // Two parts of 5 MB (the smallest S3 takes) bound what one upload holds in memory.
        queueSize: 2,
        partSize: 5 * 1024 * 1024,
      });
      try {
        // A failed multipart upload is aborted by the client, so nothing is left behind.
        await upload.done();
      } catch (error) {
        throw explain(failure ?? error);
      }
      return measured.result();
    },
    async get(key, range) {
      const { GetObjectCommand } = await import("@aws-sdk/client-s3");
      const Range = range && `bytes=${range.start}-${range.end}`;
      try {
        const found = await (await connect()).send(
          new GetObjectCommand({ Bucket, Key: checkKey(key), Range }),
        );
        const whole = /\/(\d+)$/.exec(found.ContentRange ?? "")?.[1];
        return { body: found.Body as Readable, size: Number(whole ?? found.ContentLength ?? 0) };
      } catch (error) {
        if ((error as Error).name === "NoSuchKey" || (error as Error).name === "NotFound") return null;
        throw explain(error);
      }
    },
    async delete(key) {
      const { DeleteObjectCommand } = await import("@aws-sdk/client-s3");
      await (await connect()).send(new DeleteObjectCommand({ Bucket, Key: checkKey(key) }));
    },
    check: () => probe(storage),
  };
  return storage;
}

async function connectS3({ region, endpoint, credentials }: S3Options): Promise<S3Client> {
  const { S3Client } = await import("@aws-sdk/client-s3");
  return new S3Client({
    region,
    credentials,
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
    // Compatible stores (MinIO before 2025, R2, Ceph) refuse the SDK's newer default checksums.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
}

function explain(error: unknown): unknown {
  const { name, code } = error as { name?: string; code?: string };
  const unreachable = ["ECONNREFUSED", "ENOTFOUND", "ETIMEDOUT", "ECONNRESET", "EAI_AGAIN"].includes(
    code ?? "",
  );
  const refused = [
    "AccessDenied",
    "InvalidAccessKeyId",
    "SignatureDoesNotMatch",
    "NoSuchBucket",
    "CredentialsProviderError",
  ];
  if (!unreachable && !refused.includes(name ?? "")) return error;
  const failure = new AppError("unavailable", "Files cannot be stored or read now. Try again in a minute.");
  failure.cause = error;
  return failure;
}
