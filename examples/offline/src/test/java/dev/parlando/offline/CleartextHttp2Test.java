package dev.parlando.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.offline.load.ServiceLimits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Cleartext HTTP/2 with badly behaved clients: slow readers, stopped readers, and clients that disconnect during a
 * response.
 */
class CleartextHttp2Test {
    private static final String LONG = "This sentence is one of very many that follow each other. ".repeat(150);
    private static final int WINDOW_BYTES = 65_535;
    private static final ServiceLimits MANY = ServiceLimits.DEFAULT.withMaximumConcurrent(40);

    private final OfflineVoiceServer server =
            OfflineVoiceServer.builder().limits(MANY).start();
    private final List<RawHttp2Client> clients = new ArrayList<>();

    @BeforeEach
    void connect() throws Exception {
        clients.add(new RawHttp2Client(server));
    }

    @AfterEach
    void close() {
        clients.forEach(RawHttp2Client::close);
        server.close();
    }

    @Test
    void deliversLongTextCompletelyAndInOrder() throws Exception {
        RawHttp2Client.Speech slow = clients.get(0).speak(LONG, "pcm_16000");
        slow.readToEnd();
        RawHttp2Client.Speech again = clients.get(0).speak(LONG, "pcm_16000");
        again.readToEnd();
        assertThat(slow.bytes()).isEqualTo(again.bytes()).hasSizeGreaterThan(10_000_000);
        assertThat(slow.dataFrames()).isGreaterThan(100);
    }

    @Test
    void limitsSlowReadersToOneWindowWithoutBlockingOthers() throws Exception {
        List<RawHttp2Client.Speech> paused = new ArrayList<>();
        for (int i = 0; i < MANY.maximumConcurrent() / 2; i++) {
            RawHttp2Client client = new RawHttp2Client(server);
            clients.add(client);
            paused.add(client.speak(LONG, "pcm_48000"));
        }
        for (RawHttp2Client.Speech speech : paused) {
            speech.awaitBytes(WINDOW_BYTES);
        }
        RawHttp2Client.Speech prompt = clients.get(0).speak("Somebody else speaks.", "pcm_16000");
        prompt.readToEnd();
        assertThat(prompt.header("current-concurrent-requests")).isEqualTo(String.valueOf(paused.size() + 1));
        assertThat(paused).allMatch(speech -> speech.bytes().length == WINDOW_BYTES && !speech.ended());
    }

    @Test
    void resumesResponseAfterClientPause() throws Exception {
        RawHttp2Client.Speech whole = clients.get(0).speak(LONG, "ulaw_8000");
        whole.readToEnd();
        RawHttp2Client other = new RawHttp2Client(server);
        clients.add(other);
        RawHttp2Client.Speech paused = other.speak(LONG, "ulaw_8000");
        paused.awaitBytes(WINDOW_BYTES);
        paused.readToEnd();
        assertThat(paused.bytes()).isEqualTo(whole.bytes());
    }

    @Test
    void stopsSynthesisOnReset() throws Exception {
        for (int i = 0; i < 300; i++) {
            RawHttp2Client.Speech speech = clients.get(0).speak(LONG, "pcm_48000");
            if (i % 3 == 0) {
                speech.awaitBytes(1);
            }
            speech.reset();
        }
        Waiting.until(() -> server.load().running() == 0);
        assertThat(server.load().queued()).isZero();
    }

    @Test
    void stopsSynthesisOnLostConnection() throws Exception {
        for (int i = 0; i < 5; i++) {
            RawHttp2Client client = new RawHttp2Client(server);
            RawHttp2Client.Speech speech = client.speak(LONG, "pcm_48000");
            speech.awaitBytes(i % 2 == 0 ? 1 : WINDOW_BYTES);
            client.close();
        }
        Waiting.until(() -> server.load().running() == 0);
        assertThat(server.load().queued()).isZero();
    }
}
