package dev.parlando;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.parlando.credentials.ApiKey;
import dev.parlando.credentials.ApiKeyProvider;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.network.BaseUrls;
import dev.parlando.network.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpeechEngineBuilderTest {
    private interface Change extends UnaryOperator<SpeechEngineBuilder> {}

    private static SpeechEngineBuilder builder() {
        return SpeechEngine.builder().baseUrl(URI.create("http://127.0.0.1:9")).apiKey(ApiKey.of("sk_0123"));
    }

    private static Arguments refused(String option, String inMessage, Change change) {
        return arguments(option, inMessage, change);
    }

    static Stream<Arguments> refusedValues() {
        return Stream.of(
                refused("stream_window_bytes", "65534", builder -> builder.streamWindowBytes(65_534)),
                refused("stream_window_bytes", "16777217", builder -> builder.streamWindowBytes(16_777_217)),
                refused("io_threads", "0 is outside 1 to 64", builder -> builder.ioThreads(0)),
                refused("voice_id", "'..'", builder -> builder.defaultVoice("..")),
                refused("voice_id", "''", builder -> builder.defaultVoice("")),
                refused("trusted_certificates", "http", builder -> builder.trustedCertificates(Path.of("ca.pem"))),
                refused("base_url", "no scheme", builder -> builder.baseUrl(URI.create("speech"))),
                refused("io_threads", "65", builder -> builder.ioThreads(65)),
                refused("close_grace", "PT-0.005S", builder -> builder.closeGrace(Duration.ofMillis(-5))),
                refused(
                        "probe_after_idle",
                        "PT",
                        builder -> builder.probeAfterIdle(Duration.ofSeconds(Long.MAX_VALUE))),
                refused("max_connections", "0", builder -> builder.maxConnections(0)),
                refused("base_url", "ftp", builder -> builder.baseUrl(URI.create("ftp://127.0.0.1"))),
                refused("ssl_context", "https", builder -> builder.sslContext(newContext())),
                refused("ssl_context", "trusted_certificates", builder -> builder.baseUrl("https://127.0.0.1")
                        .trustedCertificates(Path.of("ca.pem"))
                        .sslContext(newContext())),
                refused("trusted_certificates", "missing.pem", builder -> builder.baseUrl(
                                URI.create("https://127.0.0.1"))
                        .trustedCertificates(Path.of("missing.pem"))));
    }

    private static SSLContext newContext() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ht tp://user:secret@speech.test", "http://[::1", "http://speech.test/%zz"})
    void rejectsInvalidUrlWithoutRepeatingIt(String text) {
        InvalidRequestException refusal = catchThrowableOfType(
                InvalidRequestException.class, () -> builder().baseUrl(text));
        assertThat(refusal.option()).isEqualTo("base_url");
        assertThat(refusal).hasMessageContaining("not a URL").hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @MethodSource("refusedValues")
    void namesRejectedOptionAndValue(String option, String inMessage, Change change) {
        SpeechEngineBuilder builder = change.apply(builder());
        InvalidRequestException refusal = catchThrowableOfType(InvalidRequestException.class, builder::build);
        assertThat(refusal.option()).isEqualTo(option);
        assertThat(refusal).hasMessageContaining(inMessage);
    }

    static Stream<Change> allowedValues() {
        return Stream.of(
                builder -> builder.streamWindowBytes(65_535),
                builder -> builder.streamWindowBytes(16 * 1024 * 1024),
                builder -> builder.ioThreads(2),
                builder -> builder.maxConnections(1),
                builder -> builder.waitStrategy(RingWaitStrategy.YIELDING),
                builder -> builder.baseUrl(" https://127.0.0.1:9/prefix\n"),
                builder -> builder.baseUrl(BaseUrls.EU_RESIDENCY),
                builder -> builder.proxy(Proxy.socks5("proxy.test", 1080)),
                builder -> builder.baseUrl("https://127.0.0.1").sslContext(newContext()),
                builder -> builder.baseUrl(URI.create("https://127.0.0.1:9/prefix")));
    }

    @ParameterizedTest
    @MethodSource("allowedValues")
    void startsAnEngineWithoutAConnection(Change change) {
        try (SpeechEngine engine = change.apply(builder()).build()) {
            assertThat(engine).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:9", "http://LOCALHOST", "http://127.1.2.3", "http://[::1]:9"})
    void requiresNoKeyForLocalService(String baseUrl) {
        try (SpeechEngine engine =
                SpeechEngine.builder().baseUrl(URI.create(baseUrl)).build()) {
            assertThat(engine).isNotNull();
        }
    }

    @Test
    void requiresKeyForRemoteService() {
        assumeThat(ApiKeyProvider.isSetIn(System.getenv())).isFalse();
        InvalidRequestException refusal = catchThrowableOfType(InvalidRequestException.class, SpeechEngine::create);
        assertThat(refusal.option()).isEqualTo("api_key");
        assertThat(refusal).hasMessageContaining("api.elevenlabs.io").hasMessageContaining("ELEVENLABS_API_KEY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.example.org", "http://speech.example.org:8080", "http://10.0.0.1"})
    void sendsNoKeyUnencryptedToAnotherMachineUnlessAllowed(String baseUrl) {
        SpeechEngineBuilder builder = SpeechEngine.builder().baseUrl(baseUrl).apiKey(ApiKey.of("sk_5ecret"));
        assertThatThrownBy(builder::build)
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("base_url")
                .hasMessageContaining("unencrypted")
                .hasMessageNotContaining("sk_5ecret");
        try (SpeechEngine engine = builder.allowKeyInCleartext().build()) {
            assertThat(engine.credentials().fingerprint())
                    .isEqualTo(ApiKey.of("sk_5ecret").fingerprint());
        }
    }

    @Test
    void rejectsBothKeyAndKeyProvider() {
        SpeechEngineBuilder builder = builder().apiKeys(ApiKeyProvider.of(ApiKey.of("sk_5ecret")));
        assertThatThrownBy(() -> builder.apiKey(ApiKey.of("sk_5ecret")).build())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("key provider");
    }
}
