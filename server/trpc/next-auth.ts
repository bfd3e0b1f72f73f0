import NextAuthModule, { type NextAuthOptions } from "next-auth";
import CredentialsModule from "next-auth/providers/credentials";

export type { NextAuthOptions };

/** next-auth is CommonJS: a bundler hands out its default export, Node the module around it. */
function defaultOf<T>(module: T): T {
  return (module as { default?: T }).default ?? module;
}

export const NextAuth = defaultOf(NextAuthModule);
export const CredentialsProvider = defaultOf(CredentialsModule);
