/** X.509 certificates for test servers, made when needed, so that no key lies in the repository and none expires. */

import { createPrivateKey, generateKeyPairSync, randomBytes, sign } from "node:crypto";

export interface Certificate {
  /** PEM. */
  cert: string;
  /** PEM. */
  key: string;
  name: string;
}

export interface CertificateOptions {
  notBefore?: Date;
  notAfter?: Date;
  /** Self-signed by default. */
  issuer?: Certificate;
}

const DAY = 24 * 60 * 60 * 1000;

/** A certificate for a DNS name. */
export function makeCertificate(name: string, options: CertificateOptions = {}): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const key = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const { notBefore = new Date(Date.now() - DAY), notAfter = new Date(Date.now() + DAY), issuer } = options;
  const body = sequence(
    tagged(0xa0, integer(2)),
    integer(1, ...randomBytes(8)),
    ECDSA_SHA256,
    commonName(issuer?.name ?? name),
    sequence(time(notBefore), time(notAfter)),
    commonName(name),
    publicKey.export({ type: "spki", format: "der" }),
    tagged(0xa3, sequence(basicConstraints(), subjectAltName(name))),
  );
  const signature = sign("sha256", body, createPrivateKey(issuer?.key ?? key));
  const der = sequence(body, ECDSA_SHA256, bitString(signature));
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return { cert: `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`, key, name };
}

function tagged(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: Buffer[]): Buffer => tagged(0x30, ...parts);
const oid = (...bytes: number[]): Buffer => tagged(0x06, Buffer.from(bytes));
const octets = (content: Buffer): Buffer => tagged(0x04, content);
const bitString = (content: Buffer): Buffer => tagged(0x03, Buffer.from([0]), content);

/** @param bytes Big-endian; the first below 128, and not 0. */
function integer(...bytes: number[]): Buffer {
  return tagged(0x02, Buffer.from(bytes));
}

function time(date: Date): Buffer {
  return tagged(0x18, Buffer.from(`${date.toISOString().replace(/\..*|[-:T]/g, "")}Z`));
}

const ECDSA_SHA256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));

function commonName(name: string): Buffer {
  return sequence(tagged(0x31, sequence(oid(0x55, 0x04, 0x03), tagged(0x0c, Buffer.from(name)))));
}

function basicConstraints(): Buffer {
  return sequence(oid(0x55, 0x1d, 0x13), octets(sequence(tagged(0x01, Buffer.from([0xff])))));
}

function subjectAltName(name: string): Buffer {
  return sequence(oid(0x55, 0x1d, 0x11), octets(sequence(tagged(0x82, Buffer.from(name)))));
}
