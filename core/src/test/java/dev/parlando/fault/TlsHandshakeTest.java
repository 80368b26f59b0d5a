package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlando.SpeechEngine;
import dev.parlando.SpeechEngineBuilder;
import dev.parlando.credentials.ApiKey;
import dev.parlando.error.EngineClosedException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.error.TransportException;
import dev.parlando.network.RetryPolicy;
import dev.parlando.network.Timeouts;
import dev.parlando.speech.CallOptions;
import io.netty.pkitesting.X509Bundle;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests that a trust manager which blocks delays its own connection only. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsHandshakeTest {
    private static final byte[] AUDIO = new byte[500];
    private static final Duration SHORT = Duration.ofMillis(300);

    private static X509Bundle certificate;

    private final BlockingTrust trust = new BlockingTrust();
    private final BlockingQueue<ScriptedStream> requests = new LinkedBlockingQueue<>();

    /** A trust manager that may wait for the test. */
    private static final class BlockingTrust implements X509TrustManager {
        private final Semaphore entered = new Semaphore(0);
        private final Semaphore released = new Semaphore(0);
        private volatile boolean blocking;

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            if (blocking) {
                entered.release();
                released.acquireUninterruptibly();
            }
        }

        void awaitBlocked() throws InterruptedException {
            assertThat(entered.tryAcquire(FaultFixture.LIMIT_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @BeforeAll
    static void makeCertificate() throws Exception {
        certificate = ServerTls.loopback().buildSelfSigned();
    }

    @AfterEach
    void release() {
        trust.released.release(100);
    }

    private ScriptedServer server() throws Exception {
        return ScriptedServer.startTls(ServerTls.of(certificate, "h2"), requests::add);
    }

    private SpeechEngineBuilder builder(URI baseUrl) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {trust}, null);
        return SpeechEngine.builder()
                .baseUrl(baseUrl)
                .apiKey(ApiKey.of(FaultFixture.KEY))
                .sslContext(context)
                .retryPolicy(RetryPolicy.NONE)
                .closeGrace(Duration.ZERO);
    }

    @Test
    void checksCertificatesOfTwoConnectionsConcurrently() throws Exception {
        trust.blocking = true;
        try (ScriptedServer server = server();
                SpeechEngine engine = builder(server.baseUrl()).build()) {
            CompletableFuture<Void> ready = engine.openConnections(2).toCompletableFuture();
            trust.awaitBlocked();
            trust.awaitBlocked();
            release();
            ready.get(FaultFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void endsRequestAtItsDeadlineWhileCertificateIsChecked() throws Exception {
        trust.blocking = true;
        CallOptions options = CallOptions.DEFAULT.withDeadline(SHORT);
        try (ScriptedServer server = server();
                SpeechEngine engine = builder(server.baseUrl()).build()) {
            CollectingHandler collected = new CollectingHandler();
            engine.stream(FaultFixture.request(), collected, options);
            trust.awaitBlocked();
            assertThat(timeoutOf(collected)).isEqualTo(TimeoutPhase.DEADLINE);
            release(); // So that the engine closes without a wait.
        }
    }

    @Test
    void endsHandshakeAtTimeLimitWhileCertificateIsChecked() throws Exception {
        trust.blocking = true;
        // Long enough for the handshake of the second request on a busy machine.
        Timeouts timeouts = Timeouts.DEFAULT.withTlsHandshake(Duration.ofSeconds(3));
        try (ScriptedServer server = server();
                SpeechEngine engine =
                        builder(server.baseUrl()).timeouts(timeouts).build()) {
            CollectingHandler collected = FaultFixture.start(engine);
            trust.awaitBlocked();
            assertThat(timeoutOf(collected)).isEqualTo(TimeoutPhase.TLS_HANDSHAKE);
            assertThat(server.awaitNoConnections(FaultFixture.LIMIT_MILLIS)).isZero();
            assertSpeaks(engine);
            release();
        }
    }

    private static @Nullable TimeoutPhase timeoutOf(CollectingHandler collected) {
        return catchThrowableOfType(ParlandoException.class, collected::await).timeoutPhase();
    }

    /** Speaks while the check of an earlier connection still blocks. */
    private void assertSpeaks(SpeechEngine engine) {
        trust.blocking = false;
        CollectingHandler collected = FaultFixture.start(engine);
        ScriptedAccount.next(requests).audio("audio/pcm").end(AUDIO);
        assertThat(collected.await().bytes()).isEqualTo(AUDIO.length);
    }

    @Test
    void reportsCloseOfPeerWhileCertificateIsChecked() throws Exception {
        trust.blocking = true;
        try (ScriptedServer server = server();
                SpeechEngine engine = builder(server.baseUrl()).build()) {
            CollectingHandler collected = FaultFixture.start(engine);
            trust.awaitBlocked();
            server.closeConnections();
            assertThatThrownBy(collected::await)
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("closed the connection during the TLS handshake");
            assertSpeaks(engine);
            release();
        }
    }

    @Test
    void closesEngineWhileCertificateIsChecked() throws Exception {
        trust.blocking = true;
        try (ScriptedServer server = server();
                SpeechEngine engine = builder(server.baseUrl()).build()) {
            CollectingHandler collected = FaultFixture.start(engine);
            trust.awaitBlocked();
            CompletableFuture<Void> closed = CompletableFuture.runAsync(engine::close);
            assertThatThrownBy(collected::await).isInstanceOf(EngineClosedException.class);
            assertThat(server.awaitNoConnections(FaultFixture.LIMIT_MILLIS)).isZero();
            release();
            closed.join();
        }
    }
}
