package dev.parlando.speech;

import static dev.parlando.internal.option.OptionRange.checkRange;

import dev.parlando.error.TruncatedAudioException;
import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.internal.event.EngineThread;
import dev.parlando.internal.event.SourceCheck;
import dev.parlando.telemetry.Timeline;
import java.io.ByteArrayOutputStream;
import java.util.Objects;

/** The complete encoded audio of one request, from {@link SpeechSource#collect}. */
public final class CollectedSpeech {
    /** Default of the maximum length in bytes: 64 MiB, which is 70 minutes of {@code mp3_44100_128}. */
    public static final int DEFAULT_MAX_BYTES = 64 << 20;

    private final byte[] audio;
    private final SpeechResult result;
    private final Timeline timeline;

    private CollectedSpeech(byte[] audio, SpeechResult result, Timeline timeline) {
        this.audio = audio;
        this.result = result;
        this.timeline = timeline;
    }

    static CollectedSpeech of(SpeechSource source, SpeechRequest request, CallOptions options, int maxBytes) {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(options, "options");
        checkRange("max_bytes", maxBytes, 1, Integer.MAX_VALUE);
        EngineThread.checkMayWait("collect", "stream");
        Collector collector = new Collector(maxBytes);
        SpeechStream stream = SourceCheck.started(source, source.stream(request, collector, options));
        SpeechResult result = join(stream);
        if (result.cancelled()) {
            throw collector.incomplete();
        }
        return new CollectedSpeech(collector.bytes.toByteArray(), result, stream.timeline());
    }

    private static SpeechResult join(SpeechStream stream) {
        try {
            return stream.join();
        } catch (RuntimeException e) {
            stream.cancel(); // Has no effect on a failed stream; an interrupted wait leaves it running.
            throw e;
        }
    }

    /** Returns the audio. Each call returns the same array. */
    public byte[] audio() {
        return audio;
    }

    /** Returns the result with the response headers, such as the content type. */
    public SpeechResult result() {
        return result;
    }

    /** Returns the times of the call. */
    public Timeline timeline() {
        return timeline;
    }

    /** The handler. Its stream owns it until the end, and then the caller. */
    private static final class Collector implements ChunkHandler {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final int maxBytes;
        private boolean exceeded;

        Collector(int maxBytes) {
            this.maxBytes = maxBytes;
        }

        @Override
        public ChunkAction onChunk(Chunk chunk) {
            exceeded = chunk.remaining() > maxBytes - bytes.size();
            if (exceeded) {
                return ChunkAction.CANCEL;
            }
            bytes.writeBytes(chunk.toByteBuffer().array());
            return ChunkAction.CONTINUE;
        }

        /** Returns the error of a stream that was cancelled. */
        RuntimeException incomplete() {
            if (exceeded) {
                return new UnexpectedResponseException(
                        "the audio is longer than max_bytes, " + maxBytes + "; read it from a stream", bytes.size());
            }
            return new TruncatedAudioException("the speech was cancelled before it was complete", null, bytes.size());
        }
    }
}
