/**
 * API keys: their sources, their rotation, and their redaction in text.
 *
 * <p>{@link ApiKeyProvider} supplies the keys of an engine and can replace them without a restart. {@link Credentials}
 * reports the key in use by its fingerprint. Nothing here prints a secret; only methods named {@code reveal} return
 * one.
 */
@NullMarked
package dev.parlando.credentials;

import org.jspecify.annotations.NullMarked;
