package dev.parlando.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.error.EngineClosedException;
import dev.parlando.error.HandlerException;
import dev.parlando.error.InternalException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.TruncatedAudioException;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamDeliveryTest {
    private static final SpeechResponse HEAD =
            new SpeechResponse("h2", false, null, "audio/mpeg", null, null, null, null, null, null, null, null, null);

    private final List<ByteBuf> buffers = new ArrayList<>();
    private final Notes owner = new Notes();
    private final Script handler = new Script();
    private int resumeCommands;
    private int resumesSeen;
    private final StreamProgress progress =
            new StreamProgress(Runnable::run, Integer.MAX_VALUE, () -> {}, () -> resumeCommands++);
    private final StreamDelivery delivery = new StreamDelivery(handler, false, progress, owner);

    /** Owner of the stream that records its calls. */
    private final class Notes implements StreamDelivery.Callback {
        final List<String> events = new ArrayList<>();

        @Nullable
        SpeechResult result;

        @Nullable
        ParlandoException error;

        /** The event whose call fails, once. */
        @Nullable
        String failingIn;

        private void call(String event) {
            events.add(event);
            if (event.equals(failingIn)) {
                failingIn = null;
                throw new NoClassDefFoundError("Recorder");
            }
        }

        @Override
        public void onResetRequested() {
            call("reset");
            progress.cancel();
        }

        @Override
        public void onResponse(SpeechResponse response) {
            call("responded");
        }

        @Override
        public void onEnded(SpeechResult result) {
            call("ended");
            this.result = result;
        }

        @Override
        public void onFailed(ParlandoException error) {
            call("failed");
            this.error = error;
        }
    }

    /** Handler that records its calls and returns or throws the values that the test sets. */
    private static final class Script implements ChunkHandler {
        final List<String> calls = new ArrayList<>();
        Function<Chunk, ChunkAction> answer = chunk -> ChunkAction.CONTINUE;

        @Nullable
        String throwingIn;

        @Nullable
        Throwable thrown;

        private void call(String method, String details) {
            calls.add(method + details);
            if (method.equals(throwingIn)) {
                if (thrown instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) Objects.requireNonNull(thrown);
            }
        }

        @Override
        public void onResponse(SpeechResponse response) {
            call("response", "");
        }

        @Override
        public ChunkAction onChunk(Chunk chunk) {
            call("chunk", " " + chunk.remaining());
            return answer.apply(chunk);
        }

        @Override
        public void onEnd(SpeechResult result) {
            call("end", result.cancelled() ? " cancelled" : "");
        }

        @Override
        public void onError(ParlandoException error) {
            call("error", " " + error.getMessage());
        }
    }

    private void chunk(int bytes) {
        ByteBuf buffer = Unpooled.directBuffer().writeZero(bytes);
        buffers.add(buffer);
        delivery.onItem(buffer);
    }

    /** Delivers a resume, and counts it if the delivery lets the next one be signalled. */
    private void resume() {
        progress.signalResume();
        int signalledBefore = resumeCommands;
        delivery.onItem(StreamDelivery.RESUME);
        progress.signalResume();
        resumesSeen += resumeCommands - signalledBefore;
    }

    private static ChunkAction read(Chunk chunk, int bytes, ChunkAction action) {
        assertThat(chunk.read(new byte[bytes], 0, bytes)).isEqualTo(bytes);
        return action;
    }

    private void throwIn(String method, Throwable thrown) {
        handler.throwingIn = method;
        handler.thrown = thrown;
    }

    private int referencesHeld() {
        return buffers.stream().mapToInt(ByteBuf::refCnt).sum();
    }

    private SpeechResult result() {
        return Objects.requireNonNull(owner.result);
    }

    /** At the end of a stream every buffer is released, in any case. */
    @AfterEach
    void assertAllBuffersReleased() {
        delivery.onItem(new StreamDelivery.Abort(new EngineClosedException("the test is over")));
        assertThat(referencesHeld()).isZero();
    }

    @Test
    void deliversStreamToHandlerInOrder() {
        delivery.onItem(HEAD);
        chunk(3);
        chunk(4);
        delivery.onItem(StreamDelivery.END);
        assertThat(handler.calls).containsExactly("response", "chunk 3", "chunk 4", "end");
        assertThat(owner.events).containsExactly("responded", "ended");
        assertThat(result()).isEqualTo(new SpeechResult(HEAD, 7, 2, false));
        assertThat(progress.doneItems()).isEqualTo(4);
        assertThat(progress.consumedBytes()).isEqualTo(7);
        assertThat(referencesHeld()).isZero();
    }

    @Test
    void consumesWholeChunkOnContinue() {
        handler.answer = chunk -> read(chunk, 2, ChunkAction.CONTINUE);
        chunk(5);
        assertThat(progress.consumedBytes()).isEqualTo(5);
        assertThat(progress.doneItems()).isEqualTo(1);
        assertThat(referencesHeld()).isZero();
    }

    @Test
    void offersUnreadBytesAgainAfterHold() {
        handler.answer = chunk -> read(chunk, 2, ChunkAction.HOLD);
        chunk(5);
        chunk(1);
        assertThat(handler.calls).containsExactly("chunk 5");
        assertThat(progress.consumedBytes()).isEqualTo(2);
        assertThat(progress.doneItems()).isZero();
        assertThat(referencesHeld()).isEqualTo(2);

        resume();
        assertThat(handler.calls).containsExactly("chunk 5", "chunk 3");
        assertThat(resumesSeen).isEqualTo(1);
        assertThat(progress.consumedBytes()).isEqualTo(4);

        handler.answer = chunk -> ChunkAction.CONTINUE;
        resume();
        delivery.onItem(StreamDelivery.END);
        assertThat(handler.calls).containsExactly("chunk 5", "chunk 3", "chunk 1", "chunk 1", "end");
        assertThat(result().bytes()).isEqualTo(6);
        assertThat(result().chunks()).isEqualTo(2);
    }

    @Test
    void completesFullyReadChunkOnHold() {
        handler.answer = chunk -> read(chunk, 5, ChunkAction.HOLD);
        chunk(5);
        chunk(5);
        assertThat(progress.doneItems()).isEqualTo(1);
        assertThat(handler.calls).containsExactly("chunk 5");
        resume();
        assertThat(handler.calls).containsExactly("chunk 5", "chunk 5");
        assertThat(referencesHeld()).isZero();
    }

    @Test
    void deliversNothingWhileHeld() {
        handler.answer = chunk -> ChunkAction.HOLD;
        chunk(1);
        delivery.onItem(StreamDelivery.END);
        assertThat(handler.calls).containsExactly("chunk 1");
        assertThat(owner.events).isEmpty();
    }

    /** The rest of the network buffer belongs to other streams, which have released it. */
    @Test
    void retainsNoNetworkBufferWhileHeld() {
        ByteBuf network = PooledByteBufAllocator.DEFAULT.directBuffer(64 * 1024).writeZero(64 * 1024);
        handler.answer = chunk -> {
            chunk.read(new byte[100], 0, 100);
            return ChunkAction.HOLD;
        };
        delivery.onItem(network.readRetainedSlice(1600));
        delivery.onItem(network.readRetainedSlice(1600));
        network.release();
        assertThat(network.refCnt()).isZero();

        List<Integer> sizes = new ArrayList<>();
        handler.answer = chunk -> {
            sizes.add(chunk.remaining());
            return ChunkAction.CONTINUE;
        };
        resume();
        assertThat(sizes).containsExactly(1500, 1600);
        assertThat(progress.doneItems()).isEqualTo(2);
    }

    @Test
    void copiesNoDataThatFillsItsBuffer() {
        ByteBuf data = PooledByteBufAllocator.DEFAULT.directBuffer(8192, 8192).writeZero(8192);
        handler.answer = chunk -> ChunkAction.HOLD;
        delivery.onItem(data);
        assertThat(data.refCnt()).isEqualTo(1);
        handler.answer = chunk -> ChunkAction.CONTINUE;
        resume();
        assertThat(data.refCnt()).isZero();
    }

    @Test
    void ignoresResumeWithoutHold() {
        resume();
        delivery.onItem(HEAD);
        resume();
        assertThat(handler.calls).containsExactly("response");
        assertThat(resumesSeen).isEqualTo(2);
    }

    @Test
    void appliesEarlyResumeToNextHoldOnly() {
        handler.answer = chunk -> read(chunk, 2, ChunkAction.HOLD);
        resume();
        resume(); // Counts as one with the first.
        chunk(7);
        assertThat(handler.calls).containsExactly("chunk 7", "chunk 5");
        assertThat(progress.consumedBytes()).isEqualTo(4);

        resume();
        assertThat(handler.calls).containsExactly("chunk 7", "chunk 5", "chunk 3");
    }

    @Test
    void remembersResumeAcrossConsumedChunks() {
        resume();
        chunk(1);
        handler.answer = chunk -> ChunkAction.HOLD;
        chunk(2);
        assertThat(handler.calls).containsExactly("chunk 1", "chunk 2", "chunk 2");
    }

    @Test
    void resetsStreamOnCancelAndWaitsForEnd() {
        handler.answer = chunk -> read(chunk, 2, ChunkAction.CANCEL);
        chunk(5);
        chunk(6);
        resume();
        assertThat(handler.calls).containsExactly("chunk 5");
        assertThat(owner.events).containsExactly("reset");

        delivery.onItem(StreamDelivery.CANCELLED);
        assertThat(handler.calls).containsExactly("chunk 5", "end cancelled");
        assertThat(result()).isEqualTo(new SpeechResult(null, 2, 0, true));
        assertThat(referencesHeld()).isZero();
    }

    @Test
    void deliversNothingAfterCallerCancels() {
        chunk(1);
        progress.cancel();
        chunk(2);
        resume();
        assertThat(handler.calls).containsExactly("chunk 1");
        delivery.onItem(StreamDelivery.CANCELLED);
        assertThat(handler.calls).containsExactly("chunk 1", "end cancelled");
        assertThat(result()).isEqualTo(new SpeechResult(null, 1, 1, true));
        assertThat(referencesHeld()).isZero();
    }

    @Test
    void endsHeldStreamOnCancellation() {
        handler.answer = chunk -> ChunkAction.HOLD;
        chunk(1);
        delivery.onItem(StreamDelivery.CANCELLED);
        assertThat(handler.calls).containsExactly("chunk 1", "end cancelled");
        assertThat(referencesHeld()).isZero();
    }

    @Test
    void deliversFailureAfterHeldChunk() {
        TruncatedAudioException failure = new TruncatedAudioException("broke off", null, 3);
        handler.answer = chunk -> ChunkAction.HOLD;
        chunk(3);
        delivery.onItem(new StreamDelivery.Failure(failure));
        assertThat(handler.calls).containsExactly("chunk 3");
        handler.answer = chunk -> ChunkAction.CONTINUE;
        resume();
        assertThat(handler.calls).containsExactly("chunk 3", "chunk 3", "error broke off");
        assertThat(owner.error).isSameAs(failure);
    }

    @Test
    void dropsPendingChunksOnAbortDespiteHold() {
        handler.answer = chunk -> ChunkAction.HOLD;
        chunk(3);
        chunk(4);
        delivery.onItem(new StreamDelivery.Abort(new EngineClosedException("closed")));
        assertThat(handler.calls).containsExactly("chunk 3", "error closed");
        assertThat(owner.events).containsExactly("failed");
        assertThat(referencesHeld()).isZero();
    }

    @Test
    void reportsAbortAlthoughPendingChunkCannotBeReleased() {
        handler.answer = chunk -> ChunkAction.HOLD;
        chunk(3);
        chunk(4);
        buffers.get(0).release();
        delivery.onItem(new StreamDelivery.Abort(new EngineClosedException("closed")));
        assertThat(handler.calls).containsExactly("chunk 3", "error closed");
        assertThat(owner.events).containsExactly("failed");
        assertThat(referencesHeld()).isZero();
    }

    @Test
    void deliversNothingAfterEnd() {
        delivery.onItem(StreamDelivery.END);
        chunk(1);
        delivery.onItem(StreamDelivery.CANCELLED);
        delivery.onItem(StreamDelivery.END);
        delivery.fail(new EngineClosedException("late"));
        assertThat(handler.calls).containsExactly("end");
        assertThat(owner.events).containsExactly("ended");
        assertThat(referencesHeld()).isZero();
    }

    @Test
    void failsHeldStreamWithoutResume() {
        handler.answer = chunk -> ChunkAction.HOLD;
        chunk(1);
        delivery.fail(new EngineClosedException("gone"));
        assertThat(handler.calls).containsExactly("chunk 1", "error gone");
        assertThat(owner.events).containsExactly("failed");
        assertThat(referencesHeld()).isZero();
    }

    @Test
    void releasesBuffersDroppedByRing() {
        ByteBuf buffer = Unpooled.buffer(1);
        delivery.onDropped(buffer);
        delivery.onDropped(StreamDelivery.END);
        assertThat(buffer.refCnt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"response", "chunk"})
    void failsStreamWhenHandlerThrows(String method) {
        RuntimeException thrown = new IllegalStateException("no disk space");
        throwIn(method, thrown);
        delivery.onItem(HEAD);
        chunk(5);
        chunk(6);
        assertThat(owner.error)
                .isInstanceOf(HandlerException.class)
                .hasCause(thrown)
                .hasMessageContaining("no disk space");
        assertThat(owner.events).endsWith("reset", "failed");
        assertThat(handler.calls).last().asString().startsWith("error the chunk handler's on");
        assertThat(referencesHeld()).isZero();
    }

    @Test
    void failsStreamWhenHandlerThrowsError() {
        throwIn("chunk", new StackOverflowError("deep"));
        chunk(5);
        assertThat(owner.error).isInstanceOf(HandlerException.class).hasCauseInstanceOf(StackOverflowError.class);
    }

    @Test
    void failsStreamWithoutOnErrorWhenOnEndThrows() {
        throwIn("end", new IllegalStateException("no disk space"));
        delivery.onItem(StreamDelivery.END);
        assertThat(handler.calls).containsExactly("end");
        assertThat(owner.events).containsExactly("failed");
        assertThat(owner.error).isInstanceOf(HandlerException.class);
    }

    @Test
    void addsExceptionOfOnErrorAsSuppressed() {
        ParlandoException failure = new EngineClosedException("closed");
        RuntimeException thrown = new IllegalStateException("no disk space");
        throwIn("error", thrown);
        delivery.onItem(new StreamDelivery.Failure(failure));
        assertThat(owner.error).isSameAs(failure);
        assertThat(failure.getSuppressed()).containsExactly(thrown);
    }

    @Test
    void acceptsOnErrorRethrowingSameError() {
        ParlandoException failure = new EngineClosedException("closed");
        throwIn("error", failure);
        delivery.onItem(new StreamDelivery.Failure(failure));
        assertThat(owner.error).isSameAs(failure);
        assertThat(owner.events).containsExactly("failed");
    }

    @Test
    void failsStreamWhenHandlerReturnsNull() {
        handler.answer = chunk -> nothing();
        chunk(5);
        assertThat(owner.error).isInstanceOf(HandlerException.class).hasMessageContaining("null");
        assertThat(owner.events).containsExactly("reset", "failed");
        assertThat(referencesHeld()).isZero();
    }

    @SuppressWarnings("NullAway") // A handler without null checks may return null.
    private static ChunkAction nothing() {
        return null;
    }

    @ParameterizedTest
    @EnumSource(ChunkAction.class)
    void emptiesChunkKeptByHandler(ChunkAction action) {
        List<Chunk> kept = new ArrayList<>();
        handler.answer = chunk -> {
            kept.add(chunk);
            return action;
        };
        chunk(5);
        assertThat(kept.get(0).remaining()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"responded", "ended"})
    void endsStreamIfItsOwnerThrows(String event) {
        owner.failingIn = event;
        delivery.onItem(HEAD);
        chunk(1);
        delivery.onItem(StreamDelivery.END);
        assertThat(owner.error).isInstanceOf(InternalException.class).hasMessageContaining("Recorder");
        assertThat(owner.events).contains("reset").endsWith("failed");
        assertThat(buffers).allMatch(buffer -> buffer.refCnt() == 0);
    }

    @Test
    void endsStreamIfItsOwnerThrowsWhileItFails() {
        owner.failingIn = "failed";
        delivery.onItem(HEAD);
        delivery.onItem(new StreamDelivery.Failure(new EngineClosedException("closed")));
        assertThat(owner.events).endsWith("failed", "reset", "failed");
    }
}
