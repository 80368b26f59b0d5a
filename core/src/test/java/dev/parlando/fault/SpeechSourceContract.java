package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.HandlerException;
import dev.parlando.error.ParlandoException;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.speech.SpeechSource;
import dev.parlando.speech.SpeechStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The contract of every source of speech, real or fake, towards the handler and the owner of a stream. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class SpeechSourceContract {
    private static final long LIMIT_SECONDS = 30;

    protected static final SpeechRequest REQUEST = SpeechRequest.builder("Hello")
            .voice("voice1")
            .outputFormat(OutputFormat.PCM_24000)
            .build();

    /** Creates the contract of one source. */
    protected SpeechSourceContract() {}

    /**
     * Returns the source. It delivers the same audio for each request, at least four bytes, on a thread other than the
     * caller's.
     */
    protected abstract SpeechSource source();

    /** A handler that records its calls, and returns the actions of a script. */
    private static final class RecordingHandler implements ChunkHandler {
        private final BiFunction<RecordingHandler, Chunk, ChunkAction> script;
        private final List<String> calls = new CopyOnWriteArrayList<>();
        private final CompletableFuture<SpeechStream> stream = new CompletableFuture<>();
        private final CompletableFuture<SpeechResult> end = new CompletableFuture<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int chunks;

        RecordingHandler(BiFunction<RecordingHandler, Chunk, ChunkAction> script) {
            this.script = script;
        }

        SpeechStream stream() {
            return stream.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
        }

        /** Copies bytes of a chunk. */
        void read(Chunk chunk, int count) {
            byte[] copy = new byte[count];
            assertThat(chunk.read(copy, 0, count)).isEqualTo(count);
            bytes.writeBytes(copy);
        }

        @Override
        public void onResponse(SpeechResponse response) {
            calls.add("response");
        }

        @Override
        public ChunkAction onChunk(Chunk chunk) {
            calls.add("chunk");
            chunks++;
            return script.apply(this, chunk);
        }

        @Override
        public void onEnd(SpeechResult result) {
            calls.add(result.cancelled() ? "cancelled" : "end");
            end.complete(result);
        }

        @Override
        public void onError(ParlandoException error) {
            calls.add("error");
            end.completeExceptionally(error);
        }
    }

    private RecordingHandler start(BiFunction<RecordingHandler, Chunk, ChunkAction> script) {
        RecordingHandler handler = new RecordingHandler(script);
        handler.stream.complete(source().stream(REQUEST, handler));
        return handler;
    }

    /** Waits for the end that handler and stream report, and for all that would follow it. */
    private static SpeechResult await(RecordingHandler handler) throws Exception {
        SpeechResult result = handler.end.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertThat(completion(handler)).isEqualTo(result);
        return result;
    }

    private static SpeechResult completion(RecordingHandler handler) throws Exception {
        return handler.stream().completion().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    private static ChunkAction readAll(RecordingHandler handler, Chunk chunk) {
        handler.read(chunk, chunk.remaining());
        return ChunkAction.CONTINUE;
    }

    private byte[] wholeAudio() throws Exception {
        RecordingHandler handler = start(SpeechSourceContract::readAll);
        await(handler);
        return handler.bytes.toByteArray();
    }

    @Test
    public void callsHandlerInOrderAndEndsOnce() throws Exception {
        RecordingHandler handler = start(SpeechSourceContract::readAll);
        assertThat(await(handler).cancelled()).isFalse();
        assertThat(String.join(" ", handler.calls)).matches("(response )?(chunk )+end");
    }

    @Test
    public void offersUnreadBytesAgainAfterHold() throws Exception {
        byte[] expected = wholeAudio();
        CompletableFuture<Void> held = new CompletableFuture<>();
        RecordingHandler handler = start((self, chunk) -> {
            if (self.chunks > 1) {
                return readAll(self, chunk);
            }
            self.read(chunk, 1);
            held.complete(null);
            return ChunkAction.HOLD;
        });
        held.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        handler.stream().resume();
        await(handler);
        assertThat(handler.bytes.toByteArray()).isEqualTo(expected);
    }

    @Test
    public void consumesUnreadBytesOnContinue() throws Exception {
        AtomicInteger offeredBytes = new AtomicInteger();
        RecordingHandler handler = start((self, chunk) -> {
            offeredBytes.addAndGet(chunk.remaining());
            return ChunkAction.CONTINUE;
        });
        await(handler);
        assertThat(offeredBytes).hasValue(wholeAudio().length);
    }

    @Test
    public void remembersResumeThatPrecedesHold() throws Exception {
        byte[] expected = wholeAudio();
        RecordingHandler handler = start((self, chunk) -> {
            if (self.chunks > 2) {
                return readAll(self, chunk);
            }
            self.read(chunk, 1);
            self.stream().resume();
            self.stream().resume();
            return ChunkAction.HOLD;
        });
        await(handler);
        assertThat(handler.bytes.toByteArray()).isEqualTo(expected);
    }

    @Test
    public void remembersResumeBeforeFirstChunk() throws Exception {
        CompletableFuture<Void> resumed = new CompletableFuture<>();
        Thread caller = Thread.currentThread();
        RecordingHandler handler = start((self, chunk) -> {
            if (Thread.currentThread() != caller) { // A fake may deliver within resume().
                resumed.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
            }
            return self.chunks == 1 ? ChunkAction.HOLD : ChunkAction.CONTINUE;
        });
        handler.stream().resume();
        resumed.complete(null);
        await(handler);
        assertThat(String.join(" ", handler.calls)).matches("(response )?chunk (chunk )+end");
    }

    @Test
    public void deliversNothingAfterCancelAction() throws Exception {
        RecordingHandler handler = start((self, chunk) -> ChunkAction.CANCEL);
        assertThat(await(handler).cancelled()).isTrue();
        assertThat(String.join(" ", handler.calls)).matches("(response )?chunk cancelled");
    }

    @Test
    public void endsHeldStreamByCancel() throws Exception {
        CompletableFuture<Void> held = new CompletableFuture<>();
        RecordingHandler handler = start((self, chunk) -> {
            held.complete(null);
            return ChunkAction.HOLD;
        });
        held.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        handler.stream().cancel();
        handler.stream().cancel();
        assertThat(await(handler).cancelled()).isTrue();
        handler.stream().cancel();
        assertThat(String.join(" ", handler.calls)).matches("(response )?chunk cancelled");
    }

    @Test
    public void endsOnceIfCancelledImmediately() throws Exception {
        RecordingHandler handler = start(SpeechSourceContract::readAll);
        handler.stream().cancel();
        await(handler);
        assertThat(String.join(" ", handler.calls)).matches("(response )?(chunk )*(end|cancelled)");
    }

    @Test
    public void failsStreamWhoseHandlerThrows() {
        RecordingHandler handler = start((self, chunk) -> {
            throw new IllegalStateException("made by the test");
        });
        assertThatThrownBy(() -> handler.end.get(LIMIT_SECONDS, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(HandlerException.class)
                .hasRootCauseMessage("made by the test");
        assertThatThrownBy(() -> completion(handler)).hasCauseInstanceOf(HandlerException.class);
        assertThat(String.join(" ", handler.calls)).matches("(response )?chunk error");
    }

    @Test
    @SuppressWarnings("NullAway") // The contract is about null.
    public void refusesNull() {
        ChunkHandler handler = chunk -> ChunkAction.CONTINUE;
        SpeechSource source = source();
        assertThatThrownBy(() -> source.stream((SpeechRequest) null, handler, CallOptions.DEFAULT))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("request");
        assertThatThrownBy(() -> source.stream(REQUEST, null, CallOptions.DEFAULT))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("handler");
        assertThatThrownBy(() -> source.stream(REQUEST, handler, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("options");
    }
}
