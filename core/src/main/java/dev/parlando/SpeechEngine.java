package dev.parlando;

import dev.parlando.account.Account;
import dev.parlando.credentials.Credentials;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.ParlandoException;
import dev.parlando.governor.Governor;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.SharedGovernor;
import dev.parlando.internal.limiter.StandaloneGovernor;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechSource;
import dev.parlando.speech.VoiceSettings;
import dev.parlando.telemetry.EngineStats;
import dev.parlando.voice.Model;
import dev.parlando.voice.Voice;
import dev.parlando.voice.VoiceListing;
import dev.parlando.voice.VoicePage;
import dev.parlando.voice.VoiceQuery;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Client of the ElevenLabs API that streams speech over HTTP/2. One engine serves a whole application.
 *
 * <p>{@link #stream} delivers encoded audio to a {@link ChunkHandler}, {@link #inputStream} to blocking code, and
 * {@link #publisher} to a reactive subscriber. The engine also lists voices and models and gives access to the key, the
 * account and the concurrency limits.
 *
 * <pre>{@code
 * try (SpeechEngine engine = SpeechEngine.create()) { // key from ELEVENLABS_API_KEY
 *     SpeechRequest request = SpeechRequest.builder("Your table is ready.")
 *             .outputFormat(OutputFormat.MP3_44100_128)
 *             .build();
 *     try (InputStream audio = engine.inputStream(request)) {
 *         Files.copy(audio, Path.of("ready.mp3"));
 *     }
 * }
 * }</pre>
 *
 * <p>To play the speech instead, pass the engine to the {@code SpeechPlayer} of the audio module.
 * {@link SpeechEngineBuilder} sets keys, limits and the network.
 *
 * <p>Threading: safe for use from any thread; no method blocks except {@link #close()}. The threads
 * {@code parlando-io-n} never run user code. The threads {@code parlando-ring-n} call handlers, which must be quick and
 * must not block. Stages complete on {@link SpeechEngineBuilder#callbackExecutor}, so dependent actions may block. All
 * threads are daemons.
 *
 * <p>Applications obtain an engine from {@link #create} or {@link #builder}. It is an interface so that tests can
 * replace it; code that only needs speech should depend on {@link SpeechSource}. New methods are added with a default
 * that throws {@link UnsupportedOperationException}.
 *
 * <p>Errors: a failure after a call was accepted is reported through its handle, always as a {@link ParlandoException}.
 * New calls after {@link #close()} fail with an {@link dev.parlando.error.EngineClosedException}.
 */
public interface SpeechEngine extends SpeechSource, AutoCloseable {
    /**
     * Returns an engine for the public service with the keys named by
     * {@link dev.parlando.credentials.ApiKeyProvider#environment()}, such as {@code ELEVENLABS_API_KEY}.
     *
     * @throws InvalidRequestException if the environment names no key
     */
    static SpeechEngine create() {
        return builder().build();
    }

    /** Returns a builder with the defaults of {@link #create()}. */
    static SpeechEngineBuilder builder() {
        return new SpeechEngineBuilder();
    }

    /**
     * Returns a governor that several engines of one account share; {@link SpeechEngineBuilder#governor(SharedGovernor)}
     * accepts it.
     */
    static SharedGovernor createGovernor(GovernorSettings settings) {
        return new StandaloneGovernor(settings);
    }

    /** Opens one connection ahead of the first request, including TLS; the same as {@link #openConnections} with 1. */
    CompletionStage<Void> warmUp();

    /**
     * Opens connections until {@code count} are open, within {@link SpeechEngineBuilder#maxConnections}. That number
     * stays open even when idle. One connection is enough unless the service allows few streams on each.
     *
     * @return completes when the connections are ready, and fails if one could not be opened
     * @throws InvalidRequestException if {@code count} is below 1
     * @throws dev.parlando.error.EngineClosedException if the engine is closed
     */
    CompletionStage<Void> openConnections(int count);

    /** Requests one page of the voices available to the account. */
    CompletionStage<VoicePage> voices(VoiceQuery query);

    /** Returns all voices that match a query, starting at its page; further pages are requested as they are needed. */
    VoiceListing allVoices(VoiceQuery query);

    /**
     * Requests one voice by its id.
     *
     * @throws InvalidRequestException if the id is malformed
     */
    CompletionStage<Voice> voice(String voiceId);

    /**
     * Requests the stored settings of a voice, which apply where a speech request overrides none.
     *
     * @throws InvalidRequestException if the voice id is malformed
     */
    CompletionStage<VoiceSettings> voiceSettings(String voiceId);

    /** Requests the settings of voices without stored settings. */
    CompletionStage<VoiceSettings> defaultVoiceSettings();

    /** Requests the models; the governor then groups them by the limits that they share at the service. */
    CompletionStage<List<Model>> models();

    /**
     * Returns the id of the voice for requests that name none. It is the engine's default voice or, if none was set,
     * the first voice that the account lists. The lookup happens once, and again after it failed or the voice was deleted.
     */
    CompletionStage<String> defaultVoiceId();

    /** Returns the credentials of this engine: the fingerprint of its key, and events about its keys. */
    Credentials credentials();

    /** Returns the account calls: service accounts, keys, tokens and credits. */
    Account account();

    /**
     * Returns the state of the engine and totals since it was built, also after {@link #close()}. It takes no time of the
     * event loops, so that it may be called at any rate.
     */
    default EngineStats stats() {
        throw new UnsupportedOperationException("stats");
    }

    /** Returns the governor, which keeps this engine's requests within the limits of the account. */
    Governor governor();

    /**
     * Closes the engine and releases every thread, socket and buffer; returns when they are released.
     *
     * <p>New calls are rejected. Running calls may complete within {@link SpeechEngineBuilder#closeGrace}; the others
     * then fail with an {@link dev.parlando.error.EngineClosedException}. Repeated calls have no effect. On a ring
     * thread, such as in a {@link ChunkHandler}, the method returns immediately and the engine closes on another
     * thread.
     */
    @Override
    void close();
}
