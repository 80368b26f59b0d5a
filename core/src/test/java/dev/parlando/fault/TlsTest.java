package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.SpeechEngine;
import dev.parlando.credentials.ApiKey;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.Progress;
import dev.parlando.error.TransportException;
import dev.parlando.speech.SpeechRequest;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Says whom the engine trusts, and what it says when it does not. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsTest {
    @TempDir
    static Path folder;

    private static X509Bundle certificate;
    private static Path pem;

    @BeforeAll
    static void makeCertificate() throws Exception {
        certificate = builder().buildSelfSigned();
        pem = Files.writeString(folder.resolve("ca.pem"), certificate.getCertificatePEM());
    }

    private static CertificateBuilder builder() {
        return new CertificateBuilder()
                .subject("CN=localhost")
                .addSanDnsName("localhost")
                .addSanIpAddress("127.0.0.1")
                .setIsCertificateAuthority(true);
    }

    private static SslContext server(X509Bundle bundle, String... protocols) throws Exception {
        SslContextBuilder builder = SslContextBuilder.forServer(bundle.toKeyManagerFactory());
        if (protocols.length > 0) {
            builder.applicationProtocolConfig(new ApplicationProtocolConfig(
                    Protocol.ALPN,
                    SelectorFailureBehavior.NO_ADVERTISE,
                    SelectedListenerFailureBehavior.ACCEPT,
                    protocols));
        }
        return builder.build();
    }

    private static Collected speak(URI baseUrl, Path trusted) {
        var builder = SpeechEngine.builder().baseUrl(baseUrl).apiKey(ApiKey.of("k"));
        if (trusted != null) {
            builder.trustedCertificates(trusted);
        }
        try (SpeechEngine engine = builder.build()) {
            Collected collected = new Collected();
            engine.stream(SpeechRequest.builder("Hi").voice("v").build(), collected);
            collected.await();
            return collected;
        }
    }

    private static void answer(ScriptedStream stream) {
        stream.audio("audio/mpeg").end(new byte[] {1, 2, 3});
    }

    @Test
    void speaksHttp2ByAlpn() throws Exception {
        try (ScriptedServer server = ScriptedServer.startTls(server(certificate, "h2", "http/1.1"), TlsTest::answer)) {
            Collected collected = speak(server.baseUrl(), pem);
            assertThat(collected.bytes()).containsExactly(1, 2, 3);
            assertThat(collected.await().response().protocol()).isEqualTo("h2");
        }
    }

    @Test
    void anUnknownIssuerIsNotTrusted() throws Exception {
        try (ScriptedServer server = ScriptedServer.startTls(server(certificate, "h2"), TlsTest::answer)) {
            assertThatThrownBy(() -> speak(server.baseUrl(), null))
                    .isInstanceOfSatisfying(TransportException.class, e -> assertThat(e.progress())
                            .isEqualTo(Progress.NOT_SENT))
                    .hasMessageContaining("certificate")
                    .hasMessageContaining("not trusted");
        }
    }

    @Test
    void anotherNameIsNotTrusted() throws Exception {
        X509Bundle other = new CertificateBuilder()
                .subject("CN=example.org")
                .addSanDnsName("example.org")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        Path otherPem = Files.writeString(folder.resolve("other.pem"), other.getCertificatePEM());
        try (ScriptedServer server = ScriptedServer.startTls(server(other, "h2"), TlsTest::answer)) {
            assertThatThrownBy(() -> speak(server.baseUrl(), otherPem))
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("127.0.0.1");
        }
    }

    @Test
    void anExpiredCertificateIsNotTrusted() throws Exception {
        X509Bundle expired = builder()
                .setIsCertificateAuthority(false)
                .notBefore(Instant.now().minus(20, ChronoUnit.DAYS))
                .notAfter(Instant.now().minus(10, ChronoUnit.DAYS))
                .buildIssuedBy(certificate);
        try (ScriptedServer server = ScriptedServer.startTls(server(expired, "h2"), TlsTest::answer)) {
            assertThatThrownBy(() -> speak(server.baseUrl(), pem))
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("not trusted");
        }
    }

    @Test
    void aServerWithoutHttp2IsNamed() throws Exception {
        try (ScriptedServer server = ScriptedServer.startTls(server(certificate), TlsTest::answer)) {
            assertThatThrownBy(() -> speak(server.baseUrl(), pem))
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("ALPN");
        }
    }

    @Test
    void aServerWithoutTlsIsNamed() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(TlsTest::answer)) {
            URI https = URI.create("https://" + server.baseUrl().getAuthority());
            assertThatThrownBy(() -> speak(https, pem))
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("TLS");
        }
    }

    @Test
    void aFileThatIsNoCertificateIsRefusedAtOnce() throws Exception {
        Path text = Files.writeString(folder.resolve("text.pem"), "nothing");
        URI https = URI.create("https://127.0.0.1:1");
        assertThatThrownBy(() -> speak(https, text))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("text.pem");
        assertThatThrownBy(() -> speak(https, folder.resolve("absent.pem")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("absent.pem");
    }
}
