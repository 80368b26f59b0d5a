package dev.parlando.command.phone;

import dev.parlando.audio.telephony.jambonz.JambonzServer;
import dev.parlando.audio.telephony.jambonz.JambonzServerBuilder;
import dev.parlando.command.console.HostPort;
import dev.parlando.speech.SpeechSource;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The speech that jambonz requests. */
final class JambonzCalls {
    private static final String KEY_VARIABLE = "JAMBONZ_API_KEY";

    private JambonzCalls() {}

    /** Returns the key of the speech vendor; null to accept any request, on loopback only. */
    static @Nullable String key(HostPort address) {
        return address.clientKey(KEY_VARIABLE);
    }

    /**
     * Serves jambonz in cleartext until the process ends by a signal.
     *
     * @param voice the voice for requests without one; null for the default
     * @param model the model; null for the default
     */
    static void serve(
            SpeechSource engine,
            HostPort address,
            @Nullable String apiKey,
            @Nullable String voice,
            @Nullable String model,
            Consumer<InetSocketAddress> announce)
            throws InterruptedException {
        JambonzServerBuilder builder =
                apiKey == null ? JambonzServer.builder(engine) : JambonzServer.builder(engine, apiKey);
        if (voice != null) {
            builder.voice(voice);
        }
        if (model != null) {
            builder.model(model);
        }
        try (JambonzServer server =
                builder.host(address.hostAddress()).port(address.port()).start()) {
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "parlando-interrupt"));
            announce.accept(server.address());
            new CountDownLatch(1).await();
        }
    }
}
