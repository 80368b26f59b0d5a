package dev.parlando;

import dev.parlando.account.Account;
import dev.parlando.credentials.Credentials;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.ParlandoException;
import dev.parlando.governor.Governor;
import dev.parlando.internal.call.AccountClient;
import dev.parlando.internal.call.DefaultVoice;
import dev.parlando.internal.call.PagedVoiceListing;
import dev.parlando.internal.call.Transport;
import dev.parlando.internal.event.TimelineRecorder;
import dev.parlando.internal.exchange.TransportSettings;
import dev.parlando.internal.json.JsonRequest;
import dev.parlando.internal.json.RequestPath;
import dev.parlando.internal.json.ResponseJson;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechInputStream;
import dev.parlando.speech.SpeechPublisher;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import dev.parlando.speech.SpeechStream;
import dev.parlando.speech.VoiceSettings;
import dev.parlando.telemetry.Timeline;
import dev.parlando.voice.Model;
import dev.parlando.voice.Voice;
import dev.parlando.voice.VoiceListing;
import dev.parlando.voice.VoicePage;
import dev.parlando.voice.VoiceQuery;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
 * <p>Errors: a failure after a call was accepted is reported through its handle, always as a {@link ParlandoException}.
 * New calls after {@link #close()} fail with an {@link dev.parlando.error.EngineClosedException}.
 */
public final class SpeechEngine implements SpeechSource, AutoCloseable {
    private final Transport transport;
    private final Account account;
    private final DefaultVoice defaultVoice;

    SpeechEngine(TransportSettings settings, @Nullable String defaultVoice) {
        this.transport = new Transport(settings);
        this.account = new AccountClient(transport);
        this.defaultVoice = new DefaultVoice(transport, defaultVoice);
    }

    /**
     * Returns an engine for the public service with the keys named by
     * {@link dev.parlando.credentials.ApiKeyProvider#environment()}, such as {@code ELEVENLABS_API_KEY}.
     *
     * @throws InvalidRequestException if the environment names no key
     */
    public static SpeechEngine create() {
        return builder().build();
    }

    /** Returns a builder with the defaults of {@link #create()}. */
    public static SpeechEngineBuilder builder() {
        return new SpeechEngineBuilder();
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the timeline was not made by an engine or a player
     */
    @Override
    public SpeechStream stream(SpeechRequest request, ChunkHandler handler, Timeline timeline) {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(handler, "handler");
        Objects.requireNonNull(timeline, "timeline");
        if (!(timeline instanceof TimelineRecorder recorder)) {
            throw new IllegalArgumentException("timeline " + timeline + " cannot record: pass on the one that a"
                    + " SpeechSource was called with, or use stream(request, handler)");
        }
        String voiceId = request.voiceId();
        if (voiceId != null) {
            return transport.stream(
                    request, handler, CompletableFuture.completedFuture(voiceId), recorder, failure -> {});
        }
        CompletableFuture<String> defaultId = defaultVoice.id();
        return transport.stream(
                request, handler, defaultId, recorder, failure -> defaultVoice.onFailed(defaultId, failure));
    }

    @Override
    public SpeechStream stream(SpeechRequest request, ChunkHandler handler) {
        return stream(request, handler, transport.newTimeline());
    }

    /**
     * Sends a request immediately and returns its encoded audio as an input stream. Closing the stream cancels the
     * request.
     */
    public SpeechInputStream inputStream(SpeechRequest request) {
        return SpeechInputStream.open(this, request);
    }

    /** Returns the encoded audio as a publisher; each subscription sends its own request. */
    public Flow.Publisher<ByteBuffer> publisher(SpeechRequest request) {
        return new SpeechPublisher(this, request);
    }

    /** Opens one connection ahead of the first request, including TLS; the same as {@link #openConnections} with 1. */
    public CompletionStage<Void> warmUp() {
        return openConnections(1);
    }

    /**
     * Opens connections until {@code count} are open, within {@link SpeechEngineBuilder#maxConnections}. That number
     * stays open even when idle. One connection is enough unless the service allows few streams on each.
     *
     * @return completes when the connections are ready, and fails if one could not be opened
     * @throws InvalidRequestException if {@code count} is below 1
     * @throws dev.parlando.error.EngineClosedException if the engine is closed
     */
    public CompletionStage<Void> openConnections(int count) {
        if (count < 1) {
            throw new InvalidRequestException("open_connections", count + " is below 1");
        }
        return transport.callbacks().stage(transport.openConnections(count));
    }

    /** Requests one page of the voices available to the account. */
    public CompletionStage<VoicePage> voices(VoiceQuery query) {
        return call(RequestPath.voices(query), ResponseJson::voicePage);
    }

    /** Returns all voices that match a query, starting at its page; further pages are requested as they are needed. */
    public VoiceListing allVoices(VoiceQuery query) {
        return new PagedVoiceListing(transport, query);
    }

    /**
     * Requests one voice by its id.
     *
     * @throws InvalidRequestException if the id is malformed
     */
    public CompletionStage<Voice> voice(String voiceId) {
        return call(RequestPath.voice(voiceId), ResponseJson::voice);
    }

    /**
     * Requests the stored settings of a voice, which apply where a speech request overrides none.
     *
     * @throws InvalidRequestException if the voice id is malformed
     */
    public CompletionStage<VoiceSettings> voiceSettings(String voiceId) {
        return call(RequestPath.voiceSettings(voiceId), ResponseJson::voiceSettings);
    }

    /** Requests the settings of voices without stored settings. */
    public CompletionStage<VoiceSettings> defaultVoiceSettings() {
        return call(RequestPath.DEFAULT_VOICE_SETTINGS, ResponseJson::voiceSettings);
    }

    /** Requests the models; the governor then groups them by the limits that they share at the service. */
    public CompletionStage<List<Model>> models() {
        return transport
                .callbacks()
                .stage(transport
                        .call(JsonRequest.get(RequestPath.MODELS), ResponseJson::models)
                        .thenApply(this::updateModelGroups));
    }

    /**
     * Returns the id of the voice for requests that name none. It is the engine's default voice or, if none was set,
     * the first voice that the account lists. The lookup happens once, and again after it failed or the voice was deleted.
     */
    public CompletionStage<String> defaultVoiceId() {
        CompletableFuture<String> id = defaultVoice.id();
        // Other calls may wait for the same voice.
        return transport
                .callbacks()
                .stage(id.exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        ParlandoException.from(failure).copy())));
    }

    private List<Model> updateModelGroups(List<Model> models) {
        transport.governor().updateModelGroups(models);
        return models;
    }

    /** Returns the credentials of this engine: the fingerprint of its key, and events about its keys. */
    public Credentials credentials() {
        return transport.keys();
    }

    /** Returns the account calls: service accounts, keys, tokens and credits. */
    public Account account() {
        return account;
    }

    /** Returns the governor, which keeps this engine's requests within the limits of the account. */
    public Governor governor() {
        return transport.governor();
    }

    private <T> CompletionStage<T> call(String path, Function<byte[], T> reader) {
        return transport.callbacks().stage(transport.call(JsonRequest.get(path), reader));
    }

    /**
     * Closes the engine and releases every thread, socket and buffer; returns when they are released.
     *
     * <p>New calls are rejected. Running calls may complete within {@link SpeechEngineBuilder#closeGrace}; the others
     * then fail with an {@link dev.parlando.error.EngineClosedException}. Repeated calls have no effect. On a ring
     * thread, such as in a {@link ChunkHandler}, the method returns immediately and the engine closes on another
     * thread.
     */
    @Override
    public void close() {
        transport.close();
    }
}
