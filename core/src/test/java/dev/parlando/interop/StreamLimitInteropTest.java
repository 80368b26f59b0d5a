package dev.parlando.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.SpeechEngine;
import dev.parlando.interop.InteropServer.Protocol;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Checks that streams beyond a server's limit per connection use further connections, and that none is refused. All
 * streams are held, so they are open concurrently.
 */
@Tag("interop")
@Timeout(60)
class StreamLimitInteropTest {
    private static final SpeechRequest REQUEST =
            SpeechRequest.builder("Hello").voice(ServedFiles.VOICE).build();
    private static final int STREAMS = 20;
    private static final int STREAMS_PER_CONNECTION = 8;
    private static final long CONNECTIONS_NEEDED = 3;

    @ParameterizedTest
    @EnumSource
    void opensFurtherConnectionsAtStreamLimit(Protocol protocol, @TempDir Path folder) throws Exception {
        ServedFiles site = ServedFiles.in(folder);
        try (InteropServer nghttpd =
                        InteropServer.nghttpd(site, protocol, "--max-concurrent-streams=" + STREAMS_PER_CONNECTION);
                SpeechEngine engine = nghttpd.engine()) {
            List<SpeechStream> held = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                held.add(engine.stream(REQUEST, chunk -> ChunkAction.HOLD));
            }
            long connections = 0;
            for (SpeechStream stream : held) {
                SpeechResponse response =
                        stream.response().toCompletableFuture().get(30, TimeUnit.SECONDS);
                connections += response.connectionReused() ? 0 : 1;
            }
            assertThat(connections).isBetween(CONNECTIONS_NEEDED, (long) STREAMS);
            held.forEach(SpeechStream::cancel);
        }
    }
}
