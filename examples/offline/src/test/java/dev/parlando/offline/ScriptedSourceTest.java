package dev.parlando.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.EngineClosedException;
import dev.parlando.error.HandlerException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.TruncatedAudioException;
import dev.parlando.fault.SpeechSourceContract;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResult;
import dev.parlando.speech.SpeechSource;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.Timeline;
import dev.parlando.transcript.Alignment;
import dev.parlando.transcript.SpeechTiming;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract of a source, and the scripts. */
class ScriptedSourceTest extends SpeechSourceContract {
    private static final SpeechScript AUDIO = SpeechScript.chunks(new byte[] {1, 2, 3}, new byte[] {4, 5, 6});

    private final ScriptedSource scripted = ScriptedSource.answering(request -> AUDIO);

    @AfterEach
    void close() {
        scripted.close();
    }

    @Override
    protected SpeechSource source() {
        return scripted;
    }

    private static byte[] speak(SpeechSource source) throws Exception {
        try (var audio = source.inputStream(REQUEST)) {
            return audio.readAllBytes();
        }
    }

    private SpeechStream stream(ChunkHandler handler) {
        return scripted.stream(REQUEST, handler);
    }

    @Test
    void scriptsOfNextRequestsPrecedeTheFunction() throws Exception {
        scripted.answer(SpeechScript.chunks(new byte[] {7}), SpeechScript.chunks(new byte[] {8}));

        assertThat(speak(scripted)).containsExactly(7);
        assertThat(speak(scripted)).containsExactly(8);
        assertThat(speak(scripted)).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(scripted.requests()).containsExactly(REQUEST, REQUEST, REQUEST);
    }

    @Test
    void functionReceivesTheRequest() throws Exception {
        try (ScriptedSource length = ScriptedSource.answering(
                request -> SpeechScript.chunks(new byte[request.text().length()]))) {
            assertThat(speak(length)).hasSize(REQUEST.text().length());
        }
    }

    @Test
    void resultCountsDeliveredBytesAndChunks() {
        assertThat(stream(chunk -> ChunkAction.CONTINUE).join()).isEqualTo(new SpeechResult(null, 6, 2, false));
        SpeechResult cancelled = stream(chunk -> {
                    chunk.read(new byte[2], 0, 2);
                    return ChunkAction.CANCEL;
                })
                .join();
        assertThat(cancelled).isEqualTo(new SpeechResult(null, 2, 0, true));
    }

    @Test
    void failsAfterItsChunksWithAnErrorOfItsOwn() {
        ParlandoException error = new TruncatedAudioException("cut", null, 3);
        scripted.answer(AUDIO.failing(error), AUDIO.failing(error));
        List<ParlandoException> reported = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            List<Integer> offered = new ArrayList<>();
            assertThatThrownBy(() -> stream(new ChunkHandler() {
                                @Override
                                public ChunkAction onChunk(Chunk chunk) {
                                    offered.add(chunk.remaining());
                                    return ChunkAction.CONTINUE;
                                }

                                @Override
                                public void onError(ParlandoException error) {
                                    reported.add(error);
                                }
                            })
                            .join())
                    .isInstanceOf(TruncatedAudioException.class)
                    .hasMessage("cut");
            assertThat(offered).containsExactly(3, 3);
        }
        assertThat(reported.get(0)).isNotSameAs(reported.get(1)).isNotSameAs(error);
    }

    @Test
    void stallingStreamEndsByCancelOrClose() {
        scripted.answer(AUDIO.stalling(), AUDIO.stalling());
        SpeechStream cancelled = stream(chunk -> ChunkAction.CONTINUE);
        SpeechStream closed = stream(chunk -> ChunkAction.CONTINUE);

        cancelled.cancel();
        assertThat(cancelled.join().cancelled()).isTrue();
        assertThat(closed.completion().toCompletableFuture()).isNotDone();
        scripted.close();
        assertThatThrownBy(closed::join).isInstanceOf(EngineClosedException.class);
        assertThatThrownBy(() -> stream(chunk -> ChunkAction.CONTINUE)).isInstanceOf(EngineClosedException.class);
        closed.resume();
        closed.cancel();
    }

    @Test
    void timesOfCharactersPrecedeTheChunks() {
        SpeechTiming timing = new SpeechTiming(new Alignment(List.of("H"), new double[1], new double[] {1}), null);
        scripted.answer(AUDIO.timing(timing).timing(timing));
        List<Object> calls = new ArrayList<>();
        stream(new ChunkHandler() {
                    @Override
                    public ChunkAction onChunk(Chunk chunk) {
                        calls.add("chunk");
                        return ChunkAction.CONTINUE;
                    }

                    @Override
                    public void onTiming(SpeechTiming received) {
                        calls.add(received);
                    }
                })
                .join();
        assertThat(calls).containsExactly(timing, timing, "chunk", "chunk");
    }

    @Test
    void failedAssertionInHandlerFailsTheStream() {
        assertThatThrownBy(() -> stream(chunk -> {
                            throw new AssertionError("expected");
                        })
                        .join())
                .isInstanceOf(HandlerException.class)
                .hasRootCauseMessage("expected");
    }

    @Test
    void copiesBytesAndKeepsTheTimeline() throws Exception {
        byte[] bytes = {1};
        scripted.answer(SpeechScript.chunks(bytes));
        bytes[0] = 2;
        assertThat(speak(scripted)).containsExactly(1);
        Timeline timeline = CallOptions.startTimeline();
        assertThat(scripted.stream(
                                SpeechRequest.of("Hi"),
                                chunk -> ChunkAction.CONTINUE,
                                CallOptions.DEFAULT.withTimeline(timeline))
                        .timeline())
                .isSameAs(timeline);
    }
}
