package dev.parlando.programs;

import dev.parlando.error.HandlerException;
import dev.parlando.fault.BytesChunk;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.speech.SpeechSource;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.Timeline;
import dev.parlando.transcript.Alignment;
import dev.parlando.transcript.SpeechTiming;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A speech source whose characters all last {@value #MILLIS} ms: a tone, or silence for a blank, in {@code pcm_24000}.
 */
public final class EvenSpeechSource implements SpeechSource, AutoCloseable {
    public static final int MILLIS = 50;
    public static final int RATE_HZ = 24_000;
    /** The number of audio frames per character. */
    public static final int AUDIO_FRAMES = RATE_HZ * MILLIS / 1000;

    private final ExecutorService ring =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "even-speech-ring"));

    @Override
    public SpeechStream stream(SpeechRequest request, ChunkHandler handler, CallOptions options) {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(handler, "handler");
        Objects.requireNonNull(options, "options");
        Timeline started = options.timeline();
        Stream stream = new Stream(request, handler, started == null ? CallOptions.startTimeline() : started);
        ring.execute(stream::begin);
        return stream;
    }

    @Override
    public void close() {
        ring.shutdownNow();
    }

    private static SpeechTiming timing(String text) {
        double[] starts = new double[text.length()];
        double[] ends = new double[text.length()];
        for (int i = 0; i < text.length(); i++) {
            starts[i] = i * MILLIS / 1000.0;
            ends[i] = (i + 1) * MILLIS / 1000.0;
        }
        List<String> characters = text.chars().mapToObj(Character::toString).toList();
        return new SpeechTiming(new Alignment(characters, starts, ends), null);
    }

    private static ByteBuffer sound(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * AUDIO_FRAMES * text.length()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < AUDIO_FRAMES * text.length(); i++) {
            boolean blank = text.charAt(i / AUDIO_FRAMES) == ' ';
            bytes.putShort((short) (blank ? 0 : 10_000 * Math.sin(i * 2 * Math.PI * 440 / RATE_HZ)));
        }
        return bytes.flip();
    }

    /** One response. Owned by the ring thread. */
    private final class Stream implements SpeechStream {
        private final SpeechRequest request;
        private final ChunkHandler handler;
        private final Timeline timeline;
        private final CompletableFuture<SpeechResult> completion = new CompletableFuture<>();
        private final ByteBuffer sound;

        Stream(SpeechRequest request, ChunkHandler handler, Timeline timeline) {
            this.request = request;
            this.handler = handler;
            this.timeline = timeline;
            sound = sound(request.text());
        }

        private void begin() {
            handler.onTiming(timing(request.text()));
            pump();
        }

        private void pump() {
            while (!completion.isDone()) {
                if (!sound.hasRemaining()) {
                    end(false);
                    return;
                }
                switch (offer()) {
                    case HOLD -> {
                        return;
                    }
                    case CANCEL -> end(true);
                    case CONTINUE -> sound.position(sound.limit());
                }
            }
        }

        /** Offers the remaining sound; an exception of the handler fails the stream. */
        private ChunkAction offer() {
            try {
                return handler.onChunk(new BytesChunk(sound));
            } catch (RuntimeException thrown) {
                HandlerException error = new HandlerException("the handler threw " + thrown, thrown);
                handler.onError(error);
                completion.completeExceptionally(error);
                return ChunkAction.HOLD;
            }
        }

        private void end(boolean cancelled) {
            SpeechResult result = new SpeechResult(null, 0, 0, cancelled);
            if (!completion.isDone()) {
                handler.onEnd(result);
                completion.complete(result);
            }
        }

        @Override
        public SpeechRequest request() {
            return request;
        }

        @Override
        @SuppressWarnings("NullAway") // JDK 17 does not read annotations of type arguments from class files.
        public CompletionStage<@Nullable SpeechResponse> response() {
            return new CompletableFuture<>();
        }

        @Override
        public CompletionStage<SpeechResult> completion() {
            return completion;
        }

        @Override
        public SpeechResult join() {
            return completion.join();
        }

        @Override
        public void resume() {
            ring.execute(this::pump);
        }

        @Override
        public void cancel() {
            ring.execute(() -> end(true));
        }

        @Override
        public Timeline timeline() {
            return timeline;
        }
    }
}
