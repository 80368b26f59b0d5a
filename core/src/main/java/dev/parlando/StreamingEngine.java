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
import dev.parlando.internal.exchange.TransportSettings;
import dev.parlando.internal.json.JsonRequest;
import dev.parlando.internal.json.RequestPath;
import dev.parlando.internal.json.ResponseJson;
import dev.parlando.internal.live.socket.SocketSpeech;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.LiveText;
import dev.parlando.speech.SegmentedSpeech;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechStream;
import dev.parlando.speech.VoiceSettings;
import dev.parlando.telemetry.EngineStats;
import dev.parlando.voice.Model;
import dev.parlando.voice.Voice;
import dev.parlando.voice.VoiceListing;
import dev.parlando.voice.VoicePage;
import dev.parlando.voice.VoiceQuery;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The engine on the client {@link Transport}: each call becomes one of the transport's.
 *
 * <p>Threading: safe for use from any thread.
 */
final class StreamingEngine implements SpeechEngine {
    private final Transport transport;
    private final Account account;
    private final DefaultVoice defaultVoice;
    private final SegmentedSpeech segmentedSpeech;
    private final SocketSpeech socketSpeech;

    StreamingEngine(TransportSettings settings, @Nullable String defaultVoice) {
        this.transport = new Transport(settings);
        this.account = new AccountClient(transport);
        this.defaultVoice = new DefaultVoice(transport, defaultVoice);
        this.segmentedSpeech = new SegmentedSpeech(
                this::single, transport.callbacks(), transport.callbacks().pool(), transport.timer());
        this.socketSpeech = new SocketSpeech(transport, settings.connect(), segmentedSpeech::stream);
    }

    @Override
    public SpeechStream stream(SpeechRequest request, ChunkHandler handler, CallOptions options) {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(handler, "handler");
        Objects.requireNonNull(options, "options");
        if (request.text().isEmpty()) {
            throw new InvalidRequestException("text", "is missing in a template; use it for a LiveText, or set a text");
        }
        return segmentedSpeech.stream(request, handler, options);
    }

    /** Sends one request. */
    private SpeechStream single(SpeechRequest request, ChunkHandler handler, CallOptions options) {
        String voiceId = namedVoice(request);
        if (voiceId != null) {
            return transport.stream(
                    request, handler, options, CompletableFuture.completedFuture(voiceId), failure -> {});
        }
        CompletableFuture<String> defaultId = defaultVoice.id();
        return transport.stream(
                request, handler, options, defaultId, failure -> defaultVoice.onFailed(defaultId, failure));
    }

    /** Returns a voice that the request names; null if the default voice is to speak. */
    private static @Nullable String namedVoice(SpeechRequest request) {
        return request.dialogueLines().isEmpty()
                ? request.voiceId()
                : request.dialogueLines().get(0).voiceId();
    }

    @Override
    public SpeechStream stream(LiveText text, ChunkHandler handler, CallOptions options) {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(handler, "handler");
        Objects.requireNonNull(options, "options");
        String voiceId = text.template().voiceId();
        if (voiceId != null) {
            return socketSpeech.stream(
                    text, handler, options, CompletableFuture.completedFuture(voiceId), failure -> {});
        }
        CompletableFuture<String> defaultId = defaultVoice.id();
        return socketSpeech.stream(
                text, handler, options, defaultId, failure -> defaultVoice.onFailed(defaultId, failure));
    }

    @Override
    public CompletionStage<Void> warmUp() {
        return openConnections(1);
    }

    @Override
    public CompletionStage<Void> openConnections(int count) {
        if (count < 1) {
            throw new InvalidRequestException("open_connections", count + " is below 1");
        }
        return transport.callbacks().stage(transport.openConnections(count));
    }

    @Override
    public CompletionStage<VoicePage> voices(VoiceQuery query) {
        return call(RequestPath.voices(query), ResponseJson::voicePage);
    }

    @Override
    public VoiceListing allVoices(VoiceQuery query) {
        return new PagedVoiceListing(transport, query);
    }

    @Override
    public CompletionStage<Voice> voice(String voiceId) {
        return call(RequestPath.voice(voiceId), ResponseJson::voice);
    }

    @Override
    public CompletionStage<VoiceSettings> voiceSettings(String voiceId) {
        return call(RequestPath.voiceSettings(voiceId), ResponseJson::voiceSettings);
    }

    @Override
    public CompletionStage<VoiceSettings> defaultVoiceSettings() {
        return call(RequestPath.DEFAULT_VOICE_SETTINGS, ResponseJson::voiceSettings);
    }

    @Override
    public CompletionStage<List<Model>> models() {
        return transport
                .callbacks()
                .stage(transport
                        .call(JsonRequest.get(RequestPath.MODELS), ResponseJson::models)
                        .thenApply(this::updateModelGroups));
    }

    @Override
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

    @Override
    public Credentials credentials() {
        return transport.keys();
    }

    @Override
    public Account account() {
        return account;
    }

    @Override
    public EngineStats stats() {
        return transport.stats();
    }

    @Override
    public Governor governor() {
        return transport.governor();
    }

    private <T> CompletionStage<T> call(String path, Function<byte[], T> reader) {
        return transport.callbacks().stage(transport.call(JsonRequest.get(path), reader));
    }

    @Override
    public void close() {
        segmentedSpeech.close();
        transport.close();
    }
}
