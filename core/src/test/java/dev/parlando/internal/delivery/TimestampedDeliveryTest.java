package dev.parlando.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.credentials.ApiKey;
import dev.parlando.error.EngineClosedException;
import dev.parlando.error.HandlerException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.TruncatedAudioException;
import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.internal.json.ErrorRedaction;
import dev.parlando.internal.timing.Allocation;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.transcript.SpeechTiming;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests that audio in JSON is delivered like bare audio, and no faster than the handler accepts it. */
class TimestampedDeliveryTest {
    private static final SpeechResponse HEAD = new SpeechResponse(
            "h2", false, null, "application/json", "req-1", null, null, null, null, null, null, null, null);

    private final Handler handler = new Handler();
    private final Rest rest = new Rest();
    private final StreamProgress progress = new StreamProgress(Runnable::run, Integer.MAX_VALUE, () -> {}, () -> {});
    private final StreamDelivery delivery = new StreamDelivery(handler, true, progress, rest);
    private final List<ByteBuf> buffers = new ArrayList<>();

    /** Owner of the stream. */
    private final class Rest implements StreamDelivery.Callback {
        @Nullable
        SpeechResult result;

        @Nullable
        ParlandoException error;

        @Override
        public void onResetRequested() {
            progress.cancel();
        }

        @Override
        public void onResponse(SpeechResponse response) {}

        @Override
        public void onEnded(SpeechResult end) {
            result = end;
        }

        @Override
        public void onFailed(ParlandoException failure) {
            error = failure;
        }
    }

    /** Handler that collects audio and times and returns the actions that the test sets. */
    private static final class Handler implements ChunkHandler {
        final ByteArrayOutputStream audio = new ByteArrayOutputStream();
        final StringBuilder text = new StringBuilder();
        Function<Chunk, ChunkAction> answer = chunk -> ChunkAction.CONTINUE;
        boolean throwing;
        int ends;

        @Nullable
        Chunk kept;

        @Nullable
        ParlandoException error;

        @Override
        public ChunkAction onChunk(Chunk chunk) {
            assertThat(chunk.remaining()).isPositive();
            kept = chunk;
            ChunkAction action = answer.apply(chunk);
            if (action == ChunkAction.CONTINUE) {
                take(chunk, chunk.remaining());
            }
            return action;
        }

        ChunkAction take(Chunk chunk, int bytes) {
            byte[] copy = new byte[bytes];
            assertThat(chunk.read(copy, 0, bytes)).isEqualTo(bytes);
            audio.writeBytes(copy);
            return ChunkAction.HOLD;
        }

        @Override
        public void onTiming(SpeechTiming timing) {
            if (throwing) {
                throw new IllegalStateException("enough");
            }
            text.append(Objects.requireNonNull(timing.alignment()).text());
        }

        @Override
        public void onEnd(SpeechResult result) {
            ends++;
        }

        @Override
        public void onError(ParlandoException failure) {
            ends++;
            error = failure;
        }
    }

    private void send(byte[] bytes, int from, int to) {
        ByteBuf buffer = Unpooled.directBuffer().writeBytes(bytes, from, to - from);
        buffers.add(buffer);
        delivery.onItem(buffer);
    }

    private void send(byte[] bytes) {
        send(bytes, 0, bytes.length);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @AfterEach
    void assertAllBuffersReleased() {
        delivery.onItem(new StreamDelivery.Abort(new EngineClosedException("the test is over")));
        assertThat(buffers).allSatisfy(buffer -> assertThat(buffer.refCnt()).isZero());
    }

    @Test
    void countsAudioBytesAndCreditsJsonBytes() {
        byte[] audio = TimestampedLines.audio(1, 20_000);
        byte[] answer = new TimestampedLines()
                .add(audio, "Hello ", 0)
                .add(audio, "world", 6)
                .bytes();
        delivery.onItem(HEAD);
        send(answer);
        delivery.onItem(StreamDelivery.END);
        assertThat(handler.audio.size()).isEqualTo(40_000);
        assertThat(handler.text).hasToString("Hello world");
        assertThat(Objects.requireNonNull(rest.result).bytes()).isEqualTo(40_000);
        assertThat(rest.result.chunks()).isBetween(6L, 10L);
        assertThat(rest.result.response()).isEqualTo(HEAD);
        assertThat(progress.consumedBytes()).isEqualTo(answer.length);
        assertThat(progress.doneItems()).isEqualTo(3);
        assertThat(handler.ends).isEqualTo(1);
    }

    /** A handler that reads random parts and holds at random receives each byte and each time exactly once. */
    @Property(tries = 300)
    void losesNothingWhenHoldingAnywhere(@ForAll long seed) {
        new TimestampedDeliveryTest().holdAnywhere(new Random(seed)); // jqwik uses one test instance for all tries.
    }

    private void holdAnywhere(Random random) {
        byte[] audio = TimestampedLines.audio(random.nextInt(), 1 + random.nextInt(30_000));
        byte[] answer = new TimestampedLines()
                .add(audio, "Hello ", 0)
                .add(audio, "world", 6)
                .bytes();
        handler.answer = chunk -> switch (random.nextInt(3)) {
            case 0 -> ChunkAction.CONTINUE;
            case 1 -> ChunkAction.HOLD;
            default -> handler.take(chunk, 1 + random.nextInt(chunk.remaining()));
        };
        int at = 0;
        while (at < answer.length) {
            int next = Math.min(answer.length, at + 1 + random.nextInt(16_384));
            send(answer, at, next);
            at = next;
        }
        delivery.onItem(StreamDelivery.END);
        int rounds = 0;
        while (rest.result == null && rounds++ < 10_000) {
            assertThat(progress.consumedBytes()).isLessThanOrEqualTo(answer.length);
            delivery.onItem(StreamDelivery.RESUME);
        }
        ByteBuf expected = Unpooled.wrappedBuffer(audio, audio);
        assertThat(handler.audio.toByteArray()).isEqualTo(ByteBufUtil.getBytes(expected));
        assertThat(handler.text).hasToString("Hello world");
        assertThat(progress.consumedBytes()).isEqualTo(answer.length);
        assertThat(Objects.requireNonNull(rest.result).bytes()).isEqualTo(2L * audio.length);
        assertThat(buffers).allSatisfy(buffer -> assertThat(buffer.refCnt()).isZero());
    }

    /** The credit limits the bytes that the peer may send and shows whether the peer's silence is its own fault. */
    @Test
    void creditsNoBytesUnreadByHoldingHandler() {
        handler.answer = chunk -> handler.take(chunk, chunk.remaining() - 1);
        byte[] begin = utf8("{\"audio_base64\":\"");
        send(begin);
        assertThat(progress.consumedBytes()).isEqualTo(begin.length);
        send(utf8("QUJDREVG"));
        assertThat(handler.audio.toString(StandardCharsets.UTF_8)).isEqualTo("ABCDE");
        assertThat(progress.consumedBytes()).isEqualTo(begin.length);
        assertThat(buffers.get(1).refCnt()).isOne();
        send(utf8("\"}\n"));
        delivery.onItem(StreamDelivery.END);
        assertThat(handler.ends).isZero();

        handler.answer = chunk -> ChunkAction.CONTINUE;
        delivery.onItem(StreamDelivery.RESUME);
        assertThat(handler.audio.toString(StandardCharsets.UTF_8)).isEqualTo("ABCDEF");
        assertThat(progress.consumedBytes()).isEqualTo(begin.length + 8 + 3);
        assertThat(Objects.requireNonNull(rest.result).bytes()).isEqualTo(6);
    }

    @Test
    void releasesBufferOnCancel() {
        handler.answer = chunk -> ChunkAction.CANCEL;
        send(new TimestampedLines()
                .add(TimestampedLines.audio(1, 50_000), "Hello", 0)
                .bytes());
        assertThat(progress.isCancelled()).isTrue();
        delivery.onItem(StreamDelivery.CANCELLED);
        assertThat(Objects.requireNonNull(rest.result).cancelled()).isTrue();
        assertThat(rest.result.bytes()).isZero();
        assertThat(handler.text).isEmpty();
        assertThat(buffers.get(0).refCnt()).isZero();
    }

    /** Cancelling also takes effect between two pieces of one buffer. */
    @Test
    void stopsDeliveryWithinBufferOnCancel() {
        handler.answer = chunk -> {
            progress.cancel();
            return ChunkAction.CONTINUE;
        };
        send(new TimestampedLines()
                .add(TimestampedLines.audio(1, 50_000), "Hello", 0)
                .bytes());
        assertThat(handler.audio.size()).isPositive().isLessThan(8192);
    }

    @Test
    void emptiesChunkAfterHandlerReturns() {
        handler.answer = chunk -> ChunkAction.HOLD;
        send(new TimestampedLines()
                .add(TimestampedLines.audio(1, 10), "Hello", 0)
                .bytes());
        assertThat(Objects.requireNonNull(handler.kept).remaining()).isZero();
    }

    @Test
    void failsStreamWhenOnTimingThrows() {
        handler.throwing = true;
        send(new TimestampedLines()
                .add(TimestampedLines.audio(1, 10), "Hello", 0)
                .bytes());
        assertThat(rest.error).isInstanceOf(HandlerException.class).hasMessageContaining("onTiming");
        assertThat(progress.isCancelled()).isTrue();
        assertThat(handler.error).isSameAs(rest.error);
    }

    @Test
    void reportsBytesDeliveredBeforeMidstreamError() {
        delivery.onItem(HEAD);
        send(new TimestampedLines()
                .add(TimestampedLines.audio(1, 1000), "Hello", 0)
                .addRaw("{\"detail\":\"no\"}")
                .bytes());
        assertThat(rest.error).isInstanceOf(UnexpectedResponseException.class).hasMessageContaining("line 2");
        assertThat(Objects.requireNonNull(rest.error).bytesDelivered()).isEqualTo(1000);
        assertThat(handler.audio.size()).isEqualTo(1000);
        assertThat(progress.isCancelled()).isTrue();
        assertThat(buffers.get(0).refCnt()).isZero();
    }

    @Test
    void reportsTruncationWithinLine() {
        delivery.onItem(HEAD);
        byte[] answer = new TimestampedLines()
                .add(TimestampedLines.audio(1, 999), "Hello", 0)
                .bytes();
        send(answer);
        send(answer, 0, answer.length / 2);
        delivery.onItem(StreamDelivery.END);
        assertThat(rest.error).isInstanceOf(TruncatedAudioException.class).hasMessageContaining("middle of line 2");
        assertThat(Objects.requireNonNull(rest.error).bytesDelivered()).isEqualTo(handler.audio.size());
        assertThat(rest.error.requestId()).isEqualTo("req-1");
        assertThat(handler.audio.size()).isGreaterThan(1200);
        assertThat(handler.ends).isEqualTo(1);
    }

    @Test
    void reportsDeliveredAudioBytesOfFailedStream() {
        send(new TimestampedLines()
                .add(TimestampedLines.audio(1, 999), "Hello", 0)
                .bytes());
        IllegalStateException cause = new IllegalStateException("gone");
        delivery.onItem(
                new StreamDelivery.Failure(new TruncatedAudioException("broke off", cause, 5000, "req-1", null)));
        assertThat(rest.error).isInstanceOf(TruncatedAudioException.class).hasMessage("broke off");
        assertThat(rest.error).hasCause(cause);
        assertThat(Objects.requireNonNull(rest.error).bytesDelivered()).isEqualTo(999);
        assertThat(rest.error.requestId()).isEqualTo("req-1");
    }

    @Test
    void redactsKeyAndTextInErrorObject() {
        ApiKey key = ApiKey.of("0123456789abcdef0123456789abcdef");
        delivery.onItem(ErrorRedaction.ofSpeech(key, utf8("{\"text\":\"Good old morning\"}")));
        send(new TimestampedLines()
                .add(TimestampedLines.audio(1, 999), "Hello", 0)
                .addRaw("{\"error\":\"'Good old morning' with " + key.reveal() + "\"}")
                .bytes());
        assertThat(rest.error)
                .hasMessageEndingWith(
                        "line 2 of its response is an error instead of audio:" + " '[text]' with [redacted]");
        assertThat(Objects.requireNonNull(rest.error).bytesDelivered()).isEqualTo(999);
        assertThat(handler.ends).isEqualTo(1);
    }

    @Test
    void rejectsResponseWithoutAudio() {
        send(utf8("\n{\"audio_base64\":\"\"}\n{\"alignment\":null}"));
        delivery.onItem(StreamDelivery.END);
        assertThat(rest.error).isInstanceOf(UnexpectedResponseException.class).hasMessageContaining("single byte");
    }

    @Test
    void allocatesNothingPerChunk() {
        TimestampedBodyDecoder body = new TimestampedBodyDecoder(new HandlerInvoker(chunk -> ChunkAction.CONTINUE));
        body.consume(Unpooled.wrappedBuffer(utf8("{\"audio_base64\":\"")));
        byte[] base64 = new byte[16_384];
        Arrays.fill(base64, (byte) 'A');
        ByteBuf frame = Unpooled.wrappedBuffer(base64); // Of no pool, whose watch over it allocates.
        assertThat(Allocation.leastBytes(() -> readOften(body, frame))).isZero();
    }

    private static void readOften(TimestampedBodyDecoder body, ByteBuf frame) {
        for (int i = 0; i < 1000; i++) {
            frame.readerIndex(0);
            while (frame.isReadable()) {
                body.consume(frame);
            }
        }
    }
}
