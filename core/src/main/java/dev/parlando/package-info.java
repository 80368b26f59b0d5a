/**
 * Entry point of Parlando: {@link SpeechEngine} streams speech from the ElevenLabs API, and {@link SpeechEngineBuilder}
 * configures it.
 *
 * <p>An engine owns its connections and threads. Create one for the whole application and close it when the application
 * ends.
 */
@NullMarked
package dev.parlando;

import org.jspecify.annotations.NullMarked;
