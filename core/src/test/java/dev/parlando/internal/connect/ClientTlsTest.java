package dev.parlando.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.internal.origin.Origin;
import dev.parlando.network.Timeouts;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests which handshakes leave the event loop. */
class ClientTlsTest {
    private static boolean mayBlock(@Nullable SSLContext context, boolean revocationChecked) {
        Origin origin = Origin.of(URI.create("https://127.0.0.1"));
        ConnectSettings settings = new ConnectSettings(origin, null, null, context, Timeouts.DEFAULT);
        try (ClientTls tls = ClientTls.of(settings, revocationChecked)) {
            return tls.mayBlock();
        }
    }

    @Test
    void keepsHandshakeWithIssuersOfJdkOnEventLoop() {
        assertThat(mayBlock(null, false)).isFalse();
    }

    @Test
    void expectsTrustManagerOfUserToBlock() throws NoSuchAlgorithmException {
        assertThat(mayBlock(SSLContext.getDefault(), false)).isTrue();
    }

    @Test
    void expectsRevocationCheckToBlock() {
        assertThat(mayBlock(null, true)).isTrue();
    }
}
