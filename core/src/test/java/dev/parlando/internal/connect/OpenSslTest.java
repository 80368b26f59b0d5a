package dev.parlando.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.fault.ServerTls;
import dev.parlando.internal.origin.Origin;
import dev.parlando.network.Timeouts;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that OpenSSL is used if netty-tcnative is on the class path. It is on the class path only for these tests and
 * the TLS tests.
 */
@Tag("openssl")
class OpenSslTest {
    private static final Origin HTTPS = Origin.of(URI.create("https://127.0.0.1"));

    private static SSLEngine engine(@Nullable Path trusted, @Nullable SSLContext context) {
        ConnectSettings settings = new ConnectSettings(HTTPS, null, trusted, context, Timeouts.DEFAULT);
        return ClientTls.of(settings)
                .newHandler(UnpooledByteBufAllocator.DEFAULT, HTTPS, Runnable::run)
                .engine();
    }

    @Test
    void usesOpenSslWhenAvailable(@TempDir Path folder) throws Exception {
        assertThat(OpenSsl.unavailabilityCause()).isNull();
        String pem = ServerTls.loopback().buildSelfSigned().getCertificatePEM();
        for (SSLEngine engine :
                new SSLEngine[] {engine(null, null), engine(Files.writeString(folder.resolve("ca.pem"), pem), null)}) {
            assertThat(engine).isInstanceOf(ReferenceCountedOpenSslEngine.class);
            assertThat(engine.getSSLParameters().getEndpointIdentificationAlgorithm())
                    .isEqualTo("HTTPS");
            assertThat(engine.getEnabledProtocols())
                    .contains("TLSv1.2", "TLSv1.3")
                    .doesNotContain("TLSv1", "TLSv1.1");
            engine.closeOutbound();
        }
    }

    @Test
    void usesJdkEngineForGivenContext() throws Exception {
        assertThat(engine(null, SSLContext.getDefault())).isNotInstanceOf(ReferenceCountedOpenSslEngine.class);
    }
}
