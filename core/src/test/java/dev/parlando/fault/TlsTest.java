package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.parlando.SpeechEngine;
import dev.parlando.SpeechEngineBuilder;
import dev.parlando.credentials.ApiKey;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TransportException;
import dev.parlando.speech.SpeechRequest;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.pkitesting.X509Bundle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for the trust settings of the engine, and for the errors when a certificate is not trusted. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsTest {
    @TempDir
    static Path folder;

    private static X509Bundle certificate;
    private static Path pem;

    @BeforeAll
    static void makeCertificate() throws Exception {
        certificate = ServerTls.loopback().buildSelfSigned();
        pem = Files.writeString(folder.resolve("ca.pem"), certificate.getCertificatePEM());
    }

    private static CollectingHandler speak(URI baseUrl, Path trusted) {
        return speak(baseUrl, builder -> builder.trustedCertificates(trusted));
    }

    private static CollectingHandler speak(URI baseUrl, UnaryOperator<SpeechEngineBuilder> trust) {
        try (SpeechEngine engine = trust.apply(SpeechEngine.builder())
                .baseUrl(baseUrl)
                .apiKey(ApiKey.of("sk_5ecret"))
                .build()) {
            return speak(engine);
        }
    }

    private static CollectingHandler speak(SpeechEngine engine) {
        CollectingHandler collected = new CollectingHandler();
        engine.stream(SpeechRequest.builder("Hi").voice("v").build(), collected);
        collected.await();
        return collected;
    }

    private static void answer(ScriptedStream stream) {
        stream.audio("audio/mpeg").end(new byte[] {1, 2, 3});
    }

    @Test
    void speaksHttp2ByAlpn() throws Exception {
        try (ScriptedServer server =
                ScriptedServer.startTls(ServerTls.of(certificate, "h2", "http/1.1"), TlsTest::answer)) {
            CollectingHandler collected = speak(server.baseUrl(), pem);
            assertThat(collected.bytes()).containsExactly(1, 2, 3);
            assertThat(collected.await().response().protocol()).isEqualTo("h2");
        }
    }

    @Test
    void rejectsUnknownIssuer() throws Exception {
        try (ScriptedServer server = ScriptedServer.startTls(ServerTls.of(certificate, "h2"), TlsTest::answer)) {
            assertThatThrownBy(() -> speak(server.baseUrl(), UnaryOperator.identity()))
                    .isInstanceOfSatisfying(TransportException.class, e -> assertThat(e.progress())
                            .isEqualTo(RequestProgress.NOT_SENT))
                    .hasMessageContaining("certificate")
                    .hasMessageContaining("not trusted");
        }
    }

    /** TLS-intercepting proxies do not offer ALPN either. */
    @Test
    void fallsBackToHttp1WithoutAlpn() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(certificate.toKeyManagerFactory().getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("content-type", "audio/mpeg");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[] {1, 2, 3});
            exchange.close();
        });
        server.start();
        try {
            URI https = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
            CollectingHandler collected = speak(https, pem);
            assertThat(collected.bytes()).containsExactly(1, 2, 3);
            assertThat(collected.await().response().protocol()).isEqualTo("http/1.1");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void rejectsInvalidOrMissingCertificateFile() throws Exception {
        Path text = Files.writeString(folder.resolve("text.pem"), "nothing");
        URI https = URI.create("https://127.0.0.1:1");
        assertThatThrownBy(() -> speak(https, text))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("text.pem");
        assertThatThrownBy(() -> speak(https, folder.resolve("absent.pem")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("absent.pem");
    }

    @Test
    void trustsEveryCertificateOfBundle() throws Exception {
        X509Bundle other = ServerTls.certificate("example.org").buildSelfSigned();
        Path bundle = Files.writeString(
                folder.resolve("bundle.pem"), other.getCertificatePEM() + "\n" + certificate.getCertificatePEM());
        try (ScriptedServer server = ScriptedServer.startTls(ServerTls.of(certificate, "h2"), TlsTest::answer)) {
            assertThat(speak(server.baseUrl(), bundle).bytes()).containsExactly(1, 2, 3);
        }
    }

    private static SSLContext context(TrustManager... trust) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust, null);
        return context;
    }

    @Test
    void usesTrustOfGivenSslContext() throws Exception {
        SSLContext context = context(certificate.toTrustManagerFactory().getTrustManagers());
        try (ScriptedServer server = ScriptedServer.startTls(ServerTls.of(certificate, "h2"), TlsTest::answer)) {
            CollectingHandler collected = speak(server.baseUrl(), builder -> builder.sslContext(context));
            assertThat(collected.await().response().protocol()).isEqualTo("h2");
        }
    }

    @Test
    void verifiesHostNameWithTrustAllContext() throws Exception {
        SSLContext context = context(new TrustEveryone());
        X509Bundle other = ServerTls.certificate("example.org").buildSelfSigned();
        try (ScriptedServer server = ScriptedServer.startTls(ServerTls.of(other, "h2"), TlsTest::answer)) {
            assertThatThrownBy(() -> speak(server.baseUrl(), builder -> builder.sslContext(context)))
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("not trusted")
                    .hasMessageContaining("127.0.0.1");
        }
    }

    @Test
    void rejectsUninitializedSslContext() throws Exception {
        SSLContext notInitialised = SSLContext.getInstance("TLS");
        assertThatThrownBy(
                        () -> speak(URI.create("https://127.0.0.1:1"), builder -> builder.sslContext(notInitialised)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("ssl_context");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void resumesTlsSessionOnLaterConnection(String version) throws Exception {
        SslContext tls = ServerTls.of(
                SslContextBuilder.forServer(certificate.toKeyManagerFactory()).protocols(version), "h2");
        List<Long> begun = new CopyOnWriteArrayList<>();
        try (ScriptedServer server = ScriptedServer.startTls(tls, stream -> {
                    begun.add(stream.tlsSession().getCreationTime());
                    answer(stream.goAway());
                });
                SpeechEngine engine = SpeechEngine.builder()
                        .baseUrl(server.baseUrl())
                        .apiKey(ApiKey.of("sk_5ecret"))
                        .trustedCertificates(pem)
                        .build()) {
            speak(engine);
            speak(engine);
            assertThat(server.acceptedConnections()).isGreaterThanOrEqualTo(2);
            assertThat(begun).hasSize(2);
            assertThat(begun.get(1))
                    .as("a resumed session is as old as the first")
                    .isEqualTo(begun.get(0));
        }
    }

    /** A trust manager that accepts every certificate, which no program should use. */
    private static final class TrustEveryone implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
