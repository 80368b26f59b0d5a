package dev.parlando;

import dev.parlando.account.Account;
import dev.parlando.credentials.Credentials;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.ParlandoException;
import dev.parlando.governor.Governor;
import dev.parlando.internal.call.AccountClient;
import dev.parlando.internal.call.PagedVoiceListing;
import dev.parlando.internal.call.Transport;
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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Streams speech from the ElevenLabs API over HTTP/2; one engine serves a whole application.
 *
 * <p>Threading: safe for use from any thread, and no method blocks but {@link #close()}. The engine runs
 * {@code parlando-io-n} threads, which never run user code, and {@code parlando-ring-n} threads, which call handlers and
 * complete stages. All are daemons.
 *
 * <p>Failure: what goes wrong after a call was accepted is reported through its handle, always as a
 * {@link ParlandoException}.
 */
public final class SpeechEngine implements SpeechSource, AutoCloseable {
    private final Transport transport;
    private final Account account;
    private @Nullable CompletableFuture<String> defaultVoice;

    SpeechEngine(TransportSettings settings, @Nullable String defaultVoice) {
        this.transport = new Transport(settings);
        this.account = new AccountClient(transport);
        this.defaultVoice = defaultVoice == null ? null : CompletableFuture.completedFuture(defaultVoice);
    }

    /**
     * Returns an engine for the public service with the key in {@code ELEVENLABS_API_KEY}.
     *
     * @throws InvalidRequestException if that is not set
     */
    public static SpeechEngine create() {
        return builder().build();
    }

    /** Returns a builder with the defaults of {@link #create()}. */
    public static SpeechEngineBuilder builder() {
        return new SpeechEngineBuilder();
    }

    @Override
    public SpeechStream stream(SpeechRequest request, ChunkHandler handler, Timeline timeline) {
        return transport.stream(request, handler, voiceIdOf(request), timeline);
    }

    @Override
    public SpeechStream stream(SpeechRequest request, ChunkHandler handler) {
        return stream(request, handler, transport.newTimeline());
    }

    /** Returns the audio as bytes to be read; the request is sent at once. Closing the input cancels it. */
    public SpeechInputStream inputStream(SpeechRequest request) {
        return SpeechInputStream.open(this, request);
    }

    /** Returns the audio as a publisher; each subscription sends a request of its own. */
    public Flow.Publisher<ByteBuffer> publisher(SpeechRequest request) {
        return new SpeechPublisher(this, request);
    }

    /** Opens a connection ahead of the first word, TLS and all; the same as {@link #openConnections} with 1. */
    public CompletionStage<Void> warmUp() {
        return openConnections(1);
    }

    /**
     * Opens connections until there are so many, within {@link SpeechEngineBuilder#maxConnections}, and keeps that many
     * rather than close those that are idle. One connection is enough unless the service allows few streams on each.
     *
     * @return completes when they are ready, and fails if one could not be opened
     * @throws InvalidRequestException if the count is below 1
     * @throws dev.parlando.error.EngineClosedException if the engine is closed
     */
    public CompletionStage<Void> openConnections(int count) {
        if (count < 1) {
            throw new InvalidRequestException("open_connections", count + " is below 1");
        }
        return transport.openConnections(count).minimalCompletionStage();
    }

    /** Asks for one page of the voices that the account may use. */
    public CompletionStage<VoicePage> voices(VoiceQuery query) {
        return call(RequestPath.voices(query), ResponseJson::voicePage);
    }

    /** Returns all voices that a query finds, from its page on; they are asked for as they are needed. */
    public VoiceListing allVoices(VoiceQuery query) {
        return new PagedVoiceListing(transport, query);
    }

    /**
     * Asks for one voice by its id.
     *
     * @throws InvalidRequestException if it is no id
     */
    public CompletionStage<Voice> voice(String voiceId) {
        return call(RequestPath.voice(voiceId), ResponseJson::voice);
    }

    /**
     * Asks for the stored settings of a voice, which apply where a request overrides nothing.
     *
     * @throws InvalidRequestException if it is no id
     */
    public CompletionStage<VoiceSettings> voiceSettings(String voiceId) {
        return call(RequestPath.voiceSettings(voiceId), ResponseJson::voiceSettings);
    }

    /** Asks for the settings that voices have which were never given others. */
    public CompletionStage<VoiceSettings> defaultVoiceSettings() {
        return call(RequestPath.DEFAULT_VOICE_SETTINGS, ResponseJson::voiceSettings);
    }

    /** Asks for the models, of which the governor learns which share a limit. */
    public CompletionStage<List<Model>> models() {
        return transport
                .call(JsonRequest.get(RequestPath.MODELS), ResponseJson::models)
                .thenApply(this::updateModelGroups)
                .minimalCompletionStage();
    }

    /**
     * Returns the id of the voice that speaks requests which name none: the engine's default voice or, where none was set,
     * the first that the account lists, looked up once.
     */
    public CompletionStage<String> defaultVoiceId() {
        return resolveDefaultVoice().minimalCompletionStage();
    }

    private List<Model> updateModelGroups(List<Model> models) {
        transport.governor().updateModelGroups(models);
        return models;
    }

    /** Returns which key this engine uses, without showing it, and tells when that changes. */
    public Credentials credentials() {
        return transport.keys();
    }

    /** Returns the calls about the account: its keys, tokens and credits. */
    public Account account() {
        return account;
    }

    /** Returns what keeps this engine's requests within the account's limits. */
    public Governor governor() {
        return transport.governor();
    }

    private CompletableFuture<String> voiceIdOf(SpeechRequest request) {
        String voiceId = request.voiceId();
        return voiceId != null ? CompletableFuture.completedFuture(voiceId) : resolveDefaultVoice();
    }

    /** Looks the default voice up if need be; a failure is not kept. */
    private synchronized CompletableFuture<String> resolveDefaultVoice() {
        if (defaultVoice == null || defaultVoice.isCompletedExceptionally()) {
            defaultVoice = transport
                    .call(JsonRequest.get(RequestPath.FIRST_VOICE), ResponseJson::firstVoiceId)
                    .thenApply(SpeechEngine::requireListed);
        }
        return defaultVoice;
    }

    private static String requireListed(Optional<String> voiceId) {
        return voiceId.orElseThrow(() -> new InvalidRequestException(
                "voice_id", "none was set and the account lists no voice; set the id of a voice"));
    }

    private <T> CompletionStage<T> call(String path, Function<byte[], T> reader) {
        return transport.call(JsonRequest.get(path), reader).minimalCompletionStage();
    }

    /**
     * Refuses new work, lets what is under way come to its end within {@link SpeechEngineBuilder#closeGrace}, ends the
     * rest with an {@link dev.parlando.error.EngineClosedException}, and gives back every thread, socket and buffer. Returns
     * when they are gone; a second call does nothing. In a callback of the engine it returns at once, and the rest happens
     * on another thread.
     */
    @Override
    public void close() {
        transport.close();
    }
}
