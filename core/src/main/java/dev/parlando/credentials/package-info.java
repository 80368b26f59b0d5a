/**
 * API keys: their sources, their rotation, and their redaction in text.
 *
 * <p>{@link ApiKeyProvider} supplies the keys of an engine and can replace them without a restart. {@link Credentials}
 * reports the key in use by its fingerprint. Nothing here prints a secret; only methods named {@code reveal} return
 * one.
 *
 * <pre>{@code
 * SpeechEngine engine = SpeechEngine.builder()
 *         .apiKeys(ApiKeyProvider.file(Path.of("/run/secrets/elevenlabs")))
 *         .build();
 * engine.credentials().addListener(new KeyListener() {
 *     public void onKeyChanged(KeyChange change) {
 *         System.out.println("new requests carry key " + change.newFingerprint());
 *     }
 * });
 * }</pre>
 *
 * <p>The building thread queries the provider first; later the thread {@code parlando-keys} does, so that a provider
 * may block. If the provider fails then, the previous keys stay in use and {@link KeyListener#onProviderFailed} is
 * called.
 */
@NullMarked
package dev.parlando.credentials;

import org.jspecify.annotations.NullMarked;
