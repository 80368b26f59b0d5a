package dev.parlando.spring.ai;

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
import dev.parlando.telemetry.Timeline;
import dev.parlando.transcript.SpeechTiming;
import org.jspecify.annotations.Nullable;

/**
 * A source for one stream that stores the metadata of its response for the responses of Spring AI.
 *
 * <p>Threading: the thread that calls the handler, which also delivers the chunks, reads and writes the metadata.
 */
final class MetadataCapture implements SpeechSource {
    private final SpeechSource source;
    private final Timeline timeline;
    private @Nullable SpeechResponse response;
    private @Nullable SpeechMetadata metadata;

    MetadataCapture(SpeechSource source, Timeline timeline) {
        this.source = source;
        this.timeline = timeline;
    }

    /** Returns the metadata as of the first chunk. */
    SpeechMetadata metadata() {
        SpeechMetadata known = metadata;
        if (known == null) {
            known = SpeechMetadata.of(response, timeline);
            metadata = known;
        }
        return known;
    }

    @Override
    public SpeechStream stream(SpeechRequest request, ChunkHandler handler, CallOptions options) {
        return source.stream(request, new CapturingHandler(handler), options);
    }

    /** Passes all calls on. */
    private final class CapturingHandler implements ChunkHandler {
        private final ChunkHandler handler;

        CapturingHandler(ChunkHandler handler) {
            this.handler = handler;
        }

        @Override
        public void onResponse(SpeechResponse headers) {
            response = headers;
            handler.onResponse(headers);
        }

        @Override
        public ChunkAction onChunk(Chunk chunk) {
            return handler.onChunk(chunk);
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
