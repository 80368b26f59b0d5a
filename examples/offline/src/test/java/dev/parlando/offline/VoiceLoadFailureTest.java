package dev.parlando.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.offline.account.Secret;
import dev.parlando.offline.load.ServiceLimits;
import dev.parlando.offline.synthesis.FreeTtsSynthesizer;
import dev.parlando.offline.synthesis.SynthesisPool;
import dev.parlando.offline.voices.VoiceCatalog;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server whose voice fails to load. */
@Timeout(240)
class VoiceLoadFailureTest {
    private static final String HELLO = "{\"text\":\"Hello.\"}";

    private static OfflineVoiceServer server(Supplier<FreeTtsSynthesizer> loader) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return new OfflineVoiceServer(
                address,
                null,
                new Secret("k"),
                new VoiceCatalog(),
                new SynthesisPool(1, loader),
                new ServerOptions(ServiceLimits.DEFAULT, 0, false, null, false));
    }

    @Test
    void failsRequestsWhenVoiceCannotLoad() throws Exception {
        Supplier<FreeTtsSynthesizer> loader = () -> {
            throw new NoClassDefFoundError("a library that this test takes away");
        };
        try (OfflineVoiceServer server = server(loader)) {
            OfflineClient client = new OfflineClient(server, Version.HTTP_1_1);
            for (int request = 0; request < 3; request++) {
                HttpResponse<byte[]> response = client.speak("/stream", HELLO);
                assertThat(response.statusCode()).isEqualTo(500);
                assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains("internal_error");
            }
        }
    }

    @Test
    void recoversWhenVoiceLoadsLater() throws Exception {
        Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
        failures.add(new IllegalStateException("when the worker starts"));
        failures.add(new IllegalStateException("for the first request"));
        Supplier<FreeTtsSynthesizer> loader = () -> {
            RuntimeException failure = failures.poll();
            if (failure != null) {
                throw failure;
            }
            return new FreeTtsSynthesizer();
        };
        try (OfflineVoiceServer server = server(loader)) {
            OfflineClient client = new OfflineClient(server, Version.HTTP_1_1);
            assertThat(client.speak("/stream", HELLO).statusCode()).isEqualTo(500);
            assertThat(client.speak("/stream", HELLO).statusCode()).isEqualTo(200);
        }
    }
}
