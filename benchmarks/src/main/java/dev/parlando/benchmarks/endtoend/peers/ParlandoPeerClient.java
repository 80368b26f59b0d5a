package dev.parlando.benchmarks.endtoend.peers;

import dev.parlando.SpeechEngine;
import dev.parlando.benchmarks.rig.server.ResponseScript;
import dev.parlando.credentials.ApiKey;
import dev.parlando.error.ParlandoException;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResult;

/**
 * An engine with default settings but without a limiter, and a handler that reads each chunk on the ring thread or the
 * event loop.
 */
final class ParlandoPeerClient implements PeerClient {
    private final SpeechEngine engine;
    private final boolean onEventLoop;

    ParlandoPeerClient(ServerEndpoint site, boolean onEventLoop) {
        this.onEventLoop = onEventLoop;
        engine = SpeechEngine.builder()
                .governor(GovernorSettings.OFF)
                .baseUrl(site.baseUrl())
                .trustedCertificates(site.trustedPem())
                .apiKey(ApiKey.of("none"))
                .build();
    }

    @Override
    public void send(ResponseScript script, BodySink sink) {
        engine.stream(SpeechRequest.builder("Hello").voice(script.voice()).build(), new Reader(sink, onEventLoop));
    }

    @Override
    public void close() {
        engine.close();
    }

    private record Reader(BodySink sink, boolean runsOnEventLoop) implements ChunkHandler {
        @Override
        public ChunkAction onChunk(Chunk chunk) {
            byte[] buffer = sink.buffer();
            int length;
            while ((length = chunk.read(buffer, 0, buffer.length)) > 0) {
                sink.onBytes(buffer, length);
            }
            return ChunkAction.CONTINUE;
        }

        @Override
        public void onEnd(SpeechResult result) {
            sink.onEnd(null);
        }

        @Override
        public void onError(ParlandoException error) {
            sink.onEnd(error);
        }
    }
}
