package dev.parlando.benchmarks.endtoend.latency;

import dev.parlando.error.ParlandoException;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.speech.SpeechSource;
import dev.parlando.speech.SpeechStream;
import dev.parlando.transcript.SpeechTiming;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A speech source that records when each chunk of the server had completely reached the handler.
 *
 * <p>Threading: the ring thread records the times, and any thread may read them. Only one utterance may run at a time.
 */
final class TimestampingSource implements SpeechSource {
    private final SpeechSource source;
    private final int pieceBytes;
    private final AtomicLongArray nanos;

    TimestampingSource(SpeechSource source, int pieceBytes, int pieces) {
        this.source = source;
        this.pieceBytes = pieceBytes;
        this.nanos = new AtomicLongArray(pieces);
    }

    /** Discards the recorded times before the next utterance. */
    void begin() {
        for (int piece = 0; piece < nanos.length(); piece++) {
            nanos.set(piece, 0);
        }
    }

    /** Returns when a chunk of the server was complete, or 0 if it was not. */
    long nanosOf(int piece) {
        return nanos.get(piece);
    }

    @Override
    public SpeechStream stream(SpeechRequest request, ChunkHandler handler, CallOptions options) {
        return source.stream(request, new TimestampingHandler(handler), options);
    }

    private final class TimestampingHandler implements ChunkHandler {
        private final ChunkHandler handler;
        private long takenBytes;
        private int whole;

        TimestampingHandler(ChunkHandler handler) {
            this.handler = handler;
        }

        @Override
        public ChunkAction onChunk(Chunk chunk) {
            int offered = chunk.remaining();
            while (whole < nanos.length() && takenBytes + offered >= (whole + 1L) * pieceBytes) {
                nanos.set(whole++, System.nanoTime());
            }
            ChunkAction action = handler.onChunk(chunk);
            takenBytes += offered - chunk.remaining();
            return action;
        }

        @Override
        public void onResponse(SpeechResponse response) {
            handler.onResponse(response);
        }

        @Override
        public void onTiming(SpeechTiming timing) {
            handler.onTiming(timing);
        }

        @Override
        public void onEnd(SpeechResult result) {
            handler.onEnd(result);
        }

        @Override
        public void onError(ParlandoException error) {
            handler.onError(error);
        }
    }
}
