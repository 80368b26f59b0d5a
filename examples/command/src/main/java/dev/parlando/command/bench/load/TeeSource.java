package dev.parlando.command.bench.load;

import dev.parlando.error.ParlandoException;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.LiveText;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.speech.SpeechSource;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.Timeline;
import dev.parlando.transcript.SpeechTiming;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The source of one player, which copies the audio that the player reads to a probe. The player reads first, so that the
 * probe does not delay its first sample.
 *
 * <p>Threading: set up before each utterance; the player then requests one stream.
 */
final class TeeSource implements SpeechSource {
    private volatile @Nullable SpeechSource source;
    private volatile @Nullable StreamProbe probe;

    /** Sets the source and the probe of the next stream. */
    void begin(SpeechSource nextSource, StreamProbe nextProbe) {
        source = nextSource;
        probe = nextProbe;
    }

    @Override
    public SpeechStream stream(SpeechRequest request, ChunkHandler handler, CallOptions options) {
        return Objects.requireNonNull(source).stream(request, tee(handler), options);
    }

    @Override
    public SpeechStream stream(LiveText text, ChunkHandler handler, CallOptions options) {
        return Objects.requireNonNull(source).stream(text, tee(handler), options);
    }

    private ChunkHandler tee(ChunkHandler handler) {
        return new TeeHandler(handler, Objects.requireNonNull(probe), CallOptions.startTimeline());
    }

    /** Passes all calls on, and the bytes read also to the probe. Owned by the ring thread. */
    private record TeeHandler(ChunkHandler handler, StreamProbe probe, Timeline clock) implements ChunkHandler {
        @Override
        public void onResponse(SpeechResponse response) {
            probe.onResponse(response);
            handler.onResponse(response);
        }

        @Override
        public ChunkAction onChunk(Chunk chunk) {
            TeeChunk copying = new TeeChunk(chunk, ByteBuffer.allocate(chunk.remaining()));
            ChunkAction action = handler.onChunk(copying);
            if (copying.copy.flip().hasRemaining()) {
                probe.onAudio(copying.copy, clock);
            }
            return action;
        }

        @Override
        public void onTiming(SpeechTiming timing) {
            handler.onTiming(timing);
        }

        @Override
        public void onEnd(SpeechResult result) {
            if (!result.cancelled()) {
                probe.onEnd(clock);
            }
            handler.onEnd(result);
        }

        @Override
        public void onError(ParlandoException error) {
            handler.onError(error);
        }
    }

    /** Copies the bytes that are read. */
    private record TeeChunk(Chunk chunk, ByteBuffer copy) implements Chunk {
        @Override
        public int remaining() {
            return chunk.remaining();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int count = chunk.read(target, offset, length);
            copy.put(target, offset, count);
            return count;
        }

        @Override
        public int read(ByteBuffer target) {
            int from = target.position();
            int count = chunk.read(target);
            copy.put(target.duplicate().position(from).limit(from + count));
            return count;
        }
    }
}
